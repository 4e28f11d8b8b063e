"""
Procedures and their histories in PostgreSQL.

The database keeps to one draft per person and kind (migrations/versions/0003_one_life.py), and to a history that only grows.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, func, insert, literal_column, or_, select, true, update
from sqlalchemy.dialects.postgresql import insert as insert_or_leave
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from balise.adapters.store.tables import outbox, procedure_history, procedures
from balise.errors import Changed, NotFound
from balise.model.procedure import ENDS, Actor, Evidence, HandOver, Kind, Move, Procedure, Proof, State

_T = procedures.c
_DRAFT = _T.state == literal_column("'draft'")
_NAMED, _NAMELESS = _DRAFT & (_T.holder != literal_column("''")), _DRAFT & (_T.holder == literal_column("''"))
"""The two partial indexes, in the very words of their conditions."""


class PostgresProcedures:
    """The `Procedures` port over one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, procedure: Procedure) -> None:
        await self._db.execute(insert(procedures).values(_to_row(procedure)))
        await self._append_history(procedure, known=0)

    async def begin(self, draft: Procedure) -> Procedure:
        owner, which = (_T.holder, _NAMED) if draft.holder else (_T.conversation, _NAMELESS)
        mine = which & (owner == (draft.holder or draft.conversation)) & (_T.kind == draft.kind)
        row = insert_or_leave(procedures).values(_to_row(draft))
        attempt = row.on_conflict_do_nothing(index_elements=[owner, _T.kind], index_where=which).returning(_T.reference)
        while (await self._db.execute(attempt)).first() is None:
            # Somebody else's is there, or was a moment ago: it may have been confirmed since.
            if found := await self._where(mine):
                return found[0]
        await self._append_history(draft, known=0)
        return draft

    async def save(self, procedure: Procedure) -> Procedure:
        saved = replace(procedure, version=procedure.version + 1)
        unchanged = (_T.reference == procedure.reference) & (_T.version == procedure.version)
        change = update(procedures).where(unchanged).values(**_to_row(saved), changed_at=func.now())
        try:
            result = await self._db.execute(change)
        except IntegrityError as error:
            raise Changed(f"{procedure.reference} would be a second draft") from error
        if result.rowcount == 0:
            raise Changed(f"{procedure.reference} was changed meanwhile")
        known = await self._history_of([procedure.reference])
        await self._append_history(saved, known=len(known.get(procedure.reference, ())))
        return saved

    async def get(self, reference: str) -> Procedure:
        found = await self._where(_T.reference == reference)
        if not found:
            raise NotFound("procedure")
        return found[0]

    async def of_holder(self, rpps: str) -> list[Procedure]:
        return await self._where(_T.holder == rpps)

    async def owned(self, conversation_id: str, rpps: str) -> list[Procedure]:
        proven = (_T.holder == rpps) & (_T.holder != "")
        return await self._where(proven | ((_T.holder == "") & (_T.conversation == conversation_id)))

    async def of_conversation(self, conversation_id: str) -> list[Procedure]:
        return await self._where(_T.conversation == conversation_id)

    async def all(self) -> list[Procedure]:
        return await self._where(true())

    async def among(self, kinds: Collection[Kind], states: Collection[State]) -> list[Procedure]:
        return await self._where(_T.kind.in_(sorted(kinds)) & _T.state.in_(sorted(states)))

    async def needing_agent(self) -> list[Procedure]:
        waiting = await self._where(_T.needs_agent.is_not(None))
        return sorted(waiting, key=lambda p: p.needs_agent.at if p.needs_agent else p.created_at)

    async def drafts(self) -> list[tuple[Procedure, datetime]]:
        touched = (await self._db.execute(select(_T.reference, _T.changed_at).where(_DRAFT))).tuples()
        at = dict(touched.all())
        found = [(p, at[p.reference]) for p in await self._where(_DRAFT) if p.reference in at]
        return sorted(found, key=lambda draft: draft[1], reverse=True)

    async def drafts_before(self, limit: datetime) -> list[Procedure]:
        return await self._where(_DRAFT & (_T.changed_at < limit))

    async def closed_before(self, limit: datetime) -> list[Procedure]:
        over = _T.state.in_(sorted(ENDS)) & (_T.changed_at < limit) & _T.needs_agent.is_(None)
        personal = or_(_T.holder != "", _T.holder_name != "", _T.conversation != "", _T.address != "", _T.details != {})
        unsent = select(outbox.c.key).where(outbox.c.reference == _T.reference, outbox.c.sent_at.is_(None))
        return await self._where(over & personal & ~unsent.exists())

    async def _where(self, condition: ColumnElement[bool]) -> list[Procedure]:
        query = select(procedures).where(condition).order_by(_T.created_at.desc())
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
        "verified_at": procedure.proof.at if procedure.proof else None,
        "verified_by": procedure.proof.by if procedure.proof else None,
        "verified_as": procedure.proof.what if procedure.proof else None,
        "needs_agent_at": procedure.needs_agent.at if procedure.needs_agent else None,
        "needs_agent": procedure.needs_agent.why if procedure.needs_agent else None,
    }


def _to_procedure(row: RowMapping, history: tuple[Move, ...]) -> Procedure:
    verified, needs = row["verified_at"], row["needs_agent_at"]
    return Procedure(
        reference=row["reference"],
        kind=Kind(row["kind"]),
        state=State(row["state"]),
        holder=row["holder"],
        holder_name=row["holder_name"],
        conversation=row["conversation"],
        created_at=row["created_at"],
        address=row["address"],
        details=row["details"],
        version=row["version"],
        history=history,
        proof=Proof(verified, Evidence(row["verified_by"]), row["verified_as"]) if verified else None,
        needs_agent=HandOver(needs, row["needs_agent"]) if needs else None,
    )
