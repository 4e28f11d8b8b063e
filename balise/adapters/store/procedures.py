"""Procedures and their histories in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, insert, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from balise.adapters.store.tables import procedure_history, procedures
from balise.errors import Conflict, NotFound
from balise.model.procedure import Actor, Kind, Move, Procedure, State


class PostgresProcedures:
    """The `Procedures` port over one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, procedure: Procedure) -> None:
        await self._db.execute(insert(procedures).values(_to_row(procedure)))
        await self._append_history(procedure, known=0)

    async def save(self, procedure: Procedure) -> Procedure:
        saved = replace(procedure, version=procedure.version + 1)
        unchanged = (procedures.c.reference == procedure.reference) & (procedures.c.version == procedure.version)
        result = await self._db.execute(update(procedures).where(unchanged).values(_to_row(saved)))
        if result.rowcount == 0:
            raise Conflict(f"{procedure.reference} was changed meanwhile")
        known = await self._history_of([procedure.reference])
        await self._append_history(saved, known=len(known.get(procedure.reference, ())))
        return saved

    async def get(self, reference: str) -> Procedure:
        found = await self._where(procedures.c.reference == reference)
        if not found:
            raise NotFound("procedure")
        return found[0]

    async def of_holder(self, rpps: str) -> list[Procedure]:
        return await self._where(procedures.c.holder == rpps)

    async def of_conversation(self, conversation_id: str) -> list[Procedure]:
        return await self._where(procedures.c.conversation == conversation_id)

    async def all(self) -> list[Procedure]:
        return await self._where(true())

    async def _where(self, condition: ColumnElement[bool]) -> list[Procedure]:
        query = select(procedures).where(condition).order_by(procedures.c.created_at.desc())
        rows = (await self._db.execute(query)).mappings().all()
        histories = await self._history_of([row["reference"] for row in rows])
        return [_to_procedure(row, histories.get(row["reference"], ())) for row in rows]

    async def _history_of(self, references: Sequence[str]) -> dict[str, tuple[Move, ...]]:
        query = (
            select(procedure_history).where(procedure_history.c.reference.in_(references)).order_by(procedure_history.c.position)
        )
        histories: dict[str, tuple[Move, ...]] = {}
        for row in (await self._db.execute(query)).mappings():
            before = State(row["before"]) if row["before"] else None
            move = Move(row["at"], Actor(row["by"]), before, State(row["after"]), row["why"])
            histories[row["reference"]] = (*histories.get(row["reference"], ()), move)
        return histories

    async def _append_history(self, procedure: Procedure, known: int) -> None:
        lines = [
            {
                "reference": procedure.reference,
                "position": position,
                "at": move.at,
                "by": move.by,
                "before": move.before,
                "after": move.after,
                "why": move.why,
            }
            for position, move in enumerate(procedure.history)
            if position >= known
        ]
        if lines:
            await self._db.execute(insert(procedure_history), lines)


def _to_row(procedure: Procedure) -> dict[str, Any]:
    return {
        "reference": procedure.reference,
        "kind": procedure.kind,
        "state": procedure.state,
        "holder": procedure.holder,
        "holder_name": procedure.holder_name,
        "conversation": procedure.conversation,
        "address": procedure.address,
        "details": dict(procedure.details),
        "version": procedure.version,
        "created_at": procedure.created_at,
    }


def _to_procedure(row: RowMapping, history: tuple[Move, ...]) -> Procedure:
    values = {**row, "kind": Kind(row["kind"]), "state": State(row["state"])}
    return Procedure(**values, history=history)
