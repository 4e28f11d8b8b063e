"""What every bell does, whether it is in memory or PostgreSQL's."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.bell import PostgresBell
from balise.adapters.store.store import PostgresStore
from balise.model.conversation import Author, Channel, Conversation, Draft, Reply
from balise.ports import Bell, Store
from tests.fakes.bell import FakeBell
from tests.fakes.store import FakeStore

SAID = Draft(Author.PRACTITIONER, Reply("Bonjour"), handled=False)
SILENCE = 0.1


@dataclass(frozen=True)
class Belfry:
    """A bell, and the store that rings it."""

    bell: Bell
    store: Store

    async def opened(self) -> str:
        """Open a conversation."""
        name = f"c-{uuid4().hex}"
        async with self.store.begin() as work:
            await work.conversations.add(Conversation(name, Channel.WEB, "hash", datetime.now(UTC), name))
        return name

    async def say(self, conversation_id: str) -> None:
        """Append a message."""
        async with self.store.begin() as work:
            await work.conversations.append(conversation_id, SAID)

    def listen(self, conversation_id: str | None, seconds: float = 5) -> asyncio.Task[bool]:
        """Wait in the background."""
        return asyncio.create_task(self.bell.wait(conversation_id, seconds))


@asynccontextmanager
async def listening(url: str) -> AsyncIterator[PostgresBell]:
    """Lend a bell that has begun to listen: it then wakes whoever waits."""
    async with PostgresBell(url) as bell:
        assert await bell.wait(None, 5)
        yield bell


@pytest.fixture(params=["memory", "postgres"])
async def belfry(request: pytest.FixtureRequest, engine: AsyncEngine, database_url: str) -> AsyncIterator[Belfry]:
    """Lend each bell in turn. PostgreSQL's listens on a connection of its own, the store writes on others."""
    if request.param == "memory":
        bell = FakeBell()
        yield Belfry(bell, FakeStore(bell=bell))
        return
    async with listening(database_url) as listener:
        yield Belfry(listener, PostgresStore(engine))


async def test_a_new_message_rings(belfry: Belfry) -> None:
    """
    Who waits for the conversation, and who waits for any, hear it well before their time is out.
    """
    conversation = await belfry.opened()
    waiting = [belfry.listen(conversation), belfry.listen(conversation), belfry.listen(None)]
    await asyncio.sleep(0)
    began = time.monotonic()
    await belfry.say(conversation)

    assert [True, True, True] == await asyncio.gather(*waiting)
    assert 2 > time.monotonic() - began


async def test_an_answered_message_rings(belfry: Belfry) -> None:
    """
    Readers learn that no answer is on its way any more.
    """
    conversation = await belfry.opened()
    await belfry.say(conversation)
    await asyncio.sleep(SILENCE)
    waiting = belfry.listen(conversation)
    await asyncio.sleep(0)
    async with belfry.store.begin() as work:
        message = await work.conversations.next_pending(conversation)
        assert message is not None
        await work.conversations.mark_handled(message, None)

    assert await waiting


async def test_an_erased_conversation_rings(belfry: Belfry) -> None:
    """
    Readers learn at once that it is no more.
    """
    conversation = await belfry.opened()
    waiting = belfry.listen(conversation)
    await asyncio.sleep(0)
    async with belfry.store.begin() as work:
        await work.erasures.erase(conversation, datetime.now(UTC))

    assert await waiting


async def test_another_conversation_does_not_ring(belfry: Belfry) -> None:
    """
    Nobody is woken for somebody else's message.
    """
    conversation, other = await belfry.opened(), await belfry.opened()
    waiting = belfry.listen(conversation, SILENCE)
    await asyncio.sleep(0)
    await belfry.say(other)

    assert not await waiting


async def test_waiting_has_an_end(belfry: Belfry) -> None:
    """
    When nothing happens, False comes after the time asked for; at once when that is nothing.
    """
    began = time.monotonic()
    heard = [await belfry.bell.wait("c", SILENCE), await belfry.bell.wait("c", 0)]
    took = time.monotonic() - began

    assert [False, False] == heard
    assert SILENCE * 0.9 <= took < SILENCE + 1


async def test_a_message_given_up_does_not_ring(belfry: Belfry) -> None:
    """
    The bell rings when the message is kept, not before.
    """
    conversation = await belfry.opened()
    waiting = belfry.listen(conversation, SILENCE)
    await asyncio.sleep(0)

    async def fail() -> None:
        async with belfry.store.begin() as work:
            await work.conversations.append(conversation, SAID)
            raise LookupError

    with pytest.raises(LookupError):
        await fail()

    assert not await waiting


async def end_connections(engine: AsyncEngine) -> int:
    """End the connections that listen; return how many there were."""
    query = text(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND query LIKE 'LISTEN %'"
    )
    async with engine.begin() as connection:
        return int((await connection.execute(query)).scalar_one())


async def test_the_bell_survives_its_connection(engine: AsyncEngine, database_url: str) -> None:
    """
    Waiters are woken when the connection is lost, to look for themselves; the bell then listens again.
    """
    async with listening(database_url) as bell:
        belfry = Belfry(bell, PostgresStore(engine))
        conversation = await belfry.opened()
        waiting = belfry.listen(conversation)
        await asyncio.sleep(0)
        ended = await end_connections(engine)
        woken = await waiting
        listening_again = await bell.wait(None, 5)
        waiting = belfry.listen(conversation)
        await asyncio.sleep(0)
        await belfry.say(conversation)

        assert (1, True, True, True) == (ended, woken, listening_again, await waiting)


async def test_what_was_said_while_deaf_is_not_missed(engine: AsyncEngine, database_url: str) -> None:
    """
    Who began to wait while the bell heard nothing is woken as soon as it hears again.
    """
    async with listening(database_url) as bell:
        belfry = Belfry(bell, PostgresStore(engine))
        conversation = await belfry.opened()
        lost = belfry.listen(conversation)
        await asyncio.sleep(0)
        await end_connections(engine)
        await lost
        waiting = belfry.listen(conversation)
        await asyncio.sleep(0)
        await belfry.say(conversation)

        assert await waiting


async def test_what_is_said_before_listening_has_begun_is_not_missed(engine: AsyncEngine, database_url: str) -> None:
    """
    Who waits on a bell just opened is woken once it listens, whatever came before.
    """
    async with PostgresBell(database_url) as bell:
        belfry = Belfry(bell, PostgresStore(engine))
        conversation = await belfry.opened()
        waiting = belfry.listen(conversation)
        await belfry.say(conversation)

        assert await waiting


async def test_a_closed_bell_leaves_no_connection(engine: AsyncEngine, database_url: str) -> None:
    """
    Leaving the bell ends its connection.
    """
    async with listening(database_url):
        pass
    await asyncio.sleep(SILENCE)

    assert 0 == await end_connections(engine)
