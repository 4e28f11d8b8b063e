"""What every test may ask for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from tests import database
from tests.canaries import CANARIES, files_holding

pytest_plugins = ["tests.sharing", "tests.stack"]


@pytest.fixture(scope="session", autouse=True)
def _nothing_that_must_not_stay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """At the very end, search every file that the tests have left for what they typed as secrets or patients' data."""
    yield

    assert {} == files_holding(tmp_path_factory.getbasetemp(), CANARIES)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Lend the URL of a PostgreSQL server, started once."""
    with database.server() as url:
        yield url


@pytest.fixture(scope="session")
def database_url(postgres: str) -> Iterator[str]:
    """Lend the URL of a migrated database, the same for the whole session."""
    with database.migrated_database(postgres) as url:
        yield url


@pytest.fixture(scope="session")
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """Lend an engine on the session's database."""
    engine = create_async_engine(database_url)
    yield engine
    await engine.dispose()
