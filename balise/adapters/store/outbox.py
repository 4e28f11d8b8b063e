"""Letters waiting to leave, in PostgreSQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from balise.adapters.store.tables import outbox, procedures
from balise.model.procedure import Letter, State

DELIVER_TASK = "deliver_letter"
"""The worker's task that sends one letter."""

_QUEUE_JOB = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW("
    "'default', :task, 0, :key, NULL, jsonb_build_object('key', CAST(:key AS text)), NULL"
    ")::procrastinate_job_to_defer_v1])"
)
"""The queue's own function, called here so that the job exists if and only if the letter does."""


class PostgresOutbox:
    """The `Outbox` port over one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, letter: Letter) -> None:
        row = {
            "key": letter.key,
            "reference": letter.reference,
            "recipient": letter.recipient,
            "subject": letter.subject,
            "body": letter.body,
            "then": letter.then,
            "due_at": func.now(),
        }
        added = await self._db.execute(insert(outbox).values(row).on_conflict_do_nothing().returning(outbox.c.key))
        if added.first() is not None:
            await self._db.execute(_QUEUE_JOB, {"task": DELIVER_TASK, "key": letter.key})

    async def due(self, now: datetime) -> list[str]:
        waiting = (outbox.c.sent_at.is_(None)) & (outbox.c.due_at <= now)
        return list((await self._db.execute(select(outbox.c.key).where(waiting).order_by(outbox.c.due_at))).scalars())

    async def take(self, key: str) -> Letter | None:
        # The procedure is held too: cancelling it must come wholly before the letter leaves, or wholly after.
        unsent = (outbox.c.key == key) & outbox.c.sent_at.is_(None)
        of_procedure = outbox.join(procedures, procedures.c.reference == outbox.c.reference)
        query = select(outbox).select_from(of_procedure).where(unsent).with_for_update(key_share=True, skip_locked=True)
        row = (await self._db.execute(query)).mappings().first()
        if row is None:
            return None
        then = State(row["then"]) if row["then"] else None
        return Letter(row["key"], row["reference"], row["recipient"], row["subject"], row["body"], then, row["tries"])

    async def mark_sent(self, key: str, at: datetime) -> None:
        await self._db.execute(update(outbox).where(outbox.c.key == key).values(sent_at=at, tries=outbox.c.tries + 1))

    async def withdraw(self, reference: str) -> None:
        await self._db.execute(delete(outbox).where(outbox.c.reference == reference, outbox.c.sent_at.is_(None)))

    async def postpone(self, key: str, until: datetime, error: str) -> None:
        change = update(outbox).where(outbox.c.key == key).values(due_at=until, tries=outbox.c.tries + 1, error=error)
        await self._db.execute(change)
