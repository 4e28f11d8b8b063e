"""Deliver the letters of the outbox, at least once, each under one idempotency key."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

import structlog

from balise.errors import BaliseError, PermanentFailure, TemporaryFailure
from balise.model.procedure import MOVES, Actor, Letter, State
from balise.ports import Clock, Postman, Store, Texts, Work
from balise.usecases.tell import tell

FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=6)
LONGEST_ASKED = timedelta(days=1)
"""However late the other side asks to be called again, a request is not put off for longer."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Deliver:
    """
    Send what is due; put off what could not leave, hand it over to an agent after so many tries, and say so when it never will.

    A letter is held while it is being sent, so two workers never send it together. If the process dies between the
    sending and its record, the letter leaves again with the same Message-ID, which the other side can recognise.
    """

    store: Store
    postman: Postman
    texts: Texts
    clock: Clock
    tries: int = 20

    async def __call__(self) -> int:
        """Send every letter that is due; return how many left."""
        async with self.store.begin() as work:
            due = await work.outbox.due(self.clock())
        return sum([await self._alone(key) for key in due])

    async def _alone(self, key: str) -> bool:
        """Send one letter; what happens to it holds back none of the others."""
        try:
            return await self.one(key)
        except BaliseError as error:
            log.warning("letter_failed", key=key, error=type(error).__name__)
            return False

    async def one(self, key: str) -> bool:
        """Send one letter; False when it is already sent, held elsewhere, or could not leave this time."""
        async with self.store.begin() as work:
            if await work.outbox.take(key) is None:
                return False
            # Kept before anything leaves: who cancels knows that it may have, even if this process is killed.
            await work.outbox.mark_leaving(key, self.clock())
        async with self.store.begin() as work:
            letter = await work.outbox.take(key)
            if letter is None:
                return False
            try:
                await self.postman.send(letter)
            except TemporaryFailure as error:
                await self._put_off(work, letter, error)
                return False
            except PermanentFailure as error:
                await self._refused(work, letter, error)
                return False
            await work.outbox.mark_sent(key, self.clock())
            await self._move(work, letter)
        log.info("letter_sent", key=key)
        return True

    async def _move(self, work: Work, letter: Letter) -> None:
        procedure = await work.procedures.get(letter.reference)
        if letter.then is not None and letter.then in MOVES[procedure.state]:
            await work.procedures.save(procedure.moved(letter.then, Actor.WORKER, self.clock()))

    async def _refused(self, work: Work, letter: Letter, error: PermanentFailure) -> None:
        """Close what can never be delivered, and tell the practitioner, who can still ask a person."""
        log.error("letter_undeliverable", key=letter.key, error=type(error).__name__)
        procedure = await work.procedures.get(letter.reference)
        if letter.then is None or State.REFUSED not in MOVES[procedure.state]:
            # The request itself has been made: what could not follow it (a cancellation) is for a person to say.
            await self._hand_over(work, letter, "undeliverable", error)
            return
        await work.outbox.withdraw(letter.reference)
        refused = await work.procedures.save(procedure.moved(State.REFUSED, Actor.WORKER, self.clock(), "undeliverable"))
        await tell(work, refused, self.texts.say("undeliverable", reference=letter.reference, recipient=letter.recipient))

    async def _put_off(self, work: Work, letter: Letter, error: TemporaryFailure) -> None:
        if letter.tries + 1 >= self.tries:
            await self._hand_over(work, letter, "out_of_tries", error)
            return
        await work.outbox.postpone(letter.key, self.clock() + _delay(letter.tries, error.retry_after), type(error).__name__)
        log.warning("letter_postponed", key=letter.key, tries=letter.tries + 1, error=type(error).__name__)

    async def _hand_over(self, work: Work, letter: Letter, why: str, error: BaliseError) -> None:
        """Stop trying and have an agent take over: the letter stays, to be tried again under its key when they say so."""
        await work.outbox.give_up(letter.key, self.clock(), type(error).__name__)
        procedure = await work.procedures.get(letter.reference)
        handed = await work.procedures.save(procedure.handed_over(self.clock(), why))
        await tell(work, handed, self.texts.say("handed_over", reference=letter.reference, recipient=letter.recipient))
        log.error("letter_handed_over", key=letter.key, why=why, error=type(error).__name__)


def _delay(tries: int, asked: float | None) -> timedelta:
    """Return how long to wait: as long as the other side asks, or twice longer each time, give or take a fifth."""
    if asked:
        return min(timedelta(seconds=asked), LONGEST_ASKED)
    doubled: timedelta = FIRST_DELAY * 2 ** min(tries, 12)
    return min(doubled, LONGEST_DELAY) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter
