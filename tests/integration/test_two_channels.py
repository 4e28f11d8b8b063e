"""Two doors on one draft at the same moment, over the real store: nothing is lost, whoever comes second reads again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from balise.adapters.store.store import PostgresStore
from balise.errors import Conflict
from balise.model.identity import Person
from balise.model.procedure import State
from balise.model.ticket import Asked as TicketAsked
from balise.model.unpublish import Asked
from balise.usecases.unpublish.fill import Taken
from tests.fakes.clock import FakeClock
from tests.unit.usecases.house import AT_HOSPITAL, ELSEWHERE, OLD, House, in_directory

DOORS = 6
ROUNDS = 10


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """Lend an engine with a connection for each door."""
    engine = create_async_engine(database_url, pool_size=DOORS, max_overflow=DOORS)
    yield engine
    await engine.dispose()


@pytest.fixture
def house(engine: AsyncEngine) -> House:
    """Lend a house whose store is PostgreSQL."""
    return House(clock=FakeClock(datetime.now(UTC) + timedelta(hours=1)), store=PostgresStore(engine))


def newcomer(house: House) -> Person:
    """Return a practitioner with three boxes whom the database does not know."""
    person = Person(uuid4().hex[:11], "Essai", "Camille")
    house.directory.professionals = [in_directory(person, OLD, AT_HOSPITAL, ELSEWHERE)]
    return person


async def together(*deeds: Coroutine[Any, Any, object]) -> list[object]:
    """Do everything at once; return results and errors."""
    return list(await asyncio.gather(*deeds, return_exceptions=True))


async def test_opening_at_several_doors_makes_one_draft(house: House) -> None:
    """
    Each door gets it; nobody gets an error.
    """
    for _ in range(ROUNDS):
        person = newcomer(house)
        doors = [await house.conversation(person) for _ in range(DOORS)]
        views = await asyncio.gather(*(house.open_unpublish(door, "dépublier") for door in doors))

        assert 1 == len({view.procedure.reference for view, _ in views})


async def test_a_ticket_is_one_at_several_doors(house: House) -> None:
    """
    Needs told at the same moment: one draft, with one of them, and the other doors are asked again.
    """
    for _ in range(ROUNDS):
        person = newcomer(house)
        doors = [await house.conversation(person) for _ in range(2)]
        results = await together(*(house.ticket.fill(d, TicketAsked.NEED, f"besoin numéro {n}") for n, d in enumerate(doors)))
        async with house.store.begin() as work:
            kept = await work.procedures.of_holder(person.rpps)

        assert [] == [result for result in results if isinstance(result, BaseException)]
        assert 1 == len(kept)


async def test_answers_at_two_doors_are_not_mixed(house: House) -> None:
    """
    Each answer is taken whole, or asked again at its own door: the draft never holds half of one and half of the other.
    """
    for _ in range(ROUNDS):
        person = newcomer(house)
        web, telegram = [await house.conversation(person) for _ in range(2)]
        await house.open_unpublish(web, "")
        (view, taken), (_, other) = await asyncio.gather(
            house.fill_unpublish(web, Asked.BOX, OLD.address), house.fill_unpublish(telegram, Asked.BOX, AT_HOSPITAL.address)
        )
        kept = await house.procedure(view.procedure.reference)

        assert (Taken.TAKEN, Taken.TAKEN) == (taken, other)
        assert kept.conversation in (web, telegram)
        assert kept.address in ("", OLD.address)


async def test_of_two_confirmations_one_sends(house: House) -> None:
    """
    The same recap at two doors, a yes at each at the same moment: one request, and the other door is told.
    """
    for _ in range(ROUNDS):
        person = newcomer(house)
        web, telegram = [await house.conversation(person) for _ in range(2)]
        draft = await house.filled(web, OLD.address)
        results = await together(house.confirm_unpublish(web), house.confirm_unpublish(web), house.open_unpublish(telegram, ""))
        refusals = [result for result in results if isinstance(result, BaseException)]
        kept = await house.procedure(draft.reference)
        letters = [letter for letter in await house.letters() if letter.reference == draft.reference]

        assert [] == [refusal for refusal in refusals if not isinstance(refusal, Conflict) and refusal.args != ("draft",)]
        assert (kept.state is State.CONFIRMED) == (len(letters) == 1)
        assert 1 == [move.after for move in kept.history].count(State.CONFIRMED) or kept.state is State.DRAFT
