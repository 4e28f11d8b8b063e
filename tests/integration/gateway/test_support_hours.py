"""Whether somebody of the support desk is there, as the gateway tells it."""

from __future__ import annotations

from datetime import datetime, timedelta

import httpx
import pytest

from balise.model.moment import in_france
from balise.settings import Settings
from balise.wiring import now
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import Visitor, running
from tests.integration.gateway.reader import Reader, browser


@pytest.mark.parametrize(
    ("rule", "support", "said"),
    [
        ("24/7", {"open": True, "changes_at": None}, "Le support MSSanté est ouvert."),
        ("off", {"open": False, "changes_at": None}, "Le support MSSanté est fermé."),
        ("", None, ""),
    ],
)
async def test_every_door_tells_it(
    own_settings: Settings,
    rasa: RasaServer,  # noqa: ARG001 - as new
    rule: str,
    support: dict[str, object] | None,
    said: str,
) -> None:
    """The transcript, the events, the page without JavaScript; where the hours are not known, nothing is said."""
    with running(own_settings.model_copy(update={"support_hours": rule})) as url:
        async with httpx.AsyncClient(base_url=url, timeout=30) as http:
            visitor = await Visitor.arrive(http)
            read = (await visitor.read())["support"]
            events = visitor.events()
            _, (_, state) = await anext(events), await anext(events)
            await events.aclose()
            async with browser(http) as client:
                page = (await Reader.arrive(client)).says

    assert [support, support] == [read, state["support"]]
    assert (bool(said), said) == ("Le support MSSanté est" in page, said if said in page else "")


async def test_the_next_change_is_told(own_settings: Settings) -> None:
    """With its time zone."""
    tomorrow = in_france(now()) + timedelta(days=1)
    rule = f"{tomorrow:%Y %b %d} 10:00-12:00"
    with running(own_settings.model_copy(update={"support_hours": rule})) as url:
        async with httpx.AsyncClient(base_url=url, timeout=30) as http:
            support = (await (await Visitor.arrive(http)).read())["support"]
    changes = datetime.fromisoformat(support["changes_at"])

    assert (False, "10:00", tomorrow.date()) == (support["open"], f"{in_france(changes):%H:%M}", in_france(changes).date())
    assert changes.tzinfo is not None
