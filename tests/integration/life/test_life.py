"""Thousands of random events, over the store in memory and over the real one: nothing is lost, doubled or rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from balise.adapters.store.store import PostgresStore
from tests.database import migrated_database
from tests.fakes.clock import FakeClock
from tests.integration.life.machine import TRIES, Life
from tests.unit.usecases.house import House


def drive(machine: type[Life], examples: int, steps: int, *phases: Phase) -> None:
    """Run a machine, the same events each time; by default what fails is then made as short as can be."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            derandomize=True,
            database=None,
            deadline=None,
            phases=phases or (Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture(scope="module")
def own_database(postgres: str) -> Iterator[str]:
    """Lend a database that no other test uses."""
    with migrated_database(postgres) as url:
        yield url


def test_nothing_is_lost_in_memory() -> None:
    """No lost request, no second delivery under a new key, no illegal move, no rewritten history; versions only grow."""
    before = Life.steps
    drive(Life, examples=200, steps=80)

    assert Life.steps - before > 10_000


def test_nothing_is_lost_in_postgresql(own_database: str) -> None:
    """The same over the store that keeps it for good."""

    class OverPostgres(Life):
        url: ClassVar[str] = own_database

        async def furnish(self) -> House:
            self.engine = create_async_engine(self.url, pool_size=6)
            async with self.engine.begin() as db:
                await db.execute(text("TRUNCATE outbox, procrastinate_jobs CASCADE"))
            return House(clock=FakeClock(datetime.now(UTC)), store=PostgresStore(self.engine), tries=TRIES)

        async def leave(self) -> None:
            await self.engine.dispose()

    before = Life.steps
    drive(OverPostgres, 10, 50, Phase.generate)

    assert Life.steps - before > 300
