"""Opinions on answers, in memory and in PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.store import PostgresStore
from balise.model.conversation import Author, Channel, Conversation, Draft, Message, Reply, Understanding
from balise.model.opinion import Judged, Opinion
from balise.ports import Store
from tests.fakes.store import FakeStore

YES, NO = Opinion(True), Opinion(False, "Le bouton n’est pas au même endroit.")


def now() -> datetime:
    """Return the present time."""
    return datetime.now(UTC)


@pytest.fixture(params=["memory", "postgres"])
def store(request: pytest.FixtureRequest, engine: AsyncEngine) -> Store:
    """Lend each store in turn. The database is shared by the session: every test has its own source."""
    return FakeStore(clock=now) if request.param == "memory" else PostgresStore(engine)


async def answered(store: Store, source: str, *said: Draft) -> Message:
    """Open a conversation in which this was said, then answered from a source."""
    name = f"c-{uuid4().hex}"
    async with store.begin() as work:
        await work.conversations.add(Conversation(name, Channel.WEB, "hash", now(), f"{name}~0"))
        for draft in said:
            await work.conversations.append(name, draft)
        return await work.conversations.append(name, Draft(Author.ASSISTANT, Reply("Conseil", source=source)))


async def judge(store: Store, message: Message, *opinions: Opinion | None) -> Opinion | None:
    """Keep opinions, one after the other, and return what is kept then."""
    for opinion in opinions:
        async with store.begin() as work:
            await work.opinions.keep(message, opinion)
    async with store.begin() as work:
        return (await work.conversations.transcript(message.conversation)).messages[message.seq - 1].opinion


async def all_on(store: Store, source: str, since: datetime | None = None) -> list[Judged]:
    """Return the opinions on the answers of a source."""
    async with store.begin() as work:
        return [judged for judged in await work.opinions.all(since) if source == judged.source]


async def test_the_last_opinion_stands(store: Store) -> None:
    """It takes the place of the former one, reason included; withdrawn, there is none. Nobody is told that there is news."""
    message = await answered(store, uuid4().hex)

    assert message.opinion is None
    assert [NO, YES, None] == [await judge(store, message, *opinions) for opinions in ((YES, NO), (NO, YES), (NO, None))]
    assert [] == await all_on(store, message.reply.source)


async def test_an_opinion_has_an_intent_and_nobodys_name(store: Store) -> None:
    """That of what was said last before the answer: as understood, or as the button that was pressed; or none."""
    source = uuid4().hex
    typed = Draft(Author.PRACTITIONER, Reply("ma bal est pleine"), understanding=Understanding("bal_pleine", 0.9))
    pressed = Draft(Author.PRACTITIONER, Reply("Vider la corbeille"), '/vider_corbeille{"x": "y"}')
    unclear = Draft(Author.PRACTITIONER, Reply("?"))
    for said in ((typed,), (typed, pressed), (typed, unclear), ()):
        await judge(store, await answered(store, source, *said), YES)

    assert ["bal_pleine", "vider_corbeille", "", ""] == [judged.intent for judged in await all_on(store, source)]


async def test_opinions_since_a_moment(store: Store) -> None:
    """Those given from then on, oldest first, whenever the answer was."""
    source = uuid4().hex
    early, late = await answered(store, source), await answered(store, source)
    await judge(store, late, YES)
    between = (await all_on(store, source))[0].at + timedelta(microseconds=1)
    await judge(store, early, NO)

    assert [NO] == [judged.opinion for judged in await all_on(store, source, between)]
    assert [YES, NO] == [judged.opinion for judged in await all_on(store, source)]


async def test_opinions_go_with_their_conversation(store: Store) -> None:
    """Erased, nothing of them is left."""
    message = await answered(store, uuid4().hex)
    await judge(store, message, NO)
    async with store.begin() as work:
        await work.erasures.ask([message.conversation], now())
        await work.erasures.erase(message.conversation, now())

    assert [] == await all_on(store, message.reply.source)
