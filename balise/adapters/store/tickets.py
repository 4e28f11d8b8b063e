"""One-time secrets in PostgreSQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from balise.adapters.store.tables import tickets
from balise.errors import NotFound


class PostgresTickets:
    """The `Tickets` port over one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def issue(self, ticket_hash: str, conversation_id: str, expires_at: datetime) -> None:
        row = {"hash": ticket_hash, "conversation": conversation_id, "expires_at": expires_at, "remembered": {}}
        await self._db.execute(insert(tickets).values(row))

    async def remember(self, ticket_hash: str, values: dict[str, str]) -> None:
        result = await self._db.execute(update(tickets).where(tickets.c.hash == ticket_hash).values(remembered=values))
        if result.rowcount == 0:
            raise NotFound("ticket")

    async def redeem(self, ticket_hash: str, now: datetime) -> tuple[str, dict[str, str]]:
        row = (await self._db.execute(delete(tickets).where(tickets.c.hash == ticket_hash).returning(tickets))).mappings().first()
        if row is None or row["expires_at"] <= now:
            raise NotFound("ticket")
        return row["conversation"], row["remembered"]

    async def peek(self, ticket_hash: str, now: datetime) -> tuple[str, dict[str, str]]:
        live = (tickets.c.hash == ticket_hash) & (tickets.c.expires_at > now)
        row = (await self._db.execute(select(tickets).where(live).with_for_update())).mappings().first()
        if row is None:
            raise NotFound("ticket")
        return row["conversation"], row["remembered"]

    async def forget_before(self, limit: datetime) -> int:
        return (await self._db.execute(delete(tickets).where(tickets.c.expires_at < limit))).rowcount
