"""Deliver the letters of the outbox, each its way, at least once, each under one idempotency key."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from balise.errors import BaliseError, PermanentFailure, TemporaryFailure
from balise.model.procedure import MOVES, Actor, Evidence, Letter, Procedure, Proof, State, Way
from balise.ports import Clock, Store, Texts, Work
from balise.usecases.procedures.sending import Outcome, Sending
from balise.usecases.procedures.tell import tell

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
    sending and its record, it leaves again: with the same Message-ID, which the other side can recognise; by the API FHIR MSS,
    which then finds it done. What a way other than e-mail will never take, or is no longer there to take, leaves by e-mail.
    """

    store: Store
    ways: Mapping[Way, Sending]
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
            procedure = await work.procedures.get(letter.reference)
            try:
                outcome = await self._send(letter, procedure)
            except TemporaryFailure as error:
                await self._put_off(work, letter, error)
                return False
            except PermanentFailure as error:
                if letter.way is Way.EMAIL:
                    await self._refused(work, letter, error)
                    return False
                await self._reroute(work, letter, procedure, error)
            else:
                await work.outbox.mark_sent(key, self.clock())
                await self._move(work, procedure, outcome)
                log.info("letter_sent", key=key, way=letter.way)
                return True
        return await self.one(key)

    async def _send(self, letter: Letter, procedure: Procedure) -> Outcome:
        if letter.way not in self.ways:
            raise PermanentFailure("no longer set")
        return await self.ways[letter.way](letter, procedure)

    async def _reroute(self, work: Work, letter: Letter, procedure: Procedure, error: PermanentFailure) -> None:
        """Have what its way will never take leave by e-mail."""
        await work.outbox.reroute(letter.key, Way.EMAIL, self.clock())
        details = {name: value for name, value in procedure.details.items() if name != "way"}
        await work.procedures.save(replace(procedure, details=details))
        log.warning("letter_goes_by_email", key=letter.key, way=letter.way, error=type(error.__cause__ or error).__name__)

    async def _move(self, work: Work, procedure: Procedure, outcome: Outcome) -> None:
        """Bring a procedure as far as its request has come, and tell the practitioner when all is done."""
        moved, now = procedure, self.clock()
        for state in outcome.through:
            if state in MOVES[moved.state]:
                proof = Proof(now, Evidence.API, outcome.proof) if state is State.DONE else None
                moved = moved.moved(state, Actor.WORKER, now, proof=proof)
        if moved != procedure:
            moved = await work.procedures.save(moved)
        if moved.state is State.DONE and procedure.open:
            await tell(work, self.texts, moved, f"done_{moved.kind}", address=moved.address)

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
        await tell(work, self.texts, refused, "undeliverable", recipient=letter.recipient)

    async def _put_off(self, work: Work, letter: Letter, error: TemporaryFailure) -> None:
        if letter.tries + 1 >= self.tries:
            await self._hand_over(work, letter, "out_of_tries", error)
            return
        await work.outbox.postpone(letter.key, self.clock() + _delay(letter.tries, error.retry_after), type(error).__name__)
        if letter.way is not Way.EMAIL:
            # Perhaps only the answer was lost: who cancels meanwhile knows that the change may have been made.
            await work.outbox.mark_leaving(letter.key, self.clock())
        log.warning("letter_postponed", key=letter.key, tries=letter.tries + 1, error=type(error).__name__)

    async def _hand_over(self, work: Work, letter: Letter, why: str, error: BaliseError) -> None:
        """Stop trying and have an agent take over: the letter stays, to be tried again under its key when they say so."""
        if letter.is_news:
            # Nothing depends on it, and what it says stands in the conversation: that is no trouble of the request.
            await work.outbox.drop(letter.key)
            log.warning("news_dropped", key=letter.key, why=why, error=type(error).__name__)
            return
        await work.outbox.give_up(letter.key, self.clock(), type(error).__name__)
        procedure = await work.procedures.get(letter.reference)
        handed = await work.procedures.save(procedure.handed_over(self.clock(), why))
        recipient = letter.recipient if letter.way is Way.EMAIL else self.texts.line("fhir_mss")
        await tell(work, self.texts, handed, "handed_over", recipient=recipient)
        log.error("letter_handed_over", key=letter.key, why=why, error=type(error).__name__)


def _delay(tries: int, asked: float | None) -> timedelta:
    """Return how long to wait: as long as the other side asks, or twice longer each time, give or take a fifth."""
    if asked:
        return min(timedelta(seconds=asked), LONGEST_ASKED)
    doubled: timedelta = FIRST_DELAY * 2 ** min(tries, 12)
    return min(doubled, LONGEST_DELAY) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter
