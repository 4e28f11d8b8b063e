"""Let an agent read a conversation: it is written down, and the person is told."""

from __future__ import annotations

from dataclasses import dataclass, replace

from balise.errors import Invalid
from balise.model.access import Access
from balise.model.conversation import Author, Draft, Transcript
from balise.model.guard import seen
from balise.model.moment import in_france
from balise.ports import Clock, Store, Texts

LONGEST_WHY = 200


@dataclass(frozen=True, slots=True)
class ReadConversation:
    """Show a transcript to an agent. Nobody reads without leaving a trace, nor without a reason."""

    store: Store
    texts: Texts
    clock: Clock

    async def __call__(self, conversation_id: str, by: str, why: str) -> Transcript:
        """
        Return the transcript as it was before the person is told that it has been read.

        What proves who they are stays out of it, and so does what they think of the answers, which nobody reads with their name.

        Raises:
            NotFound: no such conversation.
            Invalid: `agent` or `why`, when there is none, or the reason is too long or names a patient.

        """
        by, why = by.strip(), why.strip()
        if not by:
            raise Invalid("agent")
        if not why or len(why) > LONGEST_WHY or seen(why):
            raise Invalid("why")
        now = self.clock()
        moment = in_france(now)
        async with self.store.begin() as work:
            transcript = await work.conversations.transcript(conversation_id)
            await work.accesses.note(Access(conversation_id, now, by, why))
            told = self.texts.say("conversation_read", date=f"{moment:%d/%m/%Y}", time=f"{moment:%H:%M}", why=why)
            await work.conversations.append(conversation_id, Draft(Author.SYSTEM, told))
        messages = tuple(replace(message, opinion=None) for message in transcript.messages)
        return replace(transcript, messages=messages, sign_in=None)
