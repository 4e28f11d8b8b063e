"""A kind of procedure that the people in charge have suspended, as whoever asks for it hears it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.store import PostgresStore
from balise.launch.supervisor import Stack
from balise.model.identity import Person, SignIn
from balise.model.procedure import Kind
from balise.model.switch import Position
from balise.usecases.administration.switches import Switches
from tests.integration.gateway.house import Visitor

SUSPENDED = "Cette démarche est suspendue pour le moment"


def now() -> datetime:
    """Return the present time."""
    return datetime.now(UTC)


async def test_a_suspended_kind_is_said_to_be_and_nothing_else_is(stack: Stack, stack_engine: AsyncEngine) -> None:
    """Before it begins and in the middle of it; other requests are answered, and it goes on where it was once it is back."""
    store = PostgresStore(stack_engine)
    switches = Switches(store, now)
    async with httpx.AsyncClient(base_url=stack.url, timeout=30) as http:
        visitor = await Visitor.arrive(http)
        async with store.begin() as work:
            signed = SignIn(Person("99900000011", "Lemoine", "Camille"), now(), now() + timedelta(hours=1))
            await work.conversations.set_sign_in(visitor.id, signed)
        try:
            await switches.flip(Kind.UNPUBLISH, Position.OFF, "tests", "essai")
            before = await visitor.ask("je veux dépublier une BAL")
            other = await visitor.ask("ma boîte est pleine")
            await switches.flip(Kind.UNPUBLISH, Position.ON, "tests", "essai")
            asked = await visitor.ask("je veux dépublier une BAL")
            await switches.flip(Kind.UNPUBLISH, Position.OFF, "tests", "essai")
            middle = await visitor.ask("la 2")
            after = await visitor.ask("bonjour")
        finally:
            await switches.flip(Kind.UNPUBLISH, Position.ON, "tests", "essai")
        again = await visitor.ask("je veux dépublier une BAL")

    assert [1, 1] == [len(before), len(middle)]
    assert all(SUSPENDED in answers[0]["text"] for answers in (before, middle))
    assert [link["url"] for link in before[0]["links"]] == [f"mailto:{stack.settings.support_email}"]
    assert all(SUSPENDED not in message["text"] for message in [*other, *asked, *after, *again])
    assert asked[-1]["buttons"]
    assert [button["title"] for button in asked[-1]["buttons"]] == [button["title"] for button in again[-1]["buttons"]]
