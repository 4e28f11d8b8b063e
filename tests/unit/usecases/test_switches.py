"""Kinds of procedures that the people in charge have suspended."""

from __future__ import annotations

import pytest

from balise.errors import Suspended
from balise.model.procedure import Kind, State
from balise.model.switch import Position
from balise.usecases.administration.switches import Switches
from tests.unit.usecases.house import CAMILLE, OLD, House


@pytest.fixture
def switches(house: House) -> Switches:
    """Lend the switches of the house."""
    return Switches(house.store, house.clock)


async def test_a_suspended_kind_is_not_begun(house: House, switches: Switches) -> None:
    """Nothing is kept; it can be begun again once it is back."""
    conversation = await house.conversation(CAMILLE)
    await switches.flip(Kind.UNPUBLISH, Position.OFF, "alix", "incident")
    with pytest.raises(Suspended):
        await house.open_unpublish(conversation, f"dépublier {OLD.address}")
    before = await house.procedures()
    await switches.flip(Kind.UNPUBLISH, Position.ON, "alix", "réparé")
    view, _ = await house.open_unpublish(conversation, f"dépublier {OLD.address}")

    assert [] == before
    assert State.DRAFT is view.procedure.state


async def test_a_draft_begun_before_is_neither_filled_nor_sent(house: House, switches: Switches) -> None:
    """It waits as it was, and no letter leaves."""
    conversation = await house.conversation(CAMILLE)
    draft = await house.filled(conversation)
    await switches.flip(Kind.UNPUBLISH, Position.OFF, "alix", "incident")
    with pytest.raises(Suspended):
        await house.confirm_unpublish(conversation)

    assert draft == await house.procedure(draft.reference)
    assert [] == await house.letters()


async def test_what_was_sent_goes_on(house: House, switches: Switches) -> None:
    """A switch stops what begins, not what was agreed to: its letter still leaves."""
    conversation = await house.conversation(CAMILLE)
    confirmed = await house.confirmed(conversation)
    await switches.flip(Kind.UNPUBLISH, Position.OFF, "alix", "incident")

    assert confirmed == await house.procedure(confirmed.reference)
    assert 1 == len(await house.letters())
