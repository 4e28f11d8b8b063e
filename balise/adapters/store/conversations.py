"""Conversations and transcripts in PostgreSQL."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, text, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from balise.adapters.store.rows import to_conversation, to_message, to_row
from balise.adapters.store.tables import conversations, messages, outbox
from balise.errors import NotFound
from balise.model.conversation import Author, Button, Conversation, Draft, Message, Pressed, Transcript, Understanding
from balise.model.identity import SignIn

BELL = "balise_transcripts"
"""The NOTIFY channel that carries the id of a conversation whose transcript has grown, or is no more."""


class PostgresConversations:
    """The `Conversations` port over one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, conversation: Conversation) -> None:
        await self._db.execute(
            insert(conversations).values(
                id=conversation.id,
                channel=conversation.channel,
                token_hash=conversation.token_hash,
                created_at=conversation.created_at,
                last_at=conversation.created_at,
                dialogue=conversation.dialogue,
                handled_by=conversation.handled_by,
                browser_hash=conversation.browser_hash,
            )
        )

    async def get(self, conversation_id: str) -> Conversation:
        return await self._one(conversations.c.id == conversation_id)

    async def held(self, conversation_id: str, token_hash: str) -> Conversation:
        return await self._one((conversations.c.id == conversation_id) & (conversations.c.token_hash == token_hash))

    async def _one(self, which: ColumnElement[bool]) -> Conversation:
        found = select(conversations, func.now().label("present")).where(which)
        row = (await self._db.execute(found)).mappings().first()
        if row is None:
            raise NotFound("conversation")
        return to_conversation(row)

    async def append(self, conversation_id: str, draft: Draft) -> Message:
        if draft.idempotency_key is not None and (known := await self._by_key(conversation_id, draft.idempotency_key)):
            return known
        numbered = (
            await self._db.execute(
                update(conversations)
                .where(conversations.c.id == conversation_id)
                .values(last_seq=conversations.c.last_seq + 1, last_at=func.clock_timestamp())
                .returning(conversations.c.last_seq, conversations.c.last_at)
            )
        ).first()
        if numbered is None:
            raise NotFound("conversation")
        if draft.idempotency_key is not None and (known := await self._by_key(conversation_id, draft.idempotency_key)):
            # Another unit of work brought the same key while we waited for the row: give our number back.
            await self._db.execute(
                update(conversations).where(conversations.c.id == conversation_id).values(last_seq=conversations.c.last_seq - 1)
            )
            return known
        values = to_row(conversation_id, numbered.last_seq, numbered.last_at, draft)
        row = (await self._db.execute(insert(messages).values(values).returning(messages))).mappings().one()
        await self._db.execute(text("SELECT pg_notify(:channel, :id)"), {"channel": BELL, "id": conversation_id})
        return to_message(row)

    async def transcript(self, conversation_id: str, since: int = 0) -> Transcript:
        conversation = await self.get(conversation_id)
        # One statement: between two, an answer could arrive, and nobody would be typing nor have answered.
        wanted = (messages.c.conversation == conversation_id) & ((messages.c.seq > since) | ~messages.c.handled)
        rows = (await self._db.execute(select(messages).where(wanted).order_by(messages.c.seq))).mappings().all()
        return Transcript(
            messages=tuple(to_message(row) for row in rows if row["seq"] > since),
            typing=any(not row["handled"] for row in rows),
            handled_by=conversation.handled_by,
            sign_in=conversation.sign_in,
            speaker=await self._speaker(conversation_id) if conversation.handled_by is Author.AGENT else "",
        )

    async def _speaker(self, conversation_id: str) -> str:
        """Return the name of the agent who spoke last."""
        theirs = (messages.c.conversation == conversation_id) & (messages.c.author == Author.AGENT)
        last = select(messages.c.speaker).where(theirs).order_by(messages.c.seq.desc()).limit(1)
        return (await self._db.execute(last)).scalar() or ""

    async def next_pending(self, conversation_id: str) -> Message | None:
        waiting = (messages.c.conversation == conversation_id) & ~messages.c.handled
        row = (await self._db.execute(select(messages).where(waiting).order_by(messages.c.seq).limit(1))).mappings().first()
        return to_message(row) if row else None

    async def mark_handled(self, message: Message, understanding: Understanding | None) -> None:
        values: dict[str, Any] = {"handled": True}
        if understanding is not None:
            values |= {"intent": understanding.intent, "confidence": understanding.confidence}
        await self._db.execute(
            update(messages).where(messages.c.conversation == message.conversation, messages.c.seq == message.seq).values(values)
        )
        await self._db.execute(text("SELECT pg_notify(:channel, :id)"), {"channel": BELL, "id": message.conversation})

    async def message(self, conversation_id: str, seq: int) -> Message:
        there = (messages.c.conversation == conversation_id) & (messages.c.seq == seq)
        row = (await self._db.execute(select(messages).where(there))).mappings().first()
        if row is None:
            raise NotFound("message")
        return to_message(row)

    async def pressed(self, conversation_id: str, button_id: str, key: str | None = None) -> Pressed:
        here = messages.c.conversation == conversation_id
        holding = messages.c.buttons.contains([{"id": button_id}])
        shown = (await self._db.execute(select(messages.c.seq, messages.c.buttons).where(here, holding))).first()
        if shown is None:
            raise NotFound("button")
        button = next(Button(**one) for one in shown.buttons if one["id"] == button_id)
        said_since = here & (messages.c.author == Author.PRACTITIONER) & (messages.c.seq > shown.seq)
        otherwise = messages.c.idempotency_key.is_distinct_from(key) if key is not None else true()
        later = (await self._db.execute(select(messages.c.seq).where(said_since, otherwise).limit(1))).first()
        return Pressed(button, current=later is None)

    async def hold(self, conversation_id: str) -> None:
        await self._db.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:id, 0))"), {"id": conversation_id})

    async def renew_token(self, conversation_id: str, former_hash: str, renewed_hash: str) -> None:
        held = (conversations.c.id == conversation_id) & (conversations.c.token_hash == former_hash)
        renewed = await self._db.execute(update(conversations).where(held).values(token_hash=renewed_hash))
        if renewed.rowcount == 0:
            raise NotFound("conversation")

    async def set_sign_in(self, conversation_id: str, sign_in: SignIn | None) -> None:
        person = sign_in.person if sign_in else None
        await self._db.execute(
            update(conversations)
            .where(conversations.c.id == conversation_id)
            .values(
                rpps=person.rpps if person else None,
                family=person.family if person else None,
                given=person.given if person else None,
                signed_in_at=sign_in.at if sign_in else None,
                signed_in_until=sign_in.until if sign_in else None,
                situations=[asdict(situation) for situation in person.situations] if person else [],
                sign_in_hint=sign_in.hint if sign_in else "",
            )
        )

    async def signed_in_as(self, rpps: str) -> list[str]:
        return list((await self._db.execute(select(conversations.c.id).where(conversations.c.rpps == rpps))).scalars())

    async def set_dialogue(self, conversation_id: str, dialogue: str) -> None:
        await self._db.execute(update(conversations).where(conversations.c.id == conversation_id).values(dialogue=dialogue))

    async def with_pending(self) -> list[str]:
        return list((await self._db.execute(select(messages.c.conversation).where(~messages.c.handled).distinct())).scalars())

    async def forget_before(self, limit: datetime) -> int:
        # Rasa keeps what was said too, in this database, and never deletes anything by itself.
        if (await self._db.execute(text("SELECT to_regclass('rasa.events')"))).scalar() is not None:
            await self._db.execute(text("DELETE FROM rasa.events WHERE timestamp < :limit"), {"limit": limit.timestamp()})
        # A ticket's letter carries the conversation: once sent for that long, only its recipient and subject stay.
        old = outbox.c.sent_at < limit
        await self._db.execute(update(outbox).where(old, outbox.c.body != "").values(body=""))
        return (await self._db.execute(delete(conversations).where(conversations.c.last_at < limit))).rowcount

    async def _by_key(self, conversation_id: str, key: str) -> Message | None:
        same = (messages.c.conversation == conversation_id) & (messages.c.idempotency_key == key)
        row = (await self._db.execute(select(messages).where(same))).mappings().first()
        return to_message(row) if row else None
