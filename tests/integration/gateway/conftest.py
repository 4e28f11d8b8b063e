"""A gateway for each file of tests, over a database of their own: a gateway answers whatever waits in its database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from balise.adapters.store.engine import open_engine
from balise.settings import Settings
from tests import database
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import Visitor, running, settings_for


@pytest.fixture(scope="package")
def database_url(postgres: str) -> Iterator[str]:
    """Lend the URL of a database that no other test fills."""
    with database.migrated_database(postgres) as url:
        yield url


@pytest.fixture(scope="package")
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """Lend an engine on it."""
    engine = create_async_engine(database_url)
    yield engine
    await engine.dispose()


@pytest.fixture(scope="module")
def rasa_of_module() -> Iterator[RasaServer]:
    """Lend a fake Rasa for the tests of one file."""
    with RasaServer() as server:
        yield server


@pytest.fixture
def rasa(rasa_of_module: RasaServer) -> Iterator[RasaServer]:
    """Lend the fake Rasa, as new; it never hears two messages of one conversation at a time."""
    yield rasa_of_module
    rasa_of_module.recover()

    assert [] == rasa_of_module.overlaps


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, database_url: str, rasa_of_module: RasaServer) -> Settings:
    """Return the settings of the file's gateway."""
    return settings_for(tmp_path_factory.mktemp("gateway"), database_url, rasa_of_module)


@pytest.fixture
def own_settings(tmp_path_factory: pytest.TempPathFactory, postgres: str, rasa_of_module: RasaServer) -> Iterator[Settings]:
    """Lend settings over a database of one test's own: a gateway that it starts finds nothing else waiting there."""
    with database.migrated_database(postgres) as url:
        yield settings_for(tmp_path_factory.mktemp("gateway"), url, rasa_of_module)


@pytest.fixture
async def own_engine(own_settings: Settings) -> AsyncIterator[AsyncEngine]:
    """Lend an engine on that database."""
    assert own_settings.database_url is not None
    engine = open_engine(own_settings.database_url.get_secret_value())
    yield engine
    await engine.dispose()


@pytest.fixture(scope="module")
async def http(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """Lend a client in front of a running gateway."""
    with running(settings) as url:
        async with httpx.AsyncClient(base_url=url, timeout=30) as client:
            yield client


@pytest.fixture
async def visitor(http: httpx.AsyncClient, rasa: RasaServer) -> Visitor:  # noqa: ARG001 - as new for each visitor
    """Bring a practitioner in front of a new conversation."""
    return await Visitor.arrive(http)
