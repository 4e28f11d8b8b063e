"""Deliver the letters of the outbox, at least once, each under one idempotency key."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

import structlog

from balise.errors import PermanentFailure, TemporaryFailure
from balise.model.procedure import MOVES, Actor, Letter
from balise.ports import Clock, Postman, Store, Work

FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=6)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Deliver:
    """
    Send what is due.

    A letter is held while it is being sent, so two workers never send it together. If the process dies between the
    sending and its record, the letter leaves again with the same Message-ID, which the other side can recognise.
    """

    store: Store
    postman: Postman
    clock: Clock

    async def __call__(self) -> int:
        """Send every letter that is due; return how many left."""
        async with self.store.begin() as work:
            due = await work.outbox.due(self.clock())
        return sum([await self.one(key) for key in due])

    async def one(self, key: str) -> bool:
        """Send one letter; False when it is already sent, held elsewhere, or could not leave this time."""
        async with self.store.begin() as work:
            letter = await work.outbox.take(key)
            if letter is None:
                return False
            try:
                await self.postman.send(letter)
            except (TemporaryFailure, PermanentFailure) as error:
                await self._postpone(work, letter, error)
                return False
            await work.outbox.mark_sent(key, self.clock())
            await self._move(work, letter)
        log.info("letter_sent", key=key)
        return True

    async def _move(self, work: Work, letter: Letter) -> None:
        procedure = await work.procedures.get(letter.reference)
        if letter.then is not None and letter.then in MOVES[procedure.state]:
            await work.procedures.save(procedure.moved(letter.then, Actor.WORKER, self.clock()))

    async def _postpone(self, work: Work, letter: Letter, error: TemporaryFailure | PermanentFailure) -> None:
        asked = error.retry_after if isinstance(error, TemporaryFailure) else None
        doubled = FIRST_DELAY * 2 ** min(letter.tries, 12)
        delay = timedelta(seconds=asked) if asked else min(doubled, LONGEST_DELAY) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter
        await work.outbox.postpone(letter.key, self.clock() + delay, type(error).__name__)
        log.warning("letter_postponed", key=letter.key, tries=letter.tries + 1, error=type(error).__name__)
