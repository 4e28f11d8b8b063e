"""Close the drafts that nobody came back to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from balise.errors import Changed
from balise.model.procedure import Actor, Procedure, State
from balise.ports import Clock, Store


@dataclass(frozen=True, slots=True)
class ExpireDrafts:
    """Expire what has been left unfinished for longer than `after`."""

    store: Store
    clock: Clock
    after: timedelta

    async def __call__(self) -> int:
        """Return how many expired; one taken up at this very moment does not."""
        async with self.store.begin() as work:
            old = await work.procedures.drafts_before(self.clock() - self.after)
        return sum([await self._expire(draft) for draft in old])

    async def _expire(self, draft: Procedure) -> bool:
        try:
            async with self.store.begin() as work:
                await work.procedures.save(draft.moved(State.EXPIRED, Actor.WORKER, self.clock(), "unfinished"))
        except Changed:
            return False
        return True
