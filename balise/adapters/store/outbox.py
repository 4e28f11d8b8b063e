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


_WAITING = outbox.c.sent_at.is_(None) & outbox.c.given_up_at.is_(None)


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
        waiting = _WAITING & (outbox.c.due_at <= now)
        return list((await self._db.execute(select(outbox.c.key).where(waiting).order_by(outbox.c.due_at))).scalars())

    async def take(self, key: str) -> Letter | None:
        # The procedure is held too: cancelling it must come wholly before the letter leaves, or wholly after.
        unsent = (outbox.c.key == key) & _WAITING
        of_procedure = outbox.join(procedures, procedures.c.reference == outbox.c.reference)
        query = select(outbox).select_from(of_procedure).where(unsent).with_for_update(key_share=True, skip_locked=True)
        row = (await self._db.execute(query)).mappings().first()
        if row is None:
            return None
        then = State(row["then"]) if row["then"] else None
        return Letter(row["key"], row["reference"], row["recipient"], row["subject"], row["body"], then, row["tries"])

    async def mark_leaving(self, key: str, at: datetime) -> None:
        await self._db.execute(update(outbox).where(outbox.c.key == key).values(leaving_at=at))

    async def mark_sent(self, key: str, at: datetime) -> None:
        await self._db.execute(update(outbox).where(outbox.c.key == key).values(sent_at=at, tries=outbox.c.tries + 1))

    async def may_have_left(self, reference: str) -> bool:
        leaving = (outbox.c.reference == reference) & _WAITING & outbox.c.leaving_at.is_not(None)
        return (await self._db.execute(select(outbox.c.key).where(leaving))).first() is not None

    async def withdraw(self, reference: str) -> bool:
        unsent = delete(outbox).where(outbox.c.reference == reference, outbox.c.sent_at.is_(None)).returning(outbox.c.leaving_at)
        return any((await self._db.execute(unsent)).scalars())

    async def postpone(self, key: str, until: datetime, error: str) -> None:
        await self._failed(key, error, due_at=until)

    async def give_up(self, key: str, at: datetime, error: str) -> None:
        await self._failed(key, error, given_up_at=at)

    async def try_again(self, reference: str, at: datetime) -> int:
        given_up = (outbox.c.reference == reference) & outbox.c.sent_at.is_(None) & outbox.c.given_up_at.is_not(None)
        change = update(outbox).where(given_up).values(given_up_at=None, due_at=at, tries=0)
        return (await self._db.execute(change)).rowcount

    async def blank(self, reference: str) -> None:
        await self._db.execute(update(outbox).where(outbox.c.reference == reference).values(recipient="", subject="", body=""))

    async def _failed(self, key: str, error: str, **values: datetime) -> None:
        change = update(outbox).where(outbox.c.key == key)
        await self._db.execute(change.values(leaving_at=None, tries=outbox.c.tries + 1, error=error, **values))
