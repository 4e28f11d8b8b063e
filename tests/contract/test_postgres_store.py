"""What only PostgreSQL can show: its triggers, its queue, its failures."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from balise.adapters.store.engine import open_engine, translated_errors
from balise.adapters.store.outbox import DELIVER_TASK
from balise.adapters.store.store import PostgresStore
from balise.errors import PermanentFailure, TemporaryFailure
from balise.model.procedure import Kind, Letter, Procedure, draft
from tests.database import empty_database

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=1"


class Boom(Exception):
    """What goes wrong in the middle of a unit of work."""


@pytest.fixture
def store(engine: AsyncEngine) -> PostgresStore:
    """Lend the store of the session's database."""
    return PostgresStore(engine)


@pytest.fixture
async def narrow(database_url: str) -> AsyncIterator[AsyncEngine]:
    """Lend an engine with one connection, for which nobody waits long."""
    engine = create_async_engine(database_url, pool_size=1, max_overflow=0, pool_timeout=0.05)
    yield engine
    await engine.dispose()


def made() -> tuple[Procedure, Letter]:
    """Return a procedure and its letter."""
    procedure = draft(Kind.UNPUBLISH, "c", datetime.now(UTC), uuid4().hex, "Camille Essai")
    return procedure, Letter(f"{procedure.reference}-request", procedure.reference, "to@op.test", "Objet", "Corps")


async def jobs_of(engine: AsyncEngine, letter: Letter) -> list[str]:
    """Return the tasks queued for a letter."""
    query = text("SELECT task_name FROM procrastinate_jobs WHERE args ->> 'key' = :key")
    async with engine.connect() as connection:
        return list((await connection.execute(query, {"key": letter.key})).scalars())


async def run(engine: AsyncEngine, statement: str) -> None:
    """Run a statement as somebody at the database's prompt would."""
    with translated_errors():
        async with engine.begin() as connection:
            await connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE procedure_history SET why = 'forged'",
        "UPDATE procedure_history SET why = 'forged' WHERE false",
        "DELETE FROM procedure_history",
        "TRUNCATE procedure_history",
        "TRUNCATE procedures CASCADE",
    ],
)
async def test_the_history_is_kept_by_the_database(store: PostgresStore, engine: AsyncEngine, statement: str) -> None:
    """
    No statement rewrites or removes a line of history, whoever sends it.
    """
    procedure, _ = made()
    async with store.begin() as work:
        await work.procedures.add(procedure)
    with pytest.raises(PermanentFailure):
        await run(engine, statement)

    async with store.begin() as work:
        assert procedure.history == (await work.procedures.get(procedure.reference)).history


async def test_a_procedure_with_a_history_cannot_be_deleted(store: PostgresStore, engine: AsyncEngine) -> None:
    """
    The history does not lose what it is about.
    """
    procedure, _ = made()
    async with store.begin() as work:
        await work.procedures.add(procedure)
    with pytest.raises(PermanentFailure):
        await run(engine, "DELETE FROM procedures")

    async with store.begin() as work:
        assert procedure == await work.procedures.get(procedure.reference)


async def test_a_letter_kept_is_a_job_queued(store: PostgresStore, engine: AsyncEngine) -> None:
    """
    One job under one key, however often the letter is added.
    """
    procedure, letter = made()
    async with store.begin() as work:
        await work.procedures.add(procedure)
        await work.outbox.add(letter)
        await work.outbox.add(letter)
    async with store.begin() as work:
        await work.outbox.add(letter)

    assert [DELIVER_TASK] == await jobs_of(engine, letter)


async def test_a_letter_given_up_is_no_job(store: PostgresStore, engine: AsyncEngine) -> None:
    """
    When the unit of work fails, nothing is left in the queue, and nobody sees the job before it ends.
    """
    procedure, letter = made()
    seen: list[str] = []

    async def fail() -> None:
        async with store.begin() as work:
            await work.procedures.add(procedure)
            await work.outbox.add(letter)
            seen.extend(await jobs_of(engine, letter))
            raise Boom

    with pytest.raises(Boom):
        await fail()

    assert [] == seen + await jobs_of(engine, letter)


async def test_an_unreachable_database_is_a_temporary_failure() -> None:
    """
    Nothing of SQLAlchemy or psycopg comes out.
    """
    engine = open_engine(NOWHERE)
    store = PostgresStore(engine)
    with pytest.raises(TemporaryFailure):
        async with store.begin():
            pass

    assert "unreachable" == await store.probe()
    await engine.dispose()


async def test_a_database_that_is_still_being_made_is_a_temporary_failure(postgres: str) -> None:
    """
    Before the tables are there, one may try again later.
    """
    with empty_database(postgres) as url:
        engine = open_engine(url)
        with pytest.raises(TemporaryFailure):
            async with PostgresStore(engine).begin() as work:
                await work.procedures.all()
        await engine.dispose()


async def test_having_no_connection_left_is_a_temporary_failure(narrow: AsyncEngine) -> None:
    """
    Under too many units of work at once, the next may try again later.
    """
    store = PostgresStore(narrow)
    async with store.begin():
        with pytest.raises(TemporaryFailure):
            async with store.begin():
                pass

    assert "ok" == await store.probe()


async def test_a_lost_connection_is_a_temporary_failure(narrow: AsyncEngine, engine: AsyncEngine) -> None:
    """
    A unit of work whose connection breaks is not kept, and the next one works.
    """
    store, (procedure, _) = PostgresStore(narrow), made()
    async with narrow.connect() as only:
        pid = (await only.execute(text("SELECT pg_backend_pid()"))).scalar_one()

    async def lose() -> None:
        async with store.begin() as work:
            async with engine.connect() as other:
                await other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
            await work.procedures.add(procedure)

    with pytest.raises(TemporaryFailure):
        await lose()

    async with store.begin() as work:
        assert procedure.reference not in [p.reference for p in await work.procedures.all()]


async def test_text_that_the_database_cannot_keep_is_refused(store: PostgresStore) -> None:
    """
    A NUL character is a PermanentFailure: trying again will not help.
    """
    procedure, _ = made()
    with pytest.raises(PermanentFailure):
        async with store.begin() as work:
            await work.procedures.add(procedure.edited("a\x00b@c.test"))


async def test_what_rasa_keeps_is_forgotten_too(engine: AsyncEngine, store: PostgresStore) -> None:
    """
    Its events of the same age go with the conversations; the recent ones stay.
    """
    await run(engine, "CREATE TABLE IF NOT EXISTS rasa.events (sender_id text, timestamp double precision)")
    await run(engine, "INSERT INTO rasa.events VALUES ('old', 1000), ('new', 4000000000)")
    try:
        async with store.begin() as work:
            await work.conversations.forget_before(datetime.fromtimestamp(2000, UTC))
        async with engine.connect() as connection:
            left = list((await connection.execute(text("SELECT sender_id FROM rasa.events"))).scalars())
    finally:
        await run(engine, "DROP TABLE rasa.events")

    assert ["new"] == left


async def test_the_body_of_an_old_letter_is_forgotten(engine: AsyncEngine, store: PostgresStore) -> None:
    """
    A ticket's letter holds the conversation: sent for as long, it goes with it. One that waits keeps its own.
    """
    (sent, old), (waiting, fresh) = made(), made()
    async with store.begin() as work:
        for procedure, letter in ((sent, old), (waiting, fresh)):
            await work.procedures.add(procedure)
            await work.outbox.add(letter)
        await work.outbox.mark_sent(old.key, datetime(2000, 1, 1, tzinfo=UTC))
        await work.conversations.forget_before(datetime(2001, 1, 1, tzinfo=UTC))
    query = text("SELECT key, body FROM outbox WHERE key IN (:old, :fresh)")
    async with engine.connect() as connection:
        bodies = {row.key: row.body for row in await connection.execute(query, {"old": old.key, "fresh": fresh.key})}

    assert {old.key: "", fresh.key: "Corps"} == bodies
