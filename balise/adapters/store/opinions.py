"""Opinions in PostgreSQL: columns of the messages that they are about."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from balise.adapters.store.tables import messages
from balise.model.conversation import Author, Message
from balise.model.opinion import Judged, Opinion


class PostgresOpinions:
    """The `Opinions` port over one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def keep(self, message: Message, opinion: Opinion | None) -> None:
        there = (messages.c.conversation == message.conversation) & (messages.c.seq == message.seq)
        values = {
            "helpful": opinion.helpful if opinion else None,
            "reason": opinion.reason if opinion else "",
            "judged_at": func.clock_timestamp() if opinion else None,
        }
        await self._db.execute(update(messages).where(there).values(values))

    async def all(self, since: datetime | None = None) -> list[Judged]:
        said = messages.alias()
        # A pressed button says its intent itself; nothing had to be understood.
        intent = (
            select(func.coalesce(said.c.intent, func.substring(said.c.payload, r"^/(\w+)"), ""))
            .where(said.c.conversation == messages.c.conversation, said.c.seq < messages.c.seq)
            .where(said.c.author == Author.PRACTITIONER)
            .order_by(said.c.seq.desc())
            .limit(1)
            .scalar_subquery()
        )
        query = (
            select(messages.c.judged_at, messages.c.source, func.coalesce(intent, "").label("intent"))
            .add_columns(messages.c.helpful, messages.c.reason)
            .where(messages.c.judged_at.is_not(None) if since is None else messages.c.judged_at >= since)
            .order_by(messages.c.judged_at)
        )
        rows = await self._db.execute(query)
        return [Judged(row.judged_at, row.source, row.intent, Opinion(row.helpful, row.reason)) for row in rows]
