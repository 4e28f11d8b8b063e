"""Having conversations answered in the background, so that a slow answer delays nobody else's. Every door uses it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import chain, repeat

import structlog

from balise.errors import BaliseError
from balise.ports import Probe
from balise.usecases.conversation.answer_pending import AnswerPending

log = structlog.get_logger()

AT_ONCE = 16
"""Answers under way together: each holds a connection to the database while the dialogue thinks."""

LONGEST_START = 30
"""Seconds the dialogue is waited for, when the process starts, before people are told that it is away."""

LOOKS_A_SECOND = 4
"""How often it is looked for meanwhile."""

LONGEST_END = 3.0
"""Seconds that answers under way get to end when the process stops."""

PAUSES = (0.5, 1, 2, 4, 8)
"""Seconds before each new try when a conversation could not be reached; the last one serves for ever after."""


@dataclass(slots=True)
class Answering:
    """
    At most one task a conversation; what is left when the process stops is answered when it starts again.

    `dialogue` says when the engine is ready; without one it is taken to be. The engine starts more slowly than a door: what
    is said before it is ready waits for it, since its absence would be the answer.
    """

    answer_pending: AnswerPending
    dialogue: Probe | None = None
    _busy: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _again: set[str] = field(default_factory=set)
    _open: asyncio.Event = field(default_factory=asyncio.Event)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _starting: asyncio.Task[None] | None = None

    def soon(self, conversation_id: str) -> None:
        """Have a conversation answered."""
        if conversation_id in self._busy:
            self._again.add(conversation_id)
            return
        self._busy[conversation_id] = asyncio.create_task(self._answer(conversation_id))

    def start(self) -> None:
        """Wait for the dialogue, then have what a stopped process left waiting answered."""
        self._starting = asyncio.create_task(self._start())

    async def finish(self) -> None:
        """Let the answers under way end, a few seconds at most; what is not answered stays pending."""
        if self._starting is not None:
            self._starting.cancel()
        tasks = [*self._busy.values(), *filter(None, [self._starting])]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=LONGEST_END)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _start(self) -> None:
        for _ in range(LONGEST_START * LOOKS_A_SECOND):
            if self.dialogue is None or await self.dialogue() == "ok":
                break
            await asyncio.sleep(1 / LOOKS_A_SECOND)
        self._open.set()
        await self._persistently(self._answer_those_waiting)

    async def _answer_those_waiting(self) -> None:
        """Each on its own: one that cannot be answered holds back none of the others."""
        for conversation_id in await self.answer_pending.waiting():
            self.soon(conversation_id)

    async def _answer(self, conversation_id: str) -> None:
        try:
            await self._open.wait()
            await self._persistently(lambda: self.answer_pending(conversation_id))
            while conversation_id in self._again:
                self._again.discard(conversation_id)
                await self._persistently(lambda: self.answer_pending(conversation_id))
        finally:
            del self._busy[conversation_id]

    async def _persistently(self, work: Callable[[], Awaitable[None]]) -> None:
        """Try again for as long as the database is away."""
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            try:
                async with self._room:
                    await work()
            except BaliseError as error:
                log.warning("answering_failed", error=type(error).__name__, again_in=pause)
            else:
                return
            await asyncio.sleep(pause)
