"""Be patient, but not for ever: remind who was asked and does not answer, then have an agent take over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import structlog

from balise.errors import BaliseError
from balise.model.delegation import lasts
from balise.model.letter import one_line
from balise.model.moment import in_france
from balise.model.procedure import Kind, Letter, Procedure, State
from balise.model.reply import recipient_of
from balise.model.working_days import working_days_after
from balise.ports import Clock, Store, Texts, Work
from balise.usecases.procedures.again import again
from balise.usecases.procedures.tell import tell

log = structlog.get_logger()

_PATIENCE = {
    Kind.UNPUBLISH: frozenset({State.SENT, State.ACKNOWLEDGED}),
    Kind.AUTO_REPLY: frozenset({State.SENT}),
    Kind.DELETE_BOX: frozenset({State.SENT}),
    Kind.DELEGATION: frozenset({State.SENT}),
    Kind.WITHDRAW_DELEGATION: frozenset({State.SENT}),
}
"""What is asked of operators, and the states it may be late in: of a dépublication, an answer is not yet the thing itself."""


@dataclass(frozen=True, slots=True)
class RemindOperators:
    """
    Look at every request that an operator has, as often as one likes: each is reminded of once, then handed over once.

    `delay` is how many working days an operator has since the request, then again since the reminder; a receipt, even late, is a
    sign of life from which it counts anew. What an agent has already is theirs to follow up.
    """

    store: Store
    texts: Texts
    clock: Clock
    support: str
    delay: int

    async def __call__(self) -> tuple[int, int]:
        """Return (how many were reminded of, how many handed over). One that fails holds back none of the others."""
        async with self.store.begin() as work:
            states = frozenset().union(*_PATIENCE.values())
            late = [p for p in await work.procedures.among(_PATIENCE.keys(), states) if self._is_late(p)]
        done = [await self._alone(procedure.reference) for procedure in late]
        return done.count("reminded"), done.count("unanswered")

    async def _alone(self, reference: str) -> str:
        """Do what is due of one, as it is by now; return what was done, in a word."""

        async def attempt() -> str:
            async with self.store.begin() as work:
                procedure = await work.procedures.get(reference)
                if not self._is_late(procedure):
                    return ""
                if not procedure.detail("reminded"):
                    return await self._remind(work, procedure)
                return await self._hand_over(work, procedure)

        try:
            return await again(attempt)
        except BaliseError as error:
            log.warning("reminder_failed", reference=reference, error=type(error).__name__)
            return ""

    def _is_late(self, procedure: Procedure) -> bool:
        """Say whether something is due: it waits, nobody has taken it over, and the delay has passed once more."""
        if procedure.state not in _PATIENCE.get(procedure.kind, ()) or procedure.needs_agent or procedure.detail("unanswered"):
            return False
        # The end of that delegation was asked for since: nobody is to be reminded of opening the box.
        if procedure.kind is Kind.DELEGATION and not lasts(procedure):
            return False
        return self._today() >= working_days_after(_last_sign(procedure), self.delay)

    async def _remind(self, work: Work, procedure: Procedure) -> str:
        saved = await work.procedures.save(procedure.noted(reminded=self._today().isoformat()))
        await work.outbox.add(self._letter(saved))
        await tell(work, self.texts, saved, "reminded", **self._words(saved))
        return "reminded"

    async def _hand_over(self, work: Work, procedure: Procedure) -> str:
        # Noted, so that once an agent has settled it, it is not handed over again.
        noted = procedure.noted(unanswered=self._today().isoformat())
        saved = await work.procedures.save(noted.handed_over(self.clock(), "no_answer"))
        await tell(work, self.texts, saved, "unanswered", **self._words(saved))
        return "unanswered"

    def _letter(self, procedure: Procedure) -> Letter:
        words = self._words(procedure)
        return Letter(
            procedure.key("reminder", procedure.detail("operator")),
            procedure.reference,
            words["recipient"],
            self.texts.line("letter_reminder_subject", **words),
            self.texts.line("letter_reminder_body", **words),
        )

    def _words(self, procedure: Procedure) -> dict[str, str]:
        return {
            "reference": procedure.reference,
            "kind": self.texts.line(f"kind_{procedure.kind}"),
            "address": procedure.address,
            "holder": one_line(procedure.holder_name),
            "rpps": procedure.holder,
            "recipient": recipient_of(procedure, self.support),
            "sent": f"{_sent_on(procedure):%d/%m/%Y}",
        }

    def _today(self) -> date:
        return in_france(self.clock()).date()


def _sent_on(procedure: Procedure) -> date:
    """Return the day, in France, that a request left."""
    return in_france(procedure.reached_at(State.SENT) or procedure.created_at).date()


def _last_sign(procedure: Procedure) -> date:
    """Return the day, in France, from which to wait: of the request, of its receipt by the operator, or of the reminder."""
    heard = procedure.reached_at(State.ACKNOWLEDGED)
    reminded = procedure.detail("reminded")
    return max(
        _sent_on(procedure),
        in_france(heard).date() if heard else date.min,
        date.fromisoformat(reminded) if reminded else date.min,
    )
