"""What is suspended for now and the history of it, and that of the settings."""

from __future__ import annotations

from typing import Protocol

from balise.model.switch import Flip, SettingChange


class Switches(Protocol):
    """What is suspended, and the history of it, inside a unit of work. Everything is on until it says otherwise."""

    async def off(self) -> frozenset[str]:
        """Return the names of the switches that are off."""
        ...

    async def hold(self) -> None:
        """Wait until no other unit of work moves a switch, then keep them still until the end of this one."""
        ...

    async def add(self, flip: Flip) -> None:
        """Note a move, for ever."""
        ...

    async def history(self) -> list[Flip]:
        """Return every move, the latest first."""
        ...


class SettingTrail(Protocol):
    """Which settings have changed, and when, inside a unit of work."""

    async def hold(self) -> None:
        """Wait until no other unit of work notes settings, then keep them from it until the end of this one."""
        ...

    async def add(self, change: SettingChange) -> None:
        """Note a change, for ever."""
        ...

    async def history(self) -> list[SettingChange]:
        """Return every change, the latest first."""
        ...
