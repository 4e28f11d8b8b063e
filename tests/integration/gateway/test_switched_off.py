"""A channel that the people in charge have suspended."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.store import PostgresStore
from balise.model.switch import Position
from balise.settings import Settings
from balise.usecases.administration.switches import Switches
from balise.wiring.books import now
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import Visitor, running

SUSPENDED = "Balise est suspendue ici pour le moment"
SUPPORT = "mailto:monserviceclient.mssante@esante.gouv.fr"


@pytest.fixture
async def switches(own_engine: AsyncEngine) -> Switches:
    """Lend the switches of a database of this test's own."""
    return Switches(PostgresStore(own_engine), now)


@pytest.fixture
async def http(own_settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """Lend a client in front of a gateway over it."""
    with running(own_settings) as url:
        async with httpx.AsyncClient(base_url=url, timeout=30) as client:
            yield client


async def test_people_are_told_and_nothing_is_lost(http: httpx.AsyncClient, rasa: RasaServer, switches: Switches) -> None:
    """What is said meanwhile is kept and answered at once with where to turn to; then the conversation goes on."""
    visitor = await Visitor.arrive(http)
    await visitor.ask("avant")
    await switches.flip("web", Position.OFF, "camille", "incident")
    first = await visitor.post({"text": "pendant"})
    said, told = await visitor.answered(since=first.json()["seq"] - 1)
    newcomer = (await (await Visitor.arrive(http)).read())["messages"]
    await switches.flip("web", Position.ON, "camille", "réparé")
    (later,) = await visitor.ask("après")

    assert 202 == first.status_code
    assert ("practitioner", "pendant") == (said["author"], said["text"])
    assert SUSPENDED in told["text"]
    assert [SUPPORT] == [link["url"] for link in told["links"]]
    assert SUSPENDED in newcomer[-1]["text"]
    assert "J’ai entendu « après »." == later["text"]
    assert ["avant", "après"] == rasa.heard_from(visitor.id)


async def test_another_channel_goes_on(http: httpx.AsyncClient, rasa: RasaServer, switches: Switches) -> None:  # noqa: ARG001 - up
    """Suspending Telegram changes nothing on the web."""
    await switches.flip("telegram", Position.OFF, "camille", "incident")
    visitor = await Visitor.arrive(http)
    (answer,) = await visitor.ask("bonjour")

    assert "J’ai entendu « bonjour »." == answer["text"]
