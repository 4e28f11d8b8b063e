"""What every store makes of switches and of changed settings, whether it is in memory or in PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from balise.adapters.store.store import PostgresStore
from balise.errors import Invalid, Suspended
from balise.model.procedure import Kind
from balise.model.switch import NAMES, Flip, Position
from balise.ports import Store
from balise.usecases.administration.note_settings import NoteSettings
from balise.usecases.administration.switches import Switches, check_on
from tests import database
from tests.fakes.store import FakeStore

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def url(postgres: str) -> Iterator[str]:
    """Lend the URL of a database of this file's own: everybody is told what its switches say."""
    with database.migrated_database(postgres) as url:
        yield url


@pytest.fixture
async def own_engine(url: str) -> AsyncIterator[AsyncEngine]:
    """Lend an engine on it."""
    engine = create_async_engine(url)
    yield engine
    await engine.dispose()


@pytest.fixture(params=["memory", "postgres"])
def store(request: pytest.FixtureRequest, own_engine: AsyncEngine) -> Store:
    """Lend each store in turn."""
    return FakeStore() if request.param == "memory" else PostgresStore(own_engine)


@pytest.fixture
async def switches(store: Store) -> AsyncIterator[Switches]:
    """Lend the switches; all are on again after."""
    switches = Switches(store, lambda: NOON)
    yield switches
    for name in NAMES:
        await switches.flip(name, Position.ON, "tests", "after")


async def test_everything_is_on_until_somebody_says_otherwise(switches: Switches) -> None:
    """Every channel and every kind of procedure has a switch."""
    assert set(NAMES) == set(await switches.positions())
    assert {Position.ON} == set((await switches.positions()).values())


async def test_who_when_from_to_and_why_are_noted(switches: Switches) -> None:
    """The latest first; what is already so is not noted again."""
    before = len(await switches.history())
    moved = [
        await switches.flip("web", Position.OFF, " camille ", " incident "),
        await switches.flip("web", Position.OFF, "alix", "encore"),
        await switches.flip("web", Position.ON, "alix", "réparé"),
    ]
    history = await switches.history()

    assert [True, False, True] == moved
    assert [
        Flip("web", NOON, "alix", Position.OFF, Position.ON, "réparé"),
        Flip("web", NOON, "camille", Position.ON, Position.OFF, "incident"),
    ] == history[: len(history) - before]


async def test_one_switch_moves_no_other(switches: Switches, store: Store) -> None:
    """A suspended kind cannot be begun; the others can."""
    await switches.flip(Kind.UNPUBLISH, Position.OFF, "camille", "incident")

    assert Position.ON == (await switches.positions())["web"]
    async with store.begin() as work:
        await check_on(work, Kind.DELEGATION)
        with pytest.raises(Suspended):
            await check_on(work, Kind.UNPUBLISH)


async def test_two_who_move_the_same_switch_move_it_once(switches: Switches) -> None:
    """The second finds it moved."""
    moved = await asyncio.gather(*(switches.flip("telegram", Position.OFF, name, "incident") for name in ("a", "b", "c")))

    assert [False, False, True] == sorted(moved)


@pytest.mark.parametrize(
    ("name", "by", "why", "reason"),
    [
        ("nothing", "camille", "incident", "unknown_switch"),
        ("web", " ", "incident", "by"),
        ("web", "camille", "", "why"),
    ],
)
async def test_nothing_moves_without_a_name_and_a_reason(switches: Switches, name: str, by: str, why: str, reason: str) -> None:
    """And only what has a switch."""
    with pytest.raises(Invalid) as raised:
        await switches.flip(name, Position.OFF, by, why)

    assert reason == raised.value.reason
    assert {Position.ON} == set((await switches.positions()).values())


@pytest.mark.parametrize(
    "rewriting",
    [
        *("UPDATE switch_history SET why = ''", "DELETE FROM switch_history", "TRUNCATE switch_history"),
        *("UPDATE setting_history SET seal = ''", "DELETE FROM setting_history", "TRUNCATE setting_history"),
    ],
)
async def test_the_history_only_grows(own_engine: AsyncEngine, rewriting: str) -> None:
    """PostgreSQL itself refuses to rewrite it."""
    with pytest.raises(DBAPIError, match="only grows"):
        async with own_engine.begin() as db:
            await db.execute(text(rewriting))


async def test_only_what_changed_since_the_last_start_is_noted(store: Store) -> None:
    """Once, by name: a setting given, changed, and back to its default; the latest first."""

    async def start(hour: int, **seals: str) -> list[str]:
        return await NoteSettings(store, lambda: NOON.replace(hour=hour), seals)()

    noted = [await start(13), await start(14, A="1", B="1"), await start(15, A="1", B="1"), await start(16, A="2")]
    history = await NoteSettings(store, lambda: NOON, {}).history()

    assert [[], ["A", "B"], [], ["A", "B"]] == noted
    assert [("B", 16, ""), ("A", 16, "2"), ("B", 14, "1"), ("A", 14, "1")] == [(c.name, c.at.hour, c.seal) for c in history]


async def test_workers_that_start_together_note_a_change_once(store: Store) -> None:
    """The others find it noted."""
    noted = await asyncio.gather(*(NoteSettings(store, lambda: NOON, {"C": "1"})() for _ in range(3)))

    assert [False, False, True] == sorted("C" in names for names in noted)
