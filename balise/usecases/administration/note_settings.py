"""Note which settings a start finds changed, so that one can tell later when what was set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from balise.model.switch import SettingChange
from balise.ports import Clock, Store


@dataclass(frozen=True, slots=True)
class NoteSettings:
    """`seals` tells the present values of the settings apart, by name; those that have their default value are not in it."""

    store: Store
    clock: Clock
    seals: Mapping[str, str]

    async def __call__(self) -> list[str]:
        """Return the names of the settings that are others than last time, once noted."""
        async with self.store.begin() as work:
            await work.settings.hold()
            known = {change.name: change.seal for change in reversed(await work.settings.history())}
            changed = [name for name in sorted({*known, *self.seals}) if known.get(name, "") != self.seals.get(name, "")]
            for name in changed:
                await work.settings.add(SettingChange(name, self.clock(), self.seals.get(name, "")))
        return changed

    async def history(self) -> list[SettingChange]:
        """Return every change, the latest first."""
        async with self.store.begin() as work:
            return await work.settings.history()
