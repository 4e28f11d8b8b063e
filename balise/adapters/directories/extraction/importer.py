"""Replacing the imported extraction by a new file. Readers see the old one until the new one is whole."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import astuple, fields
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import cast

import psycopg
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from balise.adapters.directories.extraction.mapping import ExtractionRow, row_reader
from balise.adapters.directories.extraction.tables import files, translated_errors
from balise.errors import Invalid

Progress = Callable[[int], None]

_BATCH = 5_000
# Any constant that no other advisory lock of ours uses: one import at a time.
_LOCK = 0xBA1_0002
_COLUMNS = ("line", *(field.name for field in fields(ExtractionRow)), "person", "holder", "name", "words")
_COPY = f"COPY directory_staging ({', '.join(_COLUMNS)}) FROM STDIN"
FOLLOW_UP_TASK = "follow_up"
"""The worker's task that looks at what a new file proves."""

_QUEUE_JOB = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW("
    "'default', CAST(:task AS varchar), 0, CAST(:task AS text), NULL, jsonb_build_object(), NULL"
    ")::procrastinate_job_to_defer_v1])"
)
"""The queue's own function, called here so that the job exists if and only if the file is in place."""

# The new table is filled apart and takes the place of the old one at the end: TRUNCATE would lock readers out for the
# whole copy, DELETE would leave half a million dead rows every day. A reader that never ends must not block the others
# behind our lock on its table, hence the time-out.
_SWAP = (
    "SET LOCAL lock_timeout = '30s'",
    "DROP TABLE directory_entries",
    "ALTER TABLE directory_staging RENAME TO directory_entries",
    "ANALYZE directory_entries",
)


async def import_extraction(engine: AsyncEngine, path: Path, as_of: date | None = None, progress: Progress | None = None) -> int:
    """
    Replace the directory by the content of a file, and return how many rows it has.

    `as_of` is the date of the data; when not given it is read from the file's name, else it is the day the file was
    last written. `progress` is told the number of rows copied, from time to time. The worker then looks at what it proves.

    Raises:
        Invalid: `extraction`, when the file cannot be read, lacks a needed column, is not UTF-8 or has no row. What
            was there before is kept then, as after any failure.

    """
    with translated_errors():
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            await connection.execute(text("CREATE TABLE directory_staging (LIKE directory_entries INCLUDING ALL)"))
            count = await _copy(connection, path, progress or (lambda _: None))
            for statement in _SWAP:
                await connection.execute(text(statement))
            day = as_of or date_of(path)
            at = datetime.now(UTC)
            await connection.execute(insert(files).values(name=path.name, as_of=day, row_count=count, imported_at=at))
            await connection.execute(_QUEUE_JOB, {"task": FOLLOW_UP_TASK})
    return count


def date_of(path: Path) -> date:
    """Return the date in the official name `Extraction_Correspondance_MSSante_AAAAMMJJhhmm`, else the file's own."""
    if match := re.search(r"Extraction_Correspondance_MSSante_(\d{8})", path.name, re.IGNORECASE):
        try:
            return datetime.strptime(match[1], "%Y%m%d").replace(tzinfo=UTC).date()
        except ValueError:
            pass
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()


def read_rows(path: Path) -> Iterator[ExtractionRow]:
    """
    Yield the usable rows of a file, one line in memory at a time.

    Raises:
        Invalid: `extraction`, as `import_extraction` does.

    """
    usable = 0
    try:
        # utf-8-sig: some tools add a byte order mark when they save the file again.
        with path.open(encoding="utf-8-sig") as lines:
            read = row_reader(next(lines, ""))
            for row in filter(None, map(read, lines)):
                usable += 1
                yield row
    except UnicodeDecodeError as error:
        raise Invalid("extraction", "the file is not UTF-8 text (is it still zipped?)") from error
    except OSError as error:
        raise Invalid("extraction", f"the file cannot be read: {type(error).__name__}") from error
    if not usable:
        raise Invalid("extraction", "the file has no usable row")


async def _copy(connection: AsyncConnection, path: Path, progress: Progress) -> int:
    """COPY the file into the staging table; lines are read and folded in a thread, the loop stays free."""
    raw = await connection.get_raw_connection()
    driver = cast("psycopg.AsyncConnection[tuple[object, ...]]", raw.driver_connection)
    rows, count = read_rows(path), 0
    async with driver.cursor() as cursor, cursor.copy(_COPY) as copy:
        while batch := await asyncio.to_thread(_next_batch, rows, count):
            for values in batch:
                await copy.write_row(values)
            count += len(batch)
            progress(count)
    return count


def _next_batch(rows: Iterator[ExtractionRow], start: int) -> list[tuple[object, ...]]:
    batch = enumerate(islice(rows, _BATCH), start + 1)
    return [(line, *astuple(row), row.person, row.holder, row.name, row.words) for line, row in batch]
