"""Sessions of browsers in PostgreSQL: columns of the conversations that they open."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from balise.adapters.store.tables import conversations
from balise.errors import NotFound


class PostgresSessions:
    """The `Sessions` port over one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def begin(self, conversation_id: str, until: datetime) -> None:
        await self._set(conversation_id, until)

    async def of(self, browser_hash: str) -> str:
        live = (conversations.c.browser_hash == browser_hash) & (conversations.c.session_until > func.now())
        found: str | None = (await self._db.execute(select(conversations.c.id).where(live))).scalar()
        if found is None:
            raise NotFound("session")
        return found

    async def end(self, conversation_id: str) -> None:
        await self._set(conversation_id, None)

    async def rebind(self, browser_hash: str, renewed_hash: str) -> None:
        theirs = conversations.c.browser_hash == browser_hash
        await self._db.execute(update(conversations).where(theirs).values(browser_hash=renewed_hash))

    async def _set(self, conversation_id: str, until: datetime | None) -> None:
        here = conversations.c.id == conversation_id
        await self._db.execute(update(conversations).where(here).values(session_until=until))
