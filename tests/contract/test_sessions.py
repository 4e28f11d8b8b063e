"""Sessions of browsers, in memory and in PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.store import PostgresStore
from balise.errors import NotFound
from balise.model.conversation import Channel, Conversation
from balise.ports import Store
from tests.fakes.store import FakeStore

SOON = timedelta(minutes=10)


def now() -> datetime:
    """Return the present time: PostgreSQL judges by its own."""
    return datetime.now(UTC)


@pytest.fixture(params=["memory", "postgres"])
def store(request: pytest.FixtureRequest, engine: AsyncEngine) -> Store:
    """Lend each store in turn."""
    return FakeStore(clock=now) if request.param == "memory" else PostgresStore(engine)


async def opened(store: Store, browser: str, until: datetime | None = None) -> str:
    """Open a conversation of a browser, in session when a time is given."""
    name = f"c-{uuid4().hex}"
    async with store.begin() as work:
        await work.conversations.add(Conversation(name, Channel.WEB, "hash", now(), f"{name}~0", browser_hash=browser))
        if until is not None:
            await work.sessions.begin(name, until)
    return name


async def held(store: Store, browser: str) -> str | None:
    """Return the conversation that a browser opens, None when it opens none."""
    async with store.begin() as work:
        try:
            return await work.sessions.of(browser)
        except NotFound:
            return None


async def test_a_browser_opens_the_conversation_in_session(store: Store) -> None:
    """
    Of all that a browser has opened, its secret alone opens what is in session; another browser's opens nothing.
    """
    browser = uuid4().hex
    await opened(store, browser)
    conversation = await opened(store, browser, now() + SOON)

    assert (conversation, None) == (await held(store, browser), await held(store, uuid4().hex))


async def test_a_session_has_an_end(store: Store) -> None:
    """
    Past its time, or ended, it opens nothing.
    """
    late, left = uuid4().hex, uuid4().hex
    await opened(store, late, now() - SOON)
    conversation = await opened(store, left, now() + SOON)
    async with store.begin() as work:
        await work.sessions.end(conversation)

    assert [None, None] == [await held(store, late), await held(store, left)]


async def test_a_new_secret_takes_everything_along(store: Store) -> None:
    """
    The former one opens nothing; what the browser had opened otherwise is the new one's too.
    """
    former, renewed = uuid4().hex, uuid4().hex
    other = await opened(store, former)
    conversation = await opened(store, former, now() + SOON)
    async with store.begin() as work:
        await work.sessions.rebind(former, renewed)
        hashes = {(await work.conversations.get(one)).browser_hash for one in (other, conversation)}

    assert (None, conversation, {renewed}) == (await held(store, former), await held(store, renewed), hashes)


async def test_a_session_ends_with_its_conversation(store: Store) -> None:
    """
    What was deleted is opened by nothing.
    """
    browser = uuid4().hex
    conversation = await opened(store, browser, now() + SOON)
    async with store.begin() as work:
        await work.erasures.ask([conversation], now())
        await work.erasures.erase(conversation, now())

    assert await held(store, browser) is None


async def test_a_browser_is_told_what_was_erased_in_it(store: Store) -> None:
    """
    Once it is done, of what its secret opened; neither of what it only had begun, nor before, nor to another's secret.
    """
    browser, begun = uuid4().hex, uuid4().hex
    conversations = [await opened(store, browser, now() + SOON), await opened(store, begun)]
    async with store.begin() as work:
        await work.erasures.ask(conversations, now())
        before = await work.erasures.erased_in(browser)
        for conversation in conversations:
            await work.erasures.erase(conversation, now())
        after = [await work.erasures.erased_in(one) for one in (browser, begun, uuid4().hex, "")]

    assert (False, [True, False, False, False]) == (before, after)
