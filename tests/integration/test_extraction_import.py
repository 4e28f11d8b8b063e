"""Importing the extraction in a real PostgreSQL, and what only that source can do."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from balise.adapters.directories.extraction.fictional import write_fictional_extraction
from balise.adapters.directories.extraction.importer import date_of, import_extraction
from balise.adapters.directories.extraction.index import ExtractionDirectory
from balise.errors import Invalid, TemporaryFailure
from tests import database

LEMOINE = "99900000011"
NAME = "Extraction_Correspondance_MSSante_202610090800.txt"


@pytest.fixture
async def fresh(postgres: str) -> AsyncIterator[AsyncEngine]:
    """Lend an engine on a migrated database where nothing was imported."""
    with database.migrated_database(postgres) as url:
        engine = create_async_engine(url)
        yield engine
        await engine.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write the fictional extraction under an official name."""
    path = tmp_path / NAME
    write_fictional_extraction(path)
    return path


def rewritten(file: Path, old: str, new: str) -> Path:
    """Write beside a file the same one with other words."""
    path = file.with_name("rewritten.txt")
    path.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return path


def lines_of(file: Path) -> list[str]:
    """Read the lines of a file."""
    return file.read_text(encoding="utf-8").splitlines()


def bad_file(file: Path, content: bytes | str | None) -> Path:
    """Write a file nobody can use: these bytes, a spoilt copy of a good one by name, or nothing at all."""
    whole, path = file.read_text(encoding="utf-8"), file.with_name("bad.txt")
    made = {
        "cp1252": whole.encode("cp1252"),
        "header only": whole.splitlines()[0].encode(),
        "no address": whole.replace("@", "-").encode(),
    }
    if content is not None:
        path.write_bytes(made[content] if isinstance(content, str) else content)
    return path


async def test_an_import_returns_its_number_of_rows_and_tells_its_progress(fresh: AsyncEngine, file: Path) -> None:
    """
    One row per line but the header; the last progress is the total.
    """
    told: list[int] = []
    count = await import_extraction(fresh, file, progress=told.append)

    assert len(lines_of(file)) - 1 == count
    assert count == told[-1]


async def test_the_date_of_the_file_is_in_every_answer(fresh: AsyncEngine, file: Path) -> None:
    """
    It is read from the official name, unless the caller knows better.
    """
    directory = ExtractionDirectory(fresh)
    await import_extraction(fresh, file)
    from_name = (await directory.boxes_of(LEMOINE)).as_of, (await directory.search("zzyzx")).as_of
    await import_extraction(fresh, file, as_of=date(2026, 1, 2))

    assert (date(2026, 10, 9), date(2026, 10, 9)) == from_name
    assert date(2026, 1, 2) == (await directory.boxes_of(LEMOINE)).as_of


@pytest.mark.parametrize("name", ["extraction.txt", "Extraction_Correspondance_MSSante_20261399.txt"])
def test_a_file_without_an_official_date_has_its_own(tmp_path: Path, name: str) -> None:
    """
    The day it was last written, when the name says nothing or nonsense.
    """
    path = tmp_path / name
    path.touch()
    os.utime(path, (0, datetime(2026, 5, 4, 12, tzinfo=UTC).timestamp()))

    assert date(2026, 5, 4) == date_of(path)


async def test_an_import_replaces_what_was_there(fresh: AsyncEngine, file: Path) -> None:
    """
    Somebody who is no longer in the file is no longer found.
    """
    await import_extraction(fresh, file)
    await import_extraction(fresh, rewritten(file, LEMOINE, "99900099999"))
    directory = ExtractionDirectory(fresh)

    assert () == (await directory.boxes_of(LEMOINE)).mailboxes
    assert 4 == len((await directory.boxes_of("99900000029")).mailboxes)


async def test_a_file_cut_short_is_told_as_partial(fresh: AsyncEngine, file: Path) -> None:
    """
    One that lacks a tenth of what one of the last had, or more, shows less than there is; a few boxes less are everyday life.
    """
    directory, lines = ExtractionDirectory(fresh), lines_of(file)
    told = []
    for kept in (len(lines), len(lines) - 5, len(lines) // 2, len(lines) // 2, len(lines)):
        file.write_text("\n".join(lines[:kept]), encoding="utf-8")
        await import_extraction(fresh, file)
        told.append(((await directory.boxes_of(LEMOINE)).partial, (await directory.search("lemoine")).partial))

    assert [(False, False), (False, False), (True, True), (True, True), (False, False)] == told


async def test_an_import_wakes_the_worker(fresh: AsyncEngine, file: Path) -> None:
    """
    The job that looks at what a file proves is there if and only if the file is.
    """
    await import_extraction(fresh, file)
    with pytest.raises(Invalid):
        await import_extraction(fresh, bad_file(file, b""))
    async with fresh.connect() as db:
        jobs = (await db.execute(text("SELECT task_name, args FROM procrastinate_jobs"))).all()

    assert [("follow_up", {})] == jobs


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"Type de BAL|Adresse BAL\nPER|a.fictif@medecin.mssante.fr\n",
        b"<!DOCTYPE html><html><body>maintenance</body></html>",
        b"PK\x03\x04\xff\xfe\x00zip",
        None,
        "cp1252",
        "header only",
        "no address",
    ],
)
async def test_a_bad_file_is_refused_and_nothing_is_lost(fresh: AsyncEngine, file: Path, content: bytes | str | None) -> None:
    """
    Empty, without the columns, a web page, zipped, missing, in another encoding or without a row: the previous one stays.
    """
    await import_extraction(fresh, file)
    bad = bad_file(file, content)
    with pytest.raises(Invalid) as caught:
        await import_extraction(fresh, bad)
    listing = await ExtractionDirectory(fresh).boxes_of(LEMOINE)

    assert "extraction" == caught.value.reason
    assert (2, date(2026, 10, 9)) == (len(listing.mailboxes), listing.as_of)


async def test_readers_never_see_an_empty_directory(fresh: AsyncEngine, file: Path) -> None:
    """
    People are found at any moment of the imports that replace the file under them.
    """
    await import_extraction(fresh, file)
    directory, seen, over = ExtractionDirectory(fresh), set[int](), asyncio.Event()

    async def read() -> None:
        while not over.is_set():
            seen.add(len((await directory.boxes_of(LEMOINE)).mailboxes))
            seen.add(2 * len((await directory.search("camille lemoine")).professionals))

    reading = [asyncio.create_task(read()) for _ in range(3)]
    for _ in range(5):
        await import_extraction(fresh, file)
    over.set()
    await asyncio.gather(*reading)

    assert {2} == seen


async def test_two_imports_at_once_take_turns(fresh: AsyncEngine, file: Path) -> None:
    """
    Two workers that woke together leave one whole directory.
    """
    counts = await asyncio.gather(import_extraction(fresh, file), import_extraction(fresh, file))
    async with fresh.connect() as connection:
        rows = await connection.scalar(text("SELECT count(*) FROM directory_entries"))

    assert {rows} == set(counts)


async def test_the_indexes_survive_an_import(fresh: AsyncEngine, file: Path) -> None:
    """
    A table swapped without its trigram index would take seconds for each search.
    """
    query = text("SELECT count(*) FROM pg_indexes WHERE tablename = 'directory_entries'")
    async with fresh.connect() as connection:
        before = await connection.scalar(query)
    await import_extraction(fresh, file)
    async with fresh.connect() as connection:
        after = await connection.scalar(query)

    assert before == after


async def test_before_any_import_the_directory_does_not_answer(fresh: AsyncEngine) -> None:
    """
    An empty table does not know that nobody has a box.
    """
    with pytest.raises(TemporaryFailure):
        await ExtractionDirectory(fresh).boxes_of(LEMOINE)
    with pytest.raises(TemporaryFailure):
        await ExtractionDirectory(fresh).search("lemoine")


async def test_a_database_that_is_not_migrated_is_temporary(postgres: str, file: Path) -> None:
    """
    The migration may be running in another process: neither reading nor importing calls it a bug.
    """
    with database.empty_database(postgres) as url:
        engine = create_async_engine(url)
        with pytest.raises(TemporaryFailure):
            await ExtractionDirectory(engine).search("lemoine")
        with pytest.raises(TemporaryFailure):
            await import_extraction(engine, file)
        await engine.dispose()


@pytest.mark.parametrize(
    ("typed", "family"),
    [
        ("lemoinne", "LEMOINE (fictif)"),
        ("camile lemoine", "LEMOINE (fictif)"),
        ("Dr Rouseau Paul", "ROUSSEAU (fictif)"),
        ("nadia bennali infirmière", "BENALI (fictif)"),
        ("delatour cardiologue", "DE LA TOUR (fictif)"),
        ("jeanmarie delatour", "DE LA TOUR (fictif)"),
        ("yann le gof", "LE GOFF (fictif)"),
        ("legoff kiné", "LE GOFF (fictif)"),
        ("camille.lemoine.fictif@medecin.msante.fr", "LEMOINE (fictif)"),
    ],
)
async def test_typing_errors_are_forgiven(fresh: AsyncEngine, file: Path, typed: str, family: str) -> None:
    """
    When nobody matches as typed, words that are about right do: missing or doubled letters, -logue for -logie.
    """
    await import_extraction(fresh, file)
    findings = await ExtractionDirectory(fresh).search(typed)

    assert family == findings.professionals[0].family


async def test_the_exact_name_comes_before_those_that_begin_like_it(fresh: AsyncEngine, file: Path) -> None:
    """
    « Martin » is a Martin before being a Martinez.
    """
    await import_extraction(fresh, rewritten(file, "LEMOINE (fictif)", "MARTINEZ (fictif)"))
    findings = await ExtractionDirectory(fresh).search("martin")

    assert ["MARTIN (fictif)"] * 3 + ["MARTINEZ (fictif)"] == [person.family for person in findings.professionals]
