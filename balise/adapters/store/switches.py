"""The history of the switches, whose positions are what it says last, and of the settings, in PostgreSQL."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from balise.adapters.store.tables import setting_history, switch_history
from balise.model.switch import Flip, Position, SettingChange


class PostgresSwitches:
    """The `Switches` port over one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def off(self) -> frozenset[str]:
        last = select(switch_history.c.name, switch_history.c.after).distinct(switch_history.c.name)
        rows = await self._db.execute(last.order_by(switch_history.c.name, switch_history.c.position.desc()))
        return frozenset(row.name for row in rows if row.after == Position.OFF)

    async def hold(self) -> None:
        await self._db.execute(text("LOCK TABLE switch_history IN EXCLUSIVE MODE"))

    async def add(self, flip: Flip) -> None:
        await self._db.execute(insert(switch_history).values(asdict(flip)))

    async def history(self) -> list[Flip]:
        rows = await self._db.execute(select(switch_history).order_by(switch_history.c.position.desc()))
        return [Flip(r.name, r.at, r.by, Position(r.before), Position(r.after), r.why) for r in rows]


class PostgresSettingTrail:
    """The `SettingTrail` port over one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def hold(self) -> None:
        await self._db.execute(text("LOCK TABLE setting_history IN EXCLUSIVE MODE"))

    async def add(self, change: SettingChange) -> None:
        await self._db.execute(insert(setting_history).values(asdict(change)))

    async def history(self) -> list[SettingChange]:
        rows = await self._db.execute(select(setting_history).order_by(setting_history.c.position.desc()))
        return [SettingChange(row.name, row.at, row.seal) for row in rows]
