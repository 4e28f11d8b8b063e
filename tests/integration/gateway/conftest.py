"""A gateway for each test, over one database: conversations do not see each other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from balise.settings import Settings
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import Visitor, running, settings_for


@pytest.fixture
def rasa() -> Iterator[RasaServer]:
    """Lend a fake Rasa; it never hears two messages of one conversation at a time."""
    with RasaServer() as server:
        yield server

    assert [] == server.overlaps


@pytest.fixture
def settings(tmp_path: Path, database_url: str, rasa: RasaServer) -> Settings:
    """Return the settings of the test's gateway."""
    return settings_for(tmp_path, database_url, rasa)


@pytest.fixture
async def http(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """Lend a client in front of a running gateway."""
    with running(settings) as url:
        async with httpx.AsyncClient(base_url=url, timeout=30) as client:
            yield client


@pytest.fixture
async def visitor(http: httpx.AsyncClient) -> Visitor:
    """Bring a practitioner in front of a new conversation."""
    return await Visitor.arrive(http)
