"""Take what has come back to the mailbox that letters leave from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import structlog

from balise.errors import BaliseError, NotFound
from balise.model.letter import one_line
from balise.model.moment import in_france
from balise.model.procedure import Actor, Procedure, State
from balise.model.reply import Arrival, Fate, Worth, recipient_of, worth
from balise.ports import Clock, Replies, Store, Texts, Work
from balise.usecases.procedures.again import again
from balise.usecases.procedures.move import MoveProcedure
from balise.usecases.procedures.tell import tell

log = structlog.get_logger()

_FATES = {
    Worth.NOISE: Fate.NOISE,
    Worth.KEPT: Fate.KEPT,
    Worth.REPLY: Fate.KEPT,
    Worth.UNDELIVERABLE: Fate.NOISE,
    Worth.LOST: Fate.AGENT,
    Worth.AGENT: Fate.AGENT,
}


@dataclass(frozen=True, slots=True)
class TakeReplies:
    """
    Move procedures by the answers to their letters, and tell who waits; leave to an agent what is none, or cannot be told.

    A message is settled in the mailbox once everything is kept: if the process dies before, it comes again and changes
    nothing more. Of its text nothing is kept; of a reply: from whom, when, its subject and its Message-ID.
    """

    store: Store
    replies: Replies
    move: MoveProcedure
    texts: Texts
    clock: Clock
    support: str

    async def __call__(self) -> int:
        """Take what waits; return how many messages are settled. A mailbox out of reach is for the next time."""
        try:
            arrivals = await self.replies.waiting()
            fates = {arrival.handle: fate for arrival in arrivals if (fate := await self._alone(arrival)) is not None}
            await self.replies.settle(fates)
        except BaliseError as error:
            log.warning("replies_out_of_reach", error=type(error).__name__)
            return 0
        return len(fates)

    async def _alone(self, arrival: Arrival) -> Fate | None:
        """Take one message; None when it has to come again. What happens to it holds back none of the others."""
        try:
            return await self._one(arrival)
        except BaliseError as error:
            log.warning("reply_failed", handle=arrival.handle, error=type(error).__name__)
            return None

    async def _one(self, arrival: Arrival) -> Fate:
        async with self.store.begin() as work:
            found = await self._found(work, arrival)
        value = worth(arrival, found, self.support)
        if len(found) == 1:
            await self._act(arrival, found[0], value)
        references = [procedure.reference for procedure in found]
        log.info("reply_taken", handle=arrival.handle, nature=arrival.nature, worth=value, references=references)
        return _FATES[value]

    async def _act(self, arrival: Arrival, procedure: Procedure, value: Worth) -> None:
        reference = procedure.reference
        match value:
            case Worth.REPLY:
                await again(lambda: self._note(arrival, reference))
                await self.move(reference, State.ACKNOWLEDGED, Actor.WORKER, "reply", told=partial(self._tell_of, arrival))
            case Worth.UNDELIVERABLE:
                await again(lambda: self._close(reference, recipient_of(procedure, self.support)))
            case Worth.LOST:
                await again(lambda: self._hand_over(reference))

    async def _found(self, work: Work, arrival: Arrival) -> list[Procedure]:
        """Return the procedures it is about: those of its headers and subject; of its text only when they name none."""
        named = await _existing(work, (*arrival.answers, *arrival.named))
        return named or await _existing(work, arrival.mentioned)

    async def _note(self, arrival: Arrival, reference: str) -> None:
        """Keep which message answered first, so that an agent finds it in the mailbox."""
        async with self.store.begin() as work:
            procedure = await work.procedures.get(reference)
            if procedure.detail("reply_at"):
                return
            noted = {
                "reply_from": arrival.sender,
                "reply_at": arrival.at.isoformat(timespec="seconds"),
                "reply_subject": arrival.subject,
                "reply_id": arrival.message_id,
            }
            await work.procedures.save(procedure.noted(**noted))

    async def _tell_of(self, arrival: Arrival, work: Work, procedure: Procedure) -> None:
        date = f"{in_france(arrival.at):%d/%m/%Y}"
        await tell(work, self.texts, procedure, "answered", sender=one_line(arrival.sender), date=date)

    async def _close(self, reference: str, recipient: str) -> None:
        """Close a request that nobody will ever receive, and tell the practitioner, who can still ask a person."""
        async with self.store.begin() as work:
            procedure = await work.procedures.get(reference)
            await work.outbox.withdraw(reference)
            refused = await work.procedures.save(procedure.moved(State.REFUSED, Actor.WORKER, self.clock(), "undeliverable"))
            await tell(work, self.texts, refused, "undeliverable", recipient=recipient)

    async def _hand_over(self, reference: str) -> None:
        async with self.store.begin() as work:
            procedure = await work.procedures.get(reference)
            await work.procedures.save(procedure.handed_over(self.clock(), "bounce"))


async def _existing(work: Work, references: Iterable[str]) -> list[Procedure]:
    found = []
    for reference in dict.fromkeys(references):
        try:
            found.append(await work.procedures.get(reference))
        except NotFound:
            continue
    return found
