"""Having conversations answered in the background, so that a slow answer delays nobody else's."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from balise.errors import BaliseError
from balise.usecases.answer_pending import AnswerPending

log = structlog.get_logger()

PATIENCE = 5.0
"""Seconds left to the answers under way when the door closes."""


@dataclass(slots=True)
class Answering:
    """At most one task a conversation; what is left when the process stops is answered when it starts again."""

    answer_pending: AnswerPending
    _busy: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _again: set[str] = field(default_factory=set)

    async def resume(self) -> None:
        """Answer what a stopped process left waiting."""
        await _quietly(self.answer_pending.resume)

    def soon(self, conversation_id: str) -> None:
        """Have a conversation answered."""
        if conversation_id in self._busy:
            self._again.add(conversation_id)
            return
        self._busy[conversation_id] = asyncio.create_task(self._answer(conversation_id))

    async def finish(self) -> None:
        """Let the answers under way end, a few seconds at most."""
        under_way = list(self._busy.values())
        if under_way:
            _, late = await asyncio.wait(under_way, timeout=PATIENCE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _answer(self, conversation_id: str) -> None:
        try:
            await _quietly(lambda: self.answer_pending(conversation_id))
            while conversation_id in self._again:
                self._again.discard(conversation_id)
                await _quietly(lambda: self.answer_pending(conversation_id))
        finally:
            del self._busy[conversation_id]


async def _quietly(work: Callable[[], Awaitable[None]]) -> None:
    try:
        await work()
    except BaliseError as error:
        log.warning("answering_failed", error=type(error).__name__)
