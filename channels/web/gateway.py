"""What the web door's routes share: the use cases, and the tasks that answer in the background."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from balise.errors import BaliseError
from balise.ports import Bell
from balise.usecases.read_transcript import ReadTranscript
from balise.wiring import Wiring

log = structlog.get_logger()

LONGEST_WAIT = 25.0
"""Seconds a long poll may wait: below the idle timeouts of common proxies."""


@dataclass(slots=True)
class Gateway:
    """The web door's state. One per process."""

    wiring: Wiring
    bell: Bell
    _busy: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _again: set[str] = field(default_factory=set)

    @property
    def read(self) -> ReadTranscript:
        """Read what is new."""
        return self.wiring.read_transcript(self.bell)

    def answer_soon(self, conversation_id: str) -> None:
        """Have a conversation answered in the background; at most one task a conversation."""
        if conversation_id in self._busy:
            self._again.add(conversation_id)
            return
        self._busy[conversation_id] = asyncio.create_task(self._answer(conversation_id))

    async def resume(self) -> None:
        """Answer what a stopped gateway left waiting."""
        await self._quietly(self.wiring.answer_pending().resume)

    async def finish(self) -> None:
        """Let the answers under way end, a few seconds at most."""
        if self._busy:
            await asyncio.wait(list(self._busy.values()), timeout=5)

    async def _answer(self, conversation_id: str) -> None:
        answer = self.wiring.answer_pending()
        try:
            await self._quietly(lambda: answer(conversation_id))
            while conversation_id in self._again:
                self._again.discard(conversation_id)
                await self._quietly(lambda: answer(conversation_id))
        finally:
            del self._busy[conversation_id]

    async def _quietly(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except BaliseError as error:
            log.warning("answering_failed", error=type(error).__name__)
