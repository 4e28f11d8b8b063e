"""Making SQLAlchemy engines, and turning what the database raises into our errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from balise.errors import PermanentFailure, TemporaryFailure


def plain_url(url: str) -> str:
    """Return a PostgreSQL URL as libpq and psycopg read it, without SQLAlchemy's driver name."""
    scheme, _, rest = url.partition("://")
    return f"{scheme.partition('+')[0].replace('postgres', 'postgresql').replace('postgresqlql', 'postgresql')}://{rest}"


def driver_url(url: str) -> str:
    """Return the same URL, naming the psycopg 3 driver for SQLAlchemy."""
    return plain_url(url).replace("postgresql://", "postgresql+psycopg://", 1)


def open_engine(url: str, size: int = 10) -> AsyncEngine:
    """Return an engine; nothing connects until it is used, and its errors never hold what people wrote."""
    return create_async_engine(driver_url(url), pool_size=size, max_overflow=size, pool_pre_ping=True, hide_parameters=True)


_NOT_MADE_YET = frozenset({"3F000", "42703", "42P01"})
"""The codes of PostgreSQL for a schema, a column or a table that is not there: somebody is still migrating."""


@contextmanager
def translated_errors() -> Iterator[None]:
    """Raise our errors for the database's: unreachable or half-made is temporary, refused is permanent."""
    try:
        yield
    except (OperationalError, InterfaceError, NoConnectionLeft, TimeoutError) as error:
        raise TemporaryFailure(f"database: {type(error).__name__}") from error
    except DBAPIError as error:
        kind = TemporaryFailure if getattr(error.orig, "sqlstate", None) in _NOT_MADE_YET else PermanentFailure
        raise kind(f"database: {type(error).__name__}") from error
