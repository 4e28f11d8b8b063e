"""A real PostgreSQL for the tests: embedded, or the one of BALISE_TEST_DATABASE_URL."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.engine import driver_url, plain_url
from balise.adapters.store.migrate import migrate
from balise.launch.postgres import embedded_postgres
from tests.canaries import CANARIES, files_holding


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
            hurry(url)
            yield url
        # Its journal too, where what was written and deleted since would be found.
        assert {} == files_holding(state, CANARIES)
    finally:
        shutil.rmtree(state, ignore_errors=True)


def hurry(server_url: str) -> None:
    """Have a server of the tests' own not wait for its disk: what they keep outlives killed processes, no power cut."""
    with psycopg.connect(plain_url(server_url), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")


@contextmanager
def empty_database(server_url: str) -> Iterator[str]:
    """
    Lend the URL of a new database, dropped at the end with whatever still holds it.

    Before, it is searched for what the tests typed as secrets or patients' data: no table may hold any of it.
    """
    name = f"balise_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(plain_url(server_url), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            url = make_url(driver_url(server_url)).set(database=name).render_as_string(hide_password=False)
            yield url
            assert set() == rows_holding(url, CANARIES)
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def migrated_database(server_url: str) -> Iterator[str]:
    """Lend the URL of a new database in the present shape."""
    with empty_database(server_url) as url:
        migrate(url)
        yield url


def rows_holding(url: str, words: Collection[str]) -> set[str]:
    """Return the tables, `schema.table`, with a row that holds one of these words in any column, files' contents included."""
    tables = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    # A row as text shows bytes in hexadecimal.
    patterns = [f"%{written}%" for word in words for written in (word, word.encode().hex())]
    with psycopg.connect(plain_url(url), options="-c lock_timeout=10s") as connection:
        return {
            f"{schema}.{table}"
            for schema, table in connection.execute(tables).fetchall()
            if connection.execute(
                SQL("SELECT 1 FROM {} AS row WHERE row::text LIKE ANY(%s) LIMIT 1").format(Identifier(schema, table)), [patterns]
            ).fetchone()
        }


async def columns_of(engine: AsyncEngine) -> list[tuple[str, str]]:
    """Return every column of every schema that is not PostgreSQL's own; tables outside of `public` with their schema."""
    query = text(
        "SELECT CASE table_schema WHEN 'public' THEN table_name ELSE table_schema || '.' || table_name END, column_name"
        " FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"
    )
    async with engine.connect() as db:
        return [(row[0], row[1]) for row in await db.execute(query)]


async def holding(engine: AsyncEngine, words: Collection[str]) -> set[str]:
    """Return the tables, `schema.table`, with a row that holds one of these words in any column, files' contents included."""
    tables = text("SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")
    found = set()
    async with engine.connect() as db:
        for schema, table in (await db.execute(tables)).tuples().all():
            for row in (await db.execute(text(f'SELECT * FROM "{schema}"."{table}"'))).all():  # noqa: S608 - its own names
                written = "\n".join(one.decode("utf-8", "replace") if isinstance(one, bytes) else repr(one) for one in row)
                if any(word in written for word in words):
                    found.add(f"{schema}.{table}")
    return found
