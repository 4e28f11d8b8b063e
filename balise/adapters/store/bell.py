"""The bell: PostgreSQL's LISTEN wakes whoever waits for a transcript to grow, in any process."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from types import TracebackType
from typing import Self

import structlog
from psycopg import AsyncConnection, OperationalError

from balise.adapters.store.conversations import BELL
from balise.adapters.store.engine import plain_url

_ANY = ""
_RETRY = 1.0

log = structlog.get_logger()


class PostgresBell:
    """
    The `Bell` port, as an async context manager over one connection of its own.

    When that connection breaks, listening starts again after a second. Nothing is heard in between, so waiters are
    woken to look for themselves when it breaks, and again when listening has begun.
    """

    def __init__(self, url: str) -> None:
        self._url = plain_url(url)
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Start listening."""
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop listening."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def wait(self, conversation_id: str | None, seconds: float) -> bool:
        """Return True as soon as the conversation (any, when None) rings, False after `seconds`."""
        key, event = conversation_id or _ANY, asyncio.Event()
        self._waiting[key].add(event)
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            return False
        finally:
            self._waiting[key].discard(event)
            if not self._waiting[key]:
                del self._waiting[key]
        return True

    async def _listen(self) -> None:
        while True:
            try:
                async with await AsyncConnection.connect(self._url, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {BELL}")
                    self._ring_everybody()
                    async for notice in connection.notifies():
                        self._ring(notice.payload)
            except OperationalError:
                log.warning("bell_lost_its_connection")
                self._ring_everybody()
                await asyncio.sleep(_RETRY)

    def _ring_everybody(self) -> None:
        for conversation_id in self._waiting:
            self._ring(conversation_id)

    def _ring(self, conversation_id: str) -> None:
        for event in (*self._waiting.get(conversation_id, ()), *self._waiting.get(_ANY, ())):
            event.set()
