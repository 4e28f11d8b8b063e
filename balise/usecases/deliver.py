"""Deliver the letters of the outbox, at least once, each under one idempotency key."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

import structlog

from balise.errors import BaliseError, NotFound, PermanentFailure, TemporaryFailure
from balise.model.conversation import Author, Draft
from balise.model.procedure import MOVES, Actor, Letter, State
from balise.ports import Clock, Postman, Store, Texts, Work

FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=6)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Deliver:
    """
    Send what is due; put off what could not leave, and say so when it never will.

    A letter is held while it is being sent, so two workers never send it together. If the process dies between the
    sending and its record, the letter leaves again with the same Message-ID, which the other side can recognise.
    """

    store: Store
    postman: Postman
    texts: Texts
    clock: Clock

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
            letter = await work.outbox.take(key)
            if letter is None:
                return False
            try:
                await self.postman.send(letter)
            except TemporaryFailure as error:
                await self._postpone(work, letter, error)
                return False
            except PermanentFailure as error:
                await self._give_up(work, letter, error)
                return False
            await work.outbox.mark_sent(key, self.clock())
            await self._move(work, letter)
        log.info("letter_sent", key=key)
        return True

    async def _move(self, work: Work, letter: Letter) -> None:
        procedure = await work.procedures.get(letter.reference)
        if letter.then is not None and letter.then in MOVES[procedure.state]:
            await work.procedures.save(procedure.moved(letter.then, Actor.WORKER, self.clock()))

    async def _give_up(self, work: Work, letter: Letter, error: PermanentFailure) -> None:
        """Close what cannot be delivered, and tell the practitioner, who can still ask a person."""
        await work.outbox.withdraw(letter.reference)
        procedure = await work.procedures.get(letter.reference)
        if State.REFUSED in MOVES[procedure.state]:
            refused = procedure.moved(State.REFUSED, Actor.WORKER, self.clock(), "undeliverable")
            await work.procedures.save(refused)
        told = Draft(Author.ASSISTANT, self.texts.say("undeliverable", reference=letter.reference, recipient=letter.recipient))
        try:
            await work.conversations.append(procedure.conversation, told)
        except NotFound:
            log.info("nobody_to_tell", key=letter.key)
        log.error("letter_undeliverable", key=letter.key, error=type(error).__name__)

    async def _postpone(self, work: Work, letter: Letter, error: TemporaryFailure) -> None:
        asked = error.retry_after
        doubled = FIRST_DELAY * 2 ** min(letter.tries, 12)
        delay = timedelta(seconds=asked) if asked else min(doubled, LONGEST_DELAY) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter
        await work.outbox.postpone(letter.key, self.clock() + delay, type(error).__name__)
        log.warning("letter_postponed", key=letter.key, tries=letter.tries + 1, error=type(error).__name__)
