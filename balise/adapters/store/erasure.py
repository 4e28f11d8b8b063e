"""Conversations to erase, in PostgreSQL: ours and the dialogue engine's, which keeps its own in a schema of this database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, literal, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from balise.adapters.store.conversations import BELL
from balise.adapters.store.tables import conversations, erasures

ERASE_TASK = "erase_asked"
"""The worker's task that erases what was asked for."""

_QUEUE_JOB = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW("
    "'default', CAST(:task AS varchar), 0, CAST(:task AS text), NULL, jsonb_build_object(), CAST(:due AS timestamptz)"
    ")::procrastinate_job_to_defer_v1])"
)
"""The queue's own function, called here so that the job exists if and only if the erasure was asked for."""

# A dialogue is named after its conversation, a tilde and a number.
_FORGET_DIALOGUES = text(
    "DELETE FROM rasa.events AS e USING erasures AS x"
    " WHERE x.conversation = ANY(:gone) AND starts_with(e.sender_id, x.conversation || '~')"
)


class PostgresErasures:
    """The `Erasures` port over one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def ask(self, conversation_ids: Collection[str], due: datetime) -> None:
        known = select(conversations.c.id, conversations.c.token_hash, literal(due, erasures.c.due_at.type)).where(
            conversations.c.id.in_(conversation_ids)
        )
        await self._db.execute(
            insert(erasures).from_select(["conversation", "token_hash", "due_at"], known).on_conflict_do_nothing()
        )
        await self._db.execute(_QUEUE_JOB, {"task": ERASE_TASK, "due": due})

    async def due(self, now: datetime) -> list[str]:
        waiting = erasures.c.done_at.is_(None) & (erasures.c.due_at <= now)
        query = select(erasures.c.conversation).where(waiting).order_by(erasures.c.due_at)
        return list((await self._db.execute(query)).scalars())

    async def erase(self, conversation_id: str, at: datetime) -> None:
        await self._forget_dialogues([conversation_id])
        held = (conversations.c.id == conversation_id) & conversations.c.session_until.is_not(None)
        browser = select(conversations.c.browser_hash).where(held).scalar_subquery()
        undone = (erasures.c.conversation == conversation_id) & erasures.c.done_at.is_(None)
        await self._db.execute(update(erasures).where(undone).values(done_at=at, browser_hash=browser))
        await self._db.execute(delete(conversations).where(conversations.c.id == conversation_id))
        await self._db.execute(text("SELECT pg_notify(:channel, :id)"), {"channel": BELL, "id": conversation_id})

    async def erased(self, conversation_id: str) -> str | None:
        done = (erasures.c.conversation == conversation_id) & erasures.c.done_at.is_not(None)
        token_hash: str | None = (await self._db.execute(select(erasures.c.token_hash).where(done))).scalar()
        return token_hash

    async def erased_in(self, browser_hash: str) -> bool:
        there = (erasures.c.browser_hash == browser_hash) & erasures.c.done_at.is_not(None)
        return (await self._db.execute(select(erasures.c.conversation).where(there).limit(1))).scalar() is not None

    async def forget_before(self, limit: datetime) -> int:
        old = list((await self._db.execute(select(erasures.c.conversation).where(erasures.c.done_at < limit))).scalars())
        await self._forget_dialogues(old)
        await self._db.execute(delete(erasures).where(erasures.c.conversation.in_(old)))
        return len(old)

    async def _forget_dialogues(self, gone: list[str]) -> None:
        if (await self._db.execute(text("SELECT to_regclass('rasa.events')"))).scalar() is not None:
            await self._db.execute(_FORGET_DIALOGUES, {"gone": gone})
