"""A real PostgreSQL for the tests: embedded, or the one of BALISE_TEST_DATABASE_URL."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from balise.adapters.store.engine import driver_url, plain_url
from balise.adapters.store.migrate import migrate
from balise.launch.postgres import embedded_postgres


@contextmanager
def server() -> Iterator[str]:
    """Lend the URL of a PostgreSQL server whose role may create databases."""
    if url := os.environ.get("BALISE_TEST_DATABASE_URL"):
        yield url
        return
    # Not pytest's own folder, which only its owner may enter: under root the server runs as another account.
    state = Path(tempfile.mkdtemp(prefix="balise-pg-"))
    try:
        with embedded_postgres(state) as url:
            yield url
    finally:
        shutil.rmtree(state, ignore_errors=True)


@contextmanager
def empty_database(server_url: str) -> Iterator[str]:
    """Lend the URL of a new database, dropped at the end with whatever still holds it."""
    name = f"balise_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(plain_url(server_url), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            yield make_url(driver_url(server_url)).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def migrated_database(server_url: str) -> Iterator[str]:
    """Lend the URL of a new database in the present shape."""
    with empty_database(server_url) as url:
        migrate(url)
        yield url
