"""Sessions of browsers in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from balise.errors import NotFound
from tests.fakes.unit_of_work import Unit


class FakeSessions:
    """The `Sessions` port."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def begin(self, conversation_id: str, until: datetime) -> None:
        await self._set(conversation_id, until)

    async def of(self, browser_hash: str) -> str:
        for talk in self._unit.talks.all():
            live = talk.session_until is not None and talk.session_until > self._unit.now()
            if live and talk.conversation.browser_hash == browser_hash:
                return talk.conversation.id
        raise NotFound("session")

    async def end(self, conversation_id: str) -> None:
        await self._set(conversation_id, None)

    async def rebind(self, browser_hash: str, renewed_hash: str) -> None:
        for talk in self._unit.talks.all():
            if (one := talk.conversation).browser_hash == browser_hash:
                self._unit.talks.put(one.id, replace(talk, conversation=replace(one, browser_hash=renewed_hash)))

    async def _set(self, conversation_id: str, until: datetime | None) -> None:
        await self._unit.lock("talk", conversation_id)
        if talk := self._unit.talks.get(conversation_id):
            self._unit.talks.put(conversation_id, replace(talk, session_until=until))
