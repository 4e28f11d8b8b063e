"""Letters waiting to leave, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import RowMapping, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from balise.adapters.store.tables import outbox, procedures
from balise.model.procedure import ENDS, NEWS, Letter, State, Way

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
            "way": letter.way,
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
        return None if row is None else _to_letter(row)

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

    async def reroute(self, key: str, way: Way, at: datetime) -> None:
        unsent = update(outbox).where(outbox.c.key == key, outbox.c.sent_at.is_(None))
        await self._db.execute(unsent.values(way=way, due_at=at, leaving_at=None, tries=0))

    async def drop(self, key: str) -> None:
        await self._db.execute(delete(outbox).where(outbox.c.key == key))

    async def give_up(self, key: str, at: datetime, error: str) -> None:
        await self._failed(key, error, given_up_at=at)

    async def try_again(self, reference: str, at: datetime) -> int:
        given_up = (outbox.c.reference == reference) & outbox.c.sent_at.is_(None) & outbox.c.given_up_at.is_not(None)
        change = update(outbox).where(given_up).values(given_up_at=None, due_at=at, tries=0)
        return (await self._db.execute(change)).rowcount

    async def blank(self, reference: str) -> None:
        await self._db.execute(update(outbox).where(outbox.c.reference == reference).values(recipient="", subject="", body=""))

    async def blank_forgotten(self) -> None:
        forgotten = select(procedures.c.reference).where(
            procedures.c.state.in_(sorted(ENDS)),
            procedures.c.holder == "",
            procedures.c.conversation == "",
            procedures.c.details == {},
        )
        theirs, unsent = outbox.c.reference.in_(forgotten), outbox.c.sent_at.is_(None)
        await self._db.execute(delete(outbox).where(theirs, unsent, outbox.c.key.contains(f"-{NEWS}-", autoescape=True)))
        over = update(outbox).where(theirs, ~_WAITING, outbox.c.recipient != "")
        await self._db.execute(over.values(recipient="", subject="", body=""))

    async def of(self, reference: str) -> list[Letter]:
        query = select(outbox).where(outbox.c.reference == reference, outbox.c.recipient != "").order_by(outbox.c.due_at)
        return [_to_letter(row) for row in (await self._db.execute(query)).mappings()]

    async def worded(self, keys: Collection[str]) -> set[str]:
        return set((await self._db.execute(select(outbox.c.key).where(outbox.c.key.in_(keys), outbox.c.body != ""))).scalars())

    async def _failed(self, key: str, error: str, **values: datetime) -> None:
        change = update(outbox).where(outbox.c.key == key)
        await self._db.execute(change.values(leaving_at=None, tries=outbox.c.tries + 1, error=error, **values))


def _to_letter(row: RowMapping) -> Letter:
    then = State(row["then"]) if row["then"] else None
    words = (row["recipient"], row["subject"], row["body"])
    return Letter(row["key"], row["reference"], *words, then, row["tries"], Way(row["way"]))
