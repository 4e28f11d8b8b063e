"""The history of the switches and of the settings in memory."""

from __future__ import annotations

from balise.model.switch import Flip, Position, SettingChange
from tests.fakes.unit_of_work import Unit


class FakeSwitches:
    """The `Switches` port."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def off(self) -> frozenset[str]:
        last = {flip.name: flip.after for flip in self._unit.flips.all()}
        return frozenset(name for name, position in last.items() if position is Position.OFF)

    async def hold(self) -> None:
        await self._unit.lock("switches")

    async def add(self, flip: Flip) -> None:
        self._unit.flips.put(len(self._unit.flips.all()), flip)

    async def history(self) -> list[Flip]:
        return self._unit.flips.all()[::-1]


class FakeSettingTrail:
    """The `SettingTrail` port."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def hold(self) -> None:
        await self._unit.lock("settings")

    async def add(self, change: SettingChange) -> None:
        self._unit.settings.put(len(self._unit.settings.all()), change)

    async def history(self) -> list[SettingChange]:
        return self._unit.settings.all()[::-1]
