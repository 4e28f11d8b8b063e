"""End temporary delegations on their last day, and warn their holders before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta

import structlog

from balise.errors import BaliseError
from balise.model.delegation import active, lasts
from balise.model.moment import in_france
from balise.model.period import end_of
from balise.model.procedure import REQUESTED, Actor, Kind, Procedure
from balise.ports import Clock, Store, Texts, Work
from balise.usecases.delegation.end import EndDelegation
from balise.usecases.procedures.again import again
from balise.usecases.procedures.tell import tell

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class EndDelegations:
    """
    Look at every temporary delegation that runs, as often as one likes: each is warned of once and ended once.

    `before` is how long before the last day its holder is warned; a shorter delegation is warned of the day after it was asked.
    """

    store: Store
    end: EndDelegation
    texts: Texts
    clock: Clock
    before: timedelta

    async def __call__(self) -> tuple[int, int]:
        """Return how many holders were warned, and how many ends were asked for. One that fails holds back none of the others."""
        async with self.store.begin() as work:
            known = await work.procedures.among((Kind.DELEGATION, Kind.WITHDRAW_DELEGATION), REQUESTED)
        running = [p for p in active(known) if end_of(p) is not None]
        warned = [await self._alone(p, self._warn) for p in running if self._is_near(p)]
        ended = [await self._alone(p, self._end) for p in running if self._is_over(p)]
        return sum(warned), sum(ended)

    async def _alone(self, found: Procedure, deed: Callable[[Work, Procedure], Awaitable[bool]]) -> bool:
        """Do one deed in its own unit of work, on the delegation as it is by then."""

        async def attempt() -> bool:
            async with self.store.begin() as work:
                now = next(
                    (p for p in active(await work.procedures.of_holder(found.holder)) if p.reference == found.reference), None
                )
                return now is not None and await deed(work, now)

        try:
            return await again(attempt)
        except BaliseError as error:
            log.warning("delegation_failed", reference=found.reference, error=type(error).__name__)
            return False

    async def _warn(self, work: Work, delegation: Procedure) -> bool:
        if not self._is_near(delegation):
            return False
        await work.procedures.save(delegation.noted(warned=self._today().isoformat()))
        return await tell(work, self.texts, delegation, "delegation_ends_soon", **_named(delegation))

    async def _end(self, work: Work, delegation: Procedure) -> bool:
        if not self._is_over(delegation):
            return False
        asked = await self.end(work, delegation, Actor.WORKER, delegation.conversation)
        named = _named(delegation) | {"reference": asked.reference}
        await tell(work, self.texts, delegation, "delegation_ended", recipient=asked.detail("recipient"), **named)
        return True

    def _today(self) -> date:
        return in_france(self.clock()).date()

    def _is_over(self, delegation: Procedure) -> bool:
        end = end_of(delegation)
        # An end that was asked for and came to nothing is its holder's affair, or an agent's.
        return end is not None and end <= self._today() and lasts(delegation)

    def _is_near(self, delegation: Procedure) -> bool:
        """Say whether the end is near, and its holder was not told yet; the day they ask, they know."""
        end, today = end_of(delegation), self._today()
        asked = in_france(delegation.history[-1].at).date() if delegation.history else today
        near = end is not None and today < end <= today + self.before
        return near and asked < today and not delegation.detail("warned")


def _named(delegation: Procedure) -> dict[str, str]:
    end = end_of(delegation)
    return {
        "reference": delegation.reference,
        "delegate": delegation.detail("delegate"),
        "address": delegation.address,
        "end": f"{end:%d/%m/%Y}" if end else "",
    }
