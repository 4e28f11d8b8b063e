"""Procedures, and the letters of the outbox, in memory."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from balise.errors import Changed, NotFound, PermanentFailure
from balise.model.procedure import Kind, Letter, Procedure, State, Way
from tests.fakes.unit_of_work import Queued, Unit


class FakeProcedures:
    """The `Procedures` port."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, procedure: Procedure) -> None:
        await self._unit.lock("draft", *_owner(procedure))
        if self._unit.procedures.get(procedure.reference) or self._other_draft(procedure):
            raise PermanentFailure("the reference, or the draft, is already there")
        self._put(procedure)

    async def begin(self, draft: Procedure) -> Procedure:
        await self._unit.lock("draft", *_owner(draft))
        found = self._other_draft(draft)
        if found is None:
            await self.add(draft)
        return found or draft

    async def save(self, procedure: Procedure) -> Procedure:
        await self._unit.lock("procedure", procedure.reference)
        await self._unit.lock("draft", *_owner(procedure))
        known = self._unit.procedures.get(procedure.reference)
        if known is None or known.version != procedure.version:
            raise Changed(f"{procedure.reference} was changed meanwhile")
        if self._other_draft(procedure):
            raise Changed(f"{procedure.reference} would be a second draft")
        history = (*known.history, *procedure.history[len(known.history) :])
        saved = replace(procedure, version=procedure.version + 1, history=history)
        self._put(saved)
        return saved

    async def get(self, reference: str) -> Procedure:
        found = self._unit.procedures.get(reference)
        if found is None:
            raise NotFound("procedure")
        return found

    async def of_holder(self, rpps: str) -> list[Procedure]:
        return [p for p in await self.all() if p.holder == rpps]

    async def owned(self, conversation_id: str, rpps: str) -> list[Procedure]:
        return [p for p in await self.all() if (p.holder == rpps if p.holder else p.conversation == conversation_id)]

    async def of_conversation(self, conversation_id: str) -> list[Procedure]:
        return [p for p in await self.all() if p.conversation == conversation_id]

    async def all(self) -> list[Procedure]:
        return sorted(self._unit.procedures.all(), key=lambda p: p.created_at, reverse=True)

    async def among(self, kinds: Collection[Kind], states: Collection[State]) -> list[Procedure]:
        return [p for p in await self.all() if p.kind in kinds and p.state in states]

    async def needing_agent(self) -> list[Procedure]:
        waiting = [(p.needs_agent.at, p) for p in self._unit.procedures.all() if p.needs_agent]
        return [p for _, p in sorted(waiting, key=lambda pair: pair[0])]

    async def drafts(self) -> list[tuple[Procedure, datetime]]:
        found = [(p, self._unit.touched.get(p.reference) or p.created_at) for p in await self.all() if p.state is State.DRAFT]
        return sorted(found, key=lambda draft: draft[1], reverse=True)

    async def drafts_before(self, limit: datetime) -> list[Procedure]:
        return self._untouched_since(limit, [p for p in await self.all() if p.state is State.DRAFT])

    async def closed_before(self, limit: datetime) -> list[Procedure]:
        unsent = {queued.letter.reference for queued in self._unit.letters.all() if queued.sent_at is None}
        over = [p for p in await self.all() if not p.open and p.needs_agent is None and p.reference not in unsent]
        return self._untouched_since(limit, [p for p in over if p != p.forgotten()])

    def _untouched_since(self, limit: datetime, found: list[Procedure]) -> list[Procedure]:
        return [p for p in found if (self._unit.touched.get(p.reference) or limit) < limit]

    def _other_draft(self, procedure: Procedure) -> Procedure | None:
        """Return the draft that leaves no room for this one."""
        if procedure.state is not State.DRAFT:
            return None
        drafts = (p for p in self._unit.procedures.all() if p.state is State.DRAFT and p.reference != procedure.reference)
        return next((p for p in drafts if _owner(p) == _owner(procedure)), None)

    def _put(self, procedure: Procedure) -> None:
        self._unit.procedures.put(procedure.reference, procedure)
        self._unit.touched.put(procedure.reference, self._unit.now())


def _owner(procedure: Procedure) -> tuple[str, str, str]:
    """Return whose only draft of this kind it may be: a person's, or a conversation's as long as nobody has signed in."""
    return procedure.kind, procedure.holder, procedure.conversation if not procedure.holder else ""


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
        waiting = [queued for queued in self._unit.letters.all() if queued.waits and queued.due_at <= now]
        return [queued.letter.key for queued in sorted(waiting, key=lambda queued: queued.due_at)]

    async def take(self, key: str) -> Letter | None:
        queued = self._unit.letters.get(key)
        if queued is None or not await self._unit.try_lock("letter", key):
            return None
        held = await self._unit.try_lock("procedure", queued.letter.reference)
        queued = self._unit.letters.get(key)
        return queued.letter if held and queued is not None and queued.waits else None

    async def mark_leaving(self, key: str, at: datetime) -> None:
        if queued := self._unit.letters.get(key):
            self._unit.letters.put(key, replace(queued, leaving=True))

    async def may_have_left(self, reference: str) -> bool:
        return any(queued.leaving and queued.waits for queued in self._of(reference))

    async def mark_sent(self, key: str, at: datetime) -> None:
        if queued := self._unit.letters.get(key):
            letter = replace(queued.letter, tries=queued.letter.tries + 1)
            self._unit.letters.put(key, replace(queued, letter=letter, sent_at=at))

    async def withdraw(self, reference: str) -> bool:
        doubtful = False
        for key in [queued.letter.key for queued in self._of(reference)]:
            await self._unit.lock("letter", key)
            now = self._unit.letters.get(key)
            if now is not None and now.sent_at is None:
                doubtful |= now.leaving
                self._unit.letters.put(key, None)
        return doubtful

    async def postpone(self, key: str, until: datetime, error: str) -> None:
        if queued := self._unit.letters.get(key):
            letter = replace(queued.letter, tries=queued.letter.tries + 1)
            self._unit.letters.put(key, replace(queued, letter=letter, due_at=until, leaving=False))

    async def reroute(self, key: str, way: Way, at: datetime) -> None:
        queued = self._unit.letters.get(key)
        if queued is not None and queued.sent_at is None:
            letter = replace(queued.letter, way=way, tries=0)
            self._unit.letters.put(key, replace(queued, letter=letter, due_at=at, leaving=False))

    async def drop(self, key: str) -> None:
        self._unit.letters.put(key, None)

    async def give_up(self, key: str, at: datetime, error: str) -> None:
        if queued := self._unit.letters.get(key):
            letter = replace(queued.letter, tries=queued.letter.tries + 1)
            self._unit.letters.put(key, replace(queued, letter=letter, given_up=True, leaving=False))

    async def try_again(self, reference: str, at: datetime) -> int:
        given_up = [q for q in self._of(reference) if q.given_up and q.sent_at is None]
        for queued in given_up:
            letter = replace(queued.letter, tries=0)
            self._unit.letters.put(letter.key, replace(queued, letter=letter, due_at=at, given_up=False))
        return len(given_up)

    async def blank(self, reference: str) -> None:
        for queued in self._of(reference):
            letter = replace(queued.letter, recipient="", subject="", body="")
            self._unit.letters.put(letter.key, replace(queued, letter=letter))

    async def blank_forgotten(self) -> None:
        for queued in self._unit.letters.all():
            procedure = self._unit.procedures.get(queued.letter.reference)
            if procedure is None or procedure.open or procedure.holder or procedure.conversation or procedure.details:
                continue
            if queued.letter.is_news and queued.sent_at is None:
                self._unit.letters.put(queued.letter.key, None)
            elif not queued.waits:
                letter = replace(queued.letter, recipient="", subject="", body="")
                self._unit.letters.put(letter.key, replace(queued, letter=letter))

    async def of(self, reference: str) -> list[Letter]:
        return [queued.letter for queued in self._of(reference) if queued.letter.recipient]

    async def worded(self, keys: Collection[str]) -> set[str]:
        return {queued.letter.key for queued in self._unit.letters.all() if queued.letter.key in keys and queued.letter.body}

    def _of(self, reference: str) -> list[Queued]:
        return [queued for queued in self._unit.letters.all() if queued.letter.reference == reference]
