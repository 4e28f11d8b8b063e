"""Procedures, and the letters of the outbox, in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from balise.errors import Conflict, NotFound, PermanentFailure
from balise.model.procedure import Letter, Procedure
from tests.fakes.unit_of_work import Queued, Unit


class FakeProcedures:
    """The `Procedures` port."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, procedure: Procedure) -> None:
        if self._unit.procedures.get(procedure.reference):
            raise PermanentFailure("the reference is taken")
        self._unit.procedures.put(procedure.reference, procedure)

    async def save(self, procedure: Procedure) -> Procedure:
        await self._unit.lock("procedure", procedure.reference)
        known = self._unit.procedures.get(procedure.reference)
        if known is None or known.version != procedure.version:
            raise Conflict(f"{procedure.reference} was changed meanwhile")
        history = (*known.history, *procedure.history[len(known.history) :])
        saved = replace(procedure, version=procedure.version + 1, history=history)
        self._unit.procedures.put(procedure.reference, saved)
        return saved

    async def get(self, reference: str) -> Procedure:
        found = self._unit.procedures.get(reference)
        if found is None:
            raise NotFound("procedure")
        return found

    async def of_holder(self, rpps: str) -> list[Procedure]:
        return [p for p in await self.all() if p.holder == rpps]

    async def of_conversation(self, conversation_id: str) -> list[Procedure]:
        return [p for p in await self.all() if p.conversation == conversation_id]

    async def all(self) -> list[Procedure]:
        return sorted(self._unit.procedures.all(), key=lambda p: p.created_at, reverse=True)


class FakeOutbox:
    """The `Outbox` port."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, letter: Letter) -> None:
        await self._unit.lock("letter", letter.key)
        if self._unit.procedures.get(letter.reference) is None:
            raise PermanentFailure("a letter of no procedure")
        if self._unit.letters.get(letter.key) is None:
            self._unit.letters.put(letter.key, Queued(letter, self._unit.now()))

    async def due(self, now: datetime) -> list[str]:
        waiting = [queued for queued in self._unit.letters.all() if queued.sent_at is None and queued.due_at <= now]
        return [queued.letter.key for queued in sorted(waiting, key=lambda queued: queued.due_at)]

    async def take(self, key: str) -> Letter | None:
        queued = self._unit.letters.get(key)
        if queued is None or not await self._unit.try_lock("letter", key):
            return None
        held = await self._unit.try_lock("procedure", queued.letter.reference)
        queued = self._unit.letters.get(key)
        return queued.letter if held and queued is not None and queued.sent_at is None else None

    async def mark_sent(self, key: str, at: datetime) -> None:
        if queued := self._unit.letters.get(key):
            letter = replace(queued.letter, tries=queued.letter.tries + 1)
            self._unit.letters.put(key, replace(queued, letter=letter, sent_at=at))

    async def withdraw(self, reference: str) -> None:
        for queued in self._unit.letters.all():
            if queued.letter.reference == reference:
                await self._unit.lock("letter", queued.letter.key)
                now = self._unit.letters.get(queued.letter.key)
                if now is not None and now.sent_at is None:
                    self._unit.letters.put(queued.letter.key, None)

    async def postpone(self, key: str, until: datetime, error: str) -> None:
        if queued := self._unit.letters.get(key):
            letter = replace(queued.letter, tries=queued.letter.tries + 1)
            self._unit.letters.put(key, replace(queued, letter=letter, due_at=until))
