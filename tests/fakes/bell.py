"""A bell inside one process."""

from __future__ import annotations

import asyncio


class FakeBell:
    """The `Bell` port; `FakeStore` rings it when a unit of work is kept. `waiters` counts who is listening."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str | None, asyncio.Event]] = []

    async def wait(self, conversation_id: str | None, seconds: float) -> bool:
        listener = (conversation_id, asyncio.Event())
        self._waiting.append(listener)
        try:
            await asyncio.wait_for(listener[1].wait(), seconds)
        except TimeoutError:
            return False
        finally:
            self._waiting.remove(listener)
        return True

    @property
    def waiters(self) -> int:
        """How many are listening."""
        return len(self._waiting)

    def ring(self, conversation_id: str) -> None:
        """Wake who waits for this conversation, or for any."""
        for wanted, event in self._waiting:
            if wanted in (None, conversation_id):
                event.set()
