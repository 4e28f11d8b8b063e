"""Read a transcript, waiting for news when there is none."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from balise.model.conversation import Transcript
from balise.ports import Bell, Store


@dataclass(frozen=True, slots=True)
class ReadTranscript:
    """Return what is new in a conversation."""

    store: Store
    bell: Bell

    async def __call__(self, conversation_id: str, since: int = 0, wait: float = 0) -> Transcript:
        """Return the messages after `since`; when there is none, wait up to `wait` seconds for one."""
        deadline = asyncio.get_running_loop().time() + wait
        while True:
            remaining = deadline - asyncio.get_running_loop().time()
            # Listen before looking: a message that arrives in between is heard.
            rung = asyncio.create_task(self.bell.wait(conversation_id, max(remaining, 0)))
            await asyncio.sleep(0)
            try:
                async with self.store.begin() as work:
                    transcript = await work.conversations.transcript(conversation_id, since)
                if transcript.messages or remaining <= 0:
                    return transcript
                await rung
            finally:
                rung.cancel()
