"""Suspend a channel or a kind of procedure, and say who did and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from balise.errors import Invalid, Suspended
from balise.model.procedure import Kind
from balise.model.switch import NAMES, Flip, Position
from balise.ports import Clock, Store, Work


async def check_on(work: Work, kind: Kind) -> None:
    """Raise Suspended when a kind of procedure is switched off."""
    if kind in await work.switches.off():
        raise Suspended(kind)


@dataclass(frozen=True, slots=True)
class Switches:
    """Move switches, and read their history."""

    store: Store
    clock: Clock

    async def positions(self) -> Mapping[str, Position]:
        """Return every switch and its position."""
        async with self.store.begin() as work:
            off = await work.switches.off()
        return {name: Position.OFF if name in off else Position.ON for name in NAMES}

    async def history(self) -> list[Flip]:
        """Return every move, the latest first."""
        async with self.store.begin() as work:
            return await work.switches.history()

    async def flip(self, name: str, position: Position, by: str, why: str) -> bool:
        """
        Move a switch; return False when it was there already, and then nothing is noted.

        Raises:
            Invalid: `unknown_switch`, or `why` and `by` when nobody or no reason is given.

        """
        if name not in NAMES:
            raise Invalid("unknown_switch", ", ".join(NAMES))
        for field, value in (("by", by), ("why", why)):
            if not value.strip():
                raise Invalid(field)
        async with self.store.begin() as work:
            await work.switches.hold()
            before = Position.OFF if name in await work.switches.off() else Position.ON
            if before is position:
                return False
            await work.switches.add(Flip(name, self.clock(), by.strip(), before, position, why.strip()))
        return True
