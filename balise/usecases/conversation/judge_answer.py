"""Take what a practitioner thinks of an answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from balise.errors import Invalid, NotFound
from balise.model.conversation import Message
from balise.model.guard import seen
from balise.model.opinion import MAX_REASON, Opinion
from balise.model.wording import is_whole, readable
from balise.ports import Store, Work


@dataclass(frozen=True, slots=True)
class JudgeAnswer:
    """Keep an opinion on an answer that gives advice, in the place of the former one."""

    store: Store

    async def __call__(self, conversation_id: str, seq: int, opinion: Opinion) -> Opinion:
        """
        Return the opinion as it is kept.

        Raises:
            NotFound: no such message in the conversation, or one that gives no advice.
            Invalid: `reason_too_long`, `invalid` for what is no text, or `protected` for a reason with what looks like
                a patient's data or a secret: nothing is kept of it, and the former opinion stays.

        """
        kept = replace(opinion, reason=_checked(opinion.reason))
        async with self.store.begin() as work:
            await work.opinions.keep(await _advice(work, conversation_id, seq), kept)
        return kept

    async def withdraw(self, conversation_id: str, seq: int) -> None:
        """Keep no opinion any more; where there was none, nothing changes. Raises NotFound, as above."""
        async with self.store.begin() as work:
            await work.opinions.keep(await _advice(work, conversation_id, seq), None)


async def _advice(work: Work, conversation_id: str, seq: int) -> Message:
    message = await work.conversations.message(conversation_id, seq)
    if not message.advises:
        raise NotFound("advice")
    return message


def _checked(reason: str) -> str:
    reason = readable(reason).strip()
    if not is_whole(reason):
        raise Invalid("invalid")
    if len(reason) > MAX_REASON:
        raise Invalid("reason_too_long")
    if seen(reason):
        raise Invalid("protected")
    return reason
