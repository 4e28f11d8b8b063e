"""Who has read which conversation, in PostgreSQL, which lets nobody rewrite it (migrations/versions/0009_accesses.py)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from balise.adapters.store.tables import accesses
from balise.model.access import Access


class PostgresAccesses:
    """The `Accesses` port over one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def note(self, access: Access) -> None:
        await self._db.execute(insert(accesses).values(asdict(access)))

    async def of(self, conversation_id: str) -> list[Access]:
        columns = (accesses.c.conversation, accesses.c.at, accesses.c.by, accesses.c.why)
        query = select(*columns).where(accesses.c.conversation == conversation_id).order_by(accesses.c.id)
        return [Access(**row) for row in (await self._db.execute(query)).mappings()]

    async def forget_before(self, limit: datetime) -> int:
        return (await self._db.execute(delete(accesses).where(accesses.c.at < limit))).rowcount
