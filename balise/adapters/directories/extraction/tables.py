"""The tables of the extraction, as migration 0002 makes them, and what their failures mean to callers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.errors import UndefinedTable
from sqlalchemy import Boolean, Column, Date, DateTime, Integer, MetaData, Table, Text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from balise.errors import PermanentFailure, TemporaryFailure

_metadata = MetaData()

# One row per line of the file. `person`, `holder`, `name` and `words` are computed by `mapping.ExtractionRow`.
entries = Table(
    "directory_entries",
    _metadata,
    Column("line", Integer, primary_key=True),
    Column("kind", Text),
    Column("address", Text),
    Column("rpps", Text),
    Column("person_id", Text),
    Column("family", Text),
    Column("given", Text),
    Column("title", Text),
    Column("profession", Text),
    Column("skill", Text),
    Column("structure_id", Text),
    Column("structure_name", Text),
    Column("street", Text),
    Column("postcode", Text),
    Column("city", Text),
    Column("service", Text),
    Column("paperless", Boolean),
    Column("person", Boolean),
    Column("holder", Text),
    Column("name", Text),
    Column("words", Text),
)

# One row per import, the latest being the one in `directory_entries`.
files = Table(
    "directory_files",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text),
    Column("as_of", Date),
    Column("row_count", Integer),
    Column("imported_at", DateTime(timezone=True)),
)


@contextmanager
def translated_errors() -> Iterator[None]:
    """
    Raise our errors for the database's.

    A table that is not there yet is temporary: the migration, or the other process, is about to make it.
    """
    try:
        yield
    except DBAPIError as error:
        raise _meaning(error.orig) from error
    except SQLAlchemyError as error:  # the engine itself: no connection was free in time
        raise TemporaryFailure(f"extraction: {type(error).__name__}") from error
    except psycopg.Error as error:
        raise _meaning(error) from error


def _meaning(error: BaseException | None) -> TemporaryFailure | PermanentFailure:
    message = f"extraction: {type(error).__name__}"
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError | UndefinedTable):
        return TemporaryFailure(message)
    return PermanentFailure(message)
