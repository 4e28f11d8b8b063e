"""What every test may ask for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from tests import database


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
