"""Agents' readings, erasures and the mail sink in memory."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from balise.errors import PermanentFailure
from balise.model.access import Access
from tests.fakes.unit_of_work import Erasure, Unit

YEAR = timedelta(days=364)


class FakeAccesses:
    """The `Accesses` port."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def note(self, access: Access) -> None:
        self._unit.accesses.put(len(self._unit.accesses.all()), access)

    async def of(self, conversation_id: str) -> list[Access]:
        return [access for access in self._unit.accesses.all() if access.conversation == conversation_id]

    async def forget_before(self, limit: datetime) -> int:
        kept = [access for access in self._unit.accesses.all() if access.at >= limit]
        old = [access for access in self._unit.accesses.all() if access.at < limit]
        if any(access.at >= self._unit.now() - YEAR for access in old):
            raise PermanentFailure("the list of accesses only grows")
        self._unit.accesses.drop(range(len(kept) + len(old)))
        for position, access in enumerate(kept):
            self._unit.accesses.put(position, access)
        return len(old)


class FakeErasures:
    """The `Erasures` port. There is no dialogue engine."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def ask(self, conversation_ids: Collection[str], due: datetime) -> None:
        for conversation_id in conversation_ids:
            talk = self._unit.talks.get(conversation_id)
            if talk is not None and self._unit.erasures.get(conversation_id) is None:
                self._unit.erasures.put(conversation_id, Erasure(conversation_id, talk.conversation.token_hash, due))

    async def due(self, now: datetime) -> list[str]:
        return [one.conversation for one in self._unit.erasures.all() if one.done_at is None and one.due_at <= now]

    async def erase(self, conversation_id: str, at: datetime) -> None:
        talk = self._unit.talks.get(conversation_id)
        browser = talk.conversation.browser_hash if talk and talk.session_until else None
        self._unit.forget({conversation_id})
        self._unit.rung.add(conversation_id)
        asked = self._unit.erasures.get(conversation_id)
        if asked is not None and asked.done_at is None:
            self._unit.erasures.put(conversation_id, replace(asked, done_at=at, browser_hash=browser))

    async def erased(self, conversation_id: str) -> str | None:
        asked = self._unit.erasures.get(conversation_id)
        return asked.token_hash if asked is not None and asked.done_at is not None else None

    async def erased_in(self, browser_hash: str) -> bool:
        done = [one.browser_hash for one in self._unit.erasures.all() if one.done_at is not None]
        return browser_hash in done

    async def forget_before(self, limit: datetime) -> int:
        old = [one.conversation for one in self._unit.erasures.all() if one.done_at is not None and one.done_at < limit]
        self._unit.erasures.drop(old)
        return len(old)


class FakeSink:
    """The `Sink` port."""

    def __init__(self, *keys: str) -> None:
        self.letters = set(keys)

    async def keys(self) -> set[str]:
        return set(self.letters)

    async def drop(self, keys: Collection[str]) -> None:
        self.letters -= set(keys)
