"""What every store makes of agents' accounts, sessions and logins."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.store import PostgresStore
from balise.errors import Conflict, NotFound
from balise.model.agent import Account, Agent, DeskSession, Role
from balise.ports import Store
from tests.fakes.store import FakeStore

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ALIX = Account("alix", frozenset({Role.AGENT, Role.ADMIN}), "hash", "seed", 7)
NOOR = Agent("oidc:42", "Noor Haddad", frozenset({Role.AGENT}))


@pytest.fixture(params=["memory", "postgres"])
async def store(request: pytest.FixtureRequest, engine: AsyncEngine) -> AsyncIterator[Store]:
    """Lend each store in turn, with no agent in it."""
    yield FakeStore() if request.param == "memory" else PostgresStore(engine)
    async with engine.begin() as db:
        await db.execute(text("TRUNCATE agents, desk_sessions, desk_logins"))


def session(name: str, seen_at: datetime = NOON) -> DeskSession:
    """Return a session of Noor's."""
    return DeskSession(name, NOOR, NOON, seen_at, "the hint")


async def test_accounts_are_kept_whole(store: Store) -> None:
    """And listed by name."""
    noor, changed = Account("noor", frozenset({Role.AGENT})), Account("alix", frozenset({Role.AGENT}), "h", "s", 8)
    async with store.begin() as work:
        await work.agents.add(noor)
        await work.agents.add(ALIX)
        first = await work.agents.get("alix")
        await work.agents.save(changed)
        found = await work.agents.all()

    assert (ALIX, [changed, noor]) == (first, found)


async def test_a_name_is_taken_once(store: Store) -> None:
    """And an unknown one is nobody's."""
    async with store.begin() as work:
        await work.agents.add(ALIX)
    with pytest.raises(Conflict):
        async with store.begin() as work:
            await work.agents.add(Account("alix", frozenset()))
    with pytest.raises(NotFound):
        async with store.begin() as work:
            await work.agents.get("nobody")


async def test_an_account_is_held_by_one_at_a_time(store: Store) -> None:
    """So that a code that has served is seen to have."""
    async with store.begin() as work:
        await work.agents.add(ALIX)

    async def next_step() -> None:
        async with store.begin() as work:
            found = await work.agents.get("alix")
            await asyncio.sleep(0.01)
            await work.agents.save(Account("alix", found.roles, found.password_hash, found.seed, found.last_step + 1))

    await asyncio.gather(*(next_step() for _ in range(4)))
    async with store.begin() as work:
        assert ALIX.last_step + 4 == (await work.agents.get("alix")).last_step


async def test_sessions_begin_are_seen_and_end(store: Store) -> None:
    """One, or all of an agent's."""
    other = DeskSession("other", ALIX.agent, NOON, NOON)
    async with store.begin() as work:
        for one in (session("a"), session("b"), session("c"), other):
            await work.desk_sessions.begin(one)
        await work.desk_sessions.seen("a", NOON + MINUTE)
        seen = await work.desk_sessions.get("a")
        await work.desk_sessions.end("a")
        await work.desk_sessions.end("a")
        kept = await work.desk_sessions.get("b")
        await work.desk_sessions.end_of(NOOR.subject)
        left = await work.desk_sessions.get("other")

    assert (session("a", NOON + MINUTE), session("b"), other) == (seen, kept, left)
    for over in "abc":
        with pytest.raises(NotFound):
            async with store.begin() as work:
                await work.desk_sessions.get(over)


async def test_one_comes_back_from_the_provider_once(store: Store) -> None:
    """In time."""
    async with store.begin() as work:
        await work.desk_sessions.leave("soon", {"nonce": "n"}, NOON + MINUTE)
        await work.desk_sessions.leave("late", {}, NOON)
        remembered = await work.desk_sessions.come_back("soon", NOON)

    assert {"nonce": "n"} == remembered
    for over in ("soon", "late", "unknown"):
        with pytest.raises(NotFound):
            async with store.begin() as work:
                await work.desk_sessions.come_back(over, NOON)


async def test_what_is_old_is_forgotten(store: Store) -> None:
    """Sessions by when they were used, logins by when they had expired."""
    async with store.begin() as work:
        await work.desk_sessions.begin(session("old"))
        await work.desk_sessions.begin(session("used", NOON + MINUTE))
        await work.desk_sessions.leave("old", {}, NOON)
        await work.desk_sessions.leave("new", {}, NOON + MINUTE)
        forgotten = await work.desk_sessions.forget_before(NOON + MINUTE)
        kept = await work.desk_sessions.get("used")
        coming = await work.desk_sessions.come_back("new", NOON)

    assert (1, "used", {}) == (forgotten, kept.hash, coming)
    for gone in ("get", "come_back"):
        with pytest.raises(NotFound):
            async with store.begin() as work:
                await (work.desk_sessions.get("old") if gone == "get" else work.desk_sessions.come_back("old", NOON - MINUTE))
