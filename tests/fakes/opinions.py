"""Opinions on answers in memory."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from balise.model.conversation import Author, Message
from balise.model.opinion import Judged, Opinion
from tests.fakes.unit_of_work import Unit


class FakeOpinions:
    """The `Opinions` port."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def keep(self, message: Message, opinion: Opinion | None) -> None:
        key = (message.conversation, message.seq)
        line = self._unit.lines.get(key)
        if line is not None:
            at = self._unit.now() if opinion else None
            self._unit.lines.put(key, replace(line, message=replace(line.message, opinion=opinion), judged_at=at))

    async def all(self, since: datetime | None = None) -> list[Judged]:
        found = [
            Judged(line.judged_at, line.message.reply.source, self._intent_before(line.message), line.message.opinion)
            for line in self._unit.lines.all()
            if line.message.opinion and line.judged_at and (since is None or line.judged_at >= since)
        ]
        return sorted(found, key=lambda judged: judged.at)

    def _intent_before(self, answer: Message) -> str:
        messages = (line.message for line in self._unit.lines.all() if line.message.conversation == answer.conversation)
        said = [one for one in messages if one.author is Author.PRACTITIONER and one.seq < answer.seq]
        if not said:
            return ""
        last = max(said, key=lambda one: one.seq)
        if last.understanding:
            return last.understanding.intent
        pressed = re.match(r"/(\w+)", last.payload)
        return pressed[1] if pressed else ""
