"""Read a transcript, waiting for news when there is none."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from balise.errors import Erased, NotFound
from balise.model.conversation import Transcript
from balise.ports import Bell, Store, Work


@dataclass(frozen=True, slots=True)
class ReadTranscript:
    """Return what is new in a conversation."""

    store: Store
    bell: Bell

    async def __call__(self, conversation_id: str, since: int = 0, wait: float = 0) -> Transcript:
        """
        Return the messages after `since`; when there is none, wait up to `wait` seconds for one.

        Raises:
            NotFound: no such conversation.
            Erased: its holder, who was let in, has had it erased meanwhile.

        """
        deadline = asyncio.get_running_loop().time() + wait
        while True:
            remaining = deadline - asyncio.get_running_loop().time()
            # Listen before looking: a message that arrives in between is heard.
            rung = asyncio.create_task(self.bell.wait(conversation_id, max(remaining, 0)))
            await asyncio.sleep(0)
            try:
                async with self.store.begin() as work:
                    transcript = await _read(work, conversation_id, since)
                if transcript.messages or remaining <= 0:
                    return transcript
                await rung
            finally:
                rung.cancel()


async def _read(work: Work, conversation_id: str, since: int) -> Transcript:
    try:
        return await work.conversations.transcript(conversation_id, since)
    except NotFound:
        if await work.erasures.erased(conversation_id) is None:
            raise
        raise Erased("conversation") from None
