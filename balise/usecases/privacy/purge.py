"""Forget what is old enough, as the register of what is kept says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from balise.model.register import Purge, Register
from balise.ports import Clock, Store
from balise.usecases.privacy.erase import FinishErasures
from balise.usecases.procedures.forget import ForgetProcedures

Forget = Callable[[timedelta], Awaitable[int]]
"""What forgets one kind of data older than an age; returns how many were forgotten."""


@dataclass(frozen=True, slots=True)
class PurgeOld:
    """Run through the register, each kind of data in the way it names. `jobs` is the queue's own."""

    register: Register
    store: Store
    clock: Clock
    finish: FinishErasures
    jobs: Forget

    async def __call__(self) -> dict[str, int]:
        """Return how many of each were forgotten."""
        ways = self._ways()
        forgotten = {str(purge): await ways[purge](age) for purge, age in self.register.purged().items()}
        # What the purge has just blanked may still be in the mail sink.
        await self.finish()
        return forgotten

    def _ways(self) -> Mapping[Purge, Forget]:
        return {
            Purge.CONVERSATIONS: self._conversations,
            Purge.PROCEDURES: lambda age: ForgetProcedures(self.store, self.clock, age)(),
            Purge.LINKS: self._links,
            Purge.ERASURES: self._erasures,
            Purge.ACCESSES: self._accesses,
            Purge.JOBS: self.jobs,
            Purge.DESK: self._desk,
        }

    async def _conversations(self, age: timedelta) -> int:
        async with self.store.begin() as work:
            return await work.conversations.forget_before(self.clock() - age)

    async def _links(self, age: timedelta) -> int:
        async with self.store.begin() as work:
            return await work.tickets.forget_before(self.clock() - age)

    async def _erasures(self, age: timedelta) -> int:
        async with self.store.begin() as work:
            return await work.erasures.forget_before(self.clock() - age)

    async def _accesses(self, age: timedelta) -> int:
        async with self.store.begin() as work:
            return await work.accesses.forget_before(self.clock() - age)

    async def _desk(self, age: timedelta) -> int:
        async with self.store.begin() as work:
            return await work.desk_sessions.forget_before(self.clock() - age)
