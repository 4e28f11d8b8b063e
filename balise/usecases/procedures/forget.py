"""Drop what is personal in the procedures that have been over for long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from balise.errors import Changed
from balise.model.delegation import lasts
from balise.model.procedure import Procedure
from balise.ports import Clock, Store


@dataclass(frozen=True, slots=True)
class ForgetProcedures:
    """
    Forget who asked for what, in procedures and their letters, `after` it was over: reference, state and history stay.

    A delegation that lasts is not over, though the request for it is done.
    """

    store: Store
    clock: Clock
    after: timedelta

    async def __call__(self) -> int:
        """Return how many were forgotten."""
        async with self.store.begin() as work:
            old = await work.procedures.closed_before(self.clock() - self.after)
        return sum([await self._forget(procedure) for procedure in old if not lasts(procedure)])

    async def _forget(self, procedure: Procedure) -> bool:
        try:
            async with self.store.begin() as work:
                await work.procedures.save(procedure.forgotten())
                await work.outbox.blank(procedure.reference)
        except Changed:
            return False
        return True
