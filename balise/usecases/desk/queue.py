"""What waits for an agent: see it, have its letters tried again, or note that it is dealt with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from balise.errors import Conflict
from balise.model.procedure import Procedure
from balise.ports import Clock, Store, Work
from balise.usecases.procedures.again import again


@dataclass(frozen=True, slots=True)
class AgentQueue:
    """The procedures handed over because the worker could not bring them further."""

    store: Store
    clock: Clock

    async def __call__(self) -> list[Procedure]:
        """Return them, the longest wait first."""
        async with self.store.begin() as work:
            return await work.procedures.needing_agent()

    async def send_again(self, reference: str) -> Procedure:
        """
        Have the letters that were given up leave after all, under their own keys; return the procedure, which waits no more.

        Raises:
            NotFound: no such procedure.
            Conflict: no letter of its was given up.

        """
        return await again(lambda: self._send_again(reference))

    async def settle(self, reference: str) -> Procedure:
        """
        Note that an agent has dealt with it some other way: nothing given up leaves any more.

        Raises:
            NotFound: no such procedure.
            Conflict: it waits for nobody, or its request never left: then an agent moves it to where it is.

        """
        return await again(lambda: self._settle(reference))

    async def _send_again(self, reference: str) -> Procedure:
        async with self.store.begin() as work:
            released = await self._release(work, reference)
            if not await work.outbox.try_again(reference, self.clock()):
                raise Conflict(f"{reference} has no letter to send")
        return released

    async def _settle(self, reference: str) -> Procedure:
        async with self.store.begin() as work:
            released = await self._release(work, reference)
            if released.waits_to_leave:
                raise Conflict(f"{reference} was never sent")
            await work.outbox.withdraw(reference)
        return released

    async def _release(self, work: Work, reference: str) -> Procedure:
        found = await work.procedures.get(reference)
        if found.needs_agent is None:
            raise Conflict(f"{reference} waits for nobody")
        return await work.procedures.save(replace(found, needs_agent=None))
