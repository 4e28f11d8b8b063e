"""One-time secrets and Telegram bindings in PostgreSQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from balise.adapters.store.tables import conversations, telegram_chats, tickets
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

    async def peek(self, ticket_hash: str, now: datetime) -> str:
        live = (tickets.c.hash == ticket_hash) & (tickets.c.expires_at > now)
        conversation: str | None = (await self._db.execute(select(tickets.c.conversation).where(live))).scalar()
        if conversation is None:
            raise NotFound("ticket")
        return conversation


class PostgresChats:
    """The `Chats` port over one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def conversation_of(self, chat: int) -> str | None:
        query = select(telegram_chats.c.conversation).where(telegram_chats.c.chat == chat)
        found: str | None = (await self._db.execute(query)).scalar()
        return found

    async def bind(self, chat: int, conversation_id: str) -> None:
        values = {"conversation": conversation_id, "delivered": 0}
        await self._db.execute(
            upsert(telegram_chats).values(chat=chat, **values).on_conflict_do_update(index_elements=["chat"], set_=values)
        )

    async def undelivered(self) -> list[tuple[int, str, int]]:
        query = (
            select(telegram_chats.c.chat, telegram_chats.c.conversation, telegram_chats.c.delivered)
            .join(conversations, conversations.c.id == telegram_chats.c.conversation)
            .where(telegram_chats.c.delivered < conversations.c.last_seq)
        )
        return [(row.chat, row.conversation, row.delivered) for row in (await self._db.execute(query)).all()]

    async def delivered(self, chat: int, seq: int) -> None:
        await self._db.execute(update(telegram_chats).where(telegram_chats.c.chat == chat).values(delivered=seq))
