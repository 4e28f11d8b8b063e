"""Bring a database to the present shape: our tables by Alembic, the job queue's by procrastinate."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from procrastinate import App, SyncPsycopgConnector
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from balise.adapters.store.engine import driver_url, plain_url
from balise.errors import TemporaryFailure

_MIGRATIONS = Path(__file__).resolve().parents[3] / "migrations"
_LOCK = 0x8A115E


def migrate(url: str) -> None:
    """
    Apply what is missing; safe to call from several processes at once.

    Raises:
        TemporaryFailure: when the database cannot be reached.

    """
    engine = create_engine(driver_url(url))
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            config = Config()
            config.set_main_option("script_location", str(_MIGRATIONS))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            queued = connection.execute(text("SELECT to_regclass('procrastinate_jobs')")).scalar()
        if queued is None:
            with App(connector=SyncPsycopgConnector(conninfo=plain_url(url))).open() as app:
                app.schema_manager.apply_schema()
    except OperationalError as error:
        raise TemporaryFailure("the database cannot be reached") from error
    finally:
        engine.dispose()
