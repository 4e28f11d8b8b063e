"""Which Telegram chat is which conversation, in PostgreSQL."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from balise.adapters.store.tables import conversations, telegram_chats


class PostgresChats:
    """The `Chats` port over one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def conversation_of(self, chat: int) -> str | None:
        query = select(telegram_chats.c.conversation).where(telegram_chats.c.chat == chat)
        found: str | None = (await self._db.execute(query)).scalar()
        return found

    async def chat_of(self, conversation_id: str) -> int | None:
        query = select(telegram_chats.c.chat).where(telegram_chats.c.conversation == conversation_id)
        found: int | None = (await self._db.execute(query)).scalar()
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
