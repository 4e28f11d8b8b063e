"""Read a transcript, waiting for news when there is none."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from balise.errors import Erased, NotFound
from balise.model.conversation import Conversation, Transcript
from balise.ports import Bell, Store, Work


@dataclass(frozen=True, slots=True)
class ReadTranscript:
    """Return what is new in a conversation, to whoever was let in for as long as what let them in opens it."""

    store: Store
    bell: Bell

    async def __call__(self, conversation: Conversation, since: int = 0, wait: float = 0) -> Transcript:
        """
        Return the messages after `since`; when there is none, wait up to `wait` seconds for one.

        Raises:
            NotFound: it is no more, or the token that opened it no longer does: somebody has signed in meanwhile.
            Erased: its holder, who was let in, has had it erased meanwhile.

        """
        deadline = asyncio.get_running_loop().time() + wait
        while True:
            remaining = deadline - asyncio.get_running_loop().time()
            # Listen before looking: a message that arrives in between is heard.
            rung = asyncio.create_task(self.bell.wait(conversation.id, max(remaining, 0)))
            await asyncio.sleep(0)
            try:
                async with self.store.begin() as work:
                    transcript = await _read(work, conversation, since)
                if transcript.messages or remaining <= 0:
                    return transcript
                await rung
            finally:
                rung.cancel()


async def _read(work: Work, conversation: Conversation, since: int) -> Transcript:
    try:
        await work.conversations.held(conversation.id, conversation.token_hash)
        return await work.conversations.transcript(conversation.id, since)
    except NotFound:
        if await work.erasures.erased(conversation.id) is None:
            raise
        raise Erased("conversation") from None
