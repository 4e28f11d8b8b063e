"""Searching the imported extraction. Reads only; `importer.py` writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from balise.adapters.directories.extraction.mapping import ExtractionRow, to_organizations, to_professionals
from balise.adapters.directories.extraction.tables import entries, files, translated_errors
from balise.adapters.directories.query import Query, read_query
from balise.errors import TemporaryFailure
from balise.model.mailbox import Findings, Listing

_COLUMNS = [entries.c[field.name] for field in fields(ExtractionRow)]
# Lower than pg_trgm's 0.5, so that one letter missing in a name of four (« gof », « Le Goff ») is forgiven.
_LIKENESS = 0.45
# From one day to the next the file hardly changes: one much shorter than another of the last ones was cut, or is something else.
_SHRUNK = 0.9
_LAST_FILES = 7
# A search nobody waits for any more must not keep the database busy.
_PATIENCE = "8s"


class ExtractionDirectory:
    """The `Directory` and `DirectoryFile` ports over the latest extraction imported. Before any, it raises TemporaryFailure."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def boxes_of(self, rpps: str) -> Listing:
        with translated_errors():
            async with self._engine.connect() as connection:
                # In this order: as long as the lines are being read, no other file takes the place of theirs.
                rows = await _rows(connection, entries.c.rpps == rpps)
                as_of, partial = await _in_place(connection)
        person = next(iter(to_professionals(rows)), None)
        return Listing(person.mailboxes if person else (), person, as_of, partial)

    async def search(self, text: str, limit: int = 5) -> Findings:
        query = read_query(text)
        with translated_errors():
            async with self._engine.connect() as connection:
                as_of, partial = await _in_place(connection)
                if not (query.words or query.address or query.rpps):
                    return Findings(as_of=as_of, partial=partial)
                await _tune(connection)
                people, structures = await _best(connection, query, limit)
                rows = await _rows(connection, entries.c.holder.in_([*people, *structures]))
        rank = {holder: position for position, holder in enumerate([*people, *structures])}
        rows.sort(key=lambda row: rank[row.holder])
        return Findings(to_professionals(rows), to_organizations(rows), as_of, partial)

    async def shows(self, suffix: str) -> bool:
        of_domain = or_(*(entries.c.address.endswith(mark + suffix, autoescape=True) for mark in "@."))
        with translated_errors():
            async with self._engine.connect() as connection:
                await _in_place(connection)
                return bool(await connection.scalar(select(select(entries.c.line).where(of_domain).exists())))


async def _in_place(connection: AsyncConnection) -> tuple[date, bool]:
    """
    Return the date of the file in place, and whether it lacks much of what the last ones had.

    Raises:
        TemporaryFailure: there is none yet, and « nobody » would be a wrong answer.

    """
    latest = select(files.c.as_of, files.c.row_count).order_by(files.c.id.desc()).limit(_LAST_FILES)
    last = (await connection.execute(latest)).all()
    if not last:
        raise TemporaryFailure("extraction: no file has been imported yet")
    return last[0].as_of, last[0].row_count < _SHRUNK * max(file.row_count for file in last)


async def _rows(connection: AsyncConnection, condition: ColumnElement[bool]) -> list[ExtractionRow]:
    result = await connection.execute(select(*_COLUMNS).where(condition).order_by(entries.c.line))
    return [_row(row) for row in result]


def _row(row: Row[Any]) -> ExtractionRow:
    return ExtractionRow(**row._mapping)


async def _tune(connection: AsyncConnection) -> None:
    """Set, for this transaction only, how alike words must be and how long the search may take."""
    await connection.execute(
        text(
            "SELECT set_config('pg_trgm.strict_word_similarity_threshold', :likeness, true),"
            " set_config('statement_timeout', :patience, true)"
        ),
        {"likeness": str(_LIKENESS), "patience": _PATIENCE},
    )


async def _best(connection: AsyncConnection, query: Query, limit: int) -> tuple[Sequence[str], Sequence[str]]:
    """Return the best holders, people then structures, under the strictest condition that finds any."""
    for condition in _conditions(query):
        people = (await connection.scalars(_holders(condition, query, limit, person=True))).all()
        structures = (await connection.scalars(_holders(condition, query, limit, person=False))).all()
        if people or structures:
            return people, structures
    return (), ()


def _conditions(query: Query) -> list[ColumnElement[bool]]:
    """Return the ways to look, strictest first: exact number or address, each word as typed, each word about right."""
    conditions: list[ColumnElement[bool]] = []
    if query.rpps:
        conditions.append(entries.c.rpps == query.rpps)
    if query.address:
        conditions.append(entries.c.address == query.address)
    if query.words:
        exact = [entries.c.words.like(f"% {word}%") for word in query.words]
        about = [literal(word).op("<<%", is_comparison=True)(entries.c.words) for word in query.words]
        conditions += [and_(*exact), and_(*(or_(*pair) for pair in zip(exact, about, strict=True)))]
    return conditions


def _holders(condition: ColumnElement[bool], query: Query, limit: int, *, person: bool) -> Select[tuple[str]]:
    """
    Select the holders of matching boxes, best first.

    The best have most of the words, whole, in their name; then the name most like the question; then come by name.
    """
    whole = sum(
        (case((literal(" ").concat(entries.c.name).concat(" ").like(f"% {word} %"), 1), else_=0) for word in query.words),
        literal(0),
    )
    likeness = func.similarity(entries.c.name, query.folded)
    return (
        select(entries.c.holder)
        .where(condition, entries.c.person.is_(person))
        .group_by(entries.c.holder)
        .order_by(func.max(whole).desc(), func.max(likeness).desc(), func.min(entries.c.name), entries.c.holder)
        .limit(limit)
    )
