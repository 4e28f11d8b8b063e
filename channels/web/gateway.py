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

ANSWERS_AT_ONCE = 16
"""Each answer under way holds a database connection for as long as the dialogue thinks: some are left for who reads and posts."""

LONGEST_START = 90
"""Seconds the dialogue is waited for before what was left waiting is answered without it."""

LONGEST_END = 3.0
"""Seconds that answers under way get to end when the process stops."""

PAUSES = (0.5, 1, 2, 4, 8)
"""Seconds before each new try when a conversation could not be reached."""


@dataclass(slots=True)
class Gateway:
    """The web door's state. One per process."""

    wiring: Wiring
    bell: Bell
    _busy: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _again: set[str] = field(default_factory=set)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(ANSWERS_AT_ONCE))
    _resuming: asyncio.Task[None] | None = None

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

    def resume_soon(self) -> None:
        """Have what a stopped gateway left waiting answered in the background."""
        self._resuming = asyncio.create_task(self._resume())

    async def finish(self) -> None:
        """Let the answers under way end, a few seconds at most; what is not answered stays pending."""
        if self._resuming is not None:
            self._resuming.cancel()
        tasks = [*self._busy.values(), *filter(None, [self._resuming])]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=LONGEST_END)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _resume(self) -> None:
        """Wait for the dialogue first: it takes longer to start than this process, and its absence would be the answer."""
        probe = self.wiring.probes()["rasa"]
        for _ in range(LONGEST_START):
            if await probe() == "ok":
                break
            await asyncio.sleep(1)
        await self._persistently(self.wiring.answer_pending().resume)

    async def _answer(self, conversation_id: str) -> None:
        answer = self.wiring.answer_pending()
        try:
            await self._persistently(lambda: answer(conversation_id))
            while conversation_id in self._again:
                self._again.discard(conversation_id)
                await self._persistently(lambda: answer(conversation_id))
        finally:
            del self._busy[conversation_id]

    async def _persistently(self, work: Callable[[], Awaitable[None]]) -> None:
        """Try again when the database was away; after the last try, the next message or the next start will."""
        for pause in (*PAUSES, None):
            try:
                async with self._room:
                    await work()
            except BaliseError as error:
                log.warning("answering_failed", error=type(error).__name__, again_in=pause)
            else:
                return
            if pause is not None:
                await asyncio.sleep(pause)
