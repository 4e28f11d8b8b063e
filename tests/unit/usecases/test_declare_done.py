"""A practitioner's word closes what they alone can see, and only what is theirs."""

from __future__ import annotations

import pytest

from balise.errors import Conflict, NotFound
from balise.model.procedure import Actor, Evidence, Kind, Procedure, Proof, State, draft
from tests.unit.usecases.house import CAMILLE, NOOR, House

THEIRS_TO_SEE = [Kind.AUTO_REPLY, Kind.DELETE_BOX, Kind.DELEGATION, Kind.WITHDRAW_DELEGATION, Kind.PREFERRED_BOX, Kind.CLEANUP]


async def begun(house: House, conversation: str, kind: Kind = Kind.DELETE_BOX, *through: State) -> Procedure:
    """Return a request of Camille's that went through these states."""
    made = draft(kind, conversation, house.clock(), CAMILLE.rpps, CAMILLE.full_name)
    for state in through:
        by = Actor.PRACTITIONER if state in (State.CONFIRMED, State.CANCELLED) else Actor.WORKER
        made = made.moved(state, by, house.clock())
    async with house.store.begin() as work:
        await work.procedures.add(made)
    return made


@pytest.mark.parametrize("kind", THEIRS_TO_SEE)
@pytest.mark.parametrize("last", [(), (State.ACKNOWLEDGED,)])
async def test_their_word_is_the_proof(house: House, kind: Kind, last: tuple[State, ...]) -> None:
    """By them, and nothing personal in it; said twice, it is done once."""
    conversation = await house.conversation(CAMILLE)
    asked = await begun(house, conversation, kind, State.CONFIRMED, State.SENT, *last)
    done = await house.declare(conversation, asked.reference)
    house.clock.advance(days=1)

    assert (State.DONE, Actor.PRACTITIONER, "word") == (done.state, done.history[-1].by, done.history[-1].why)
    assert done.proof is not None
    assert Proof(done.proof.at, Evidence.WORD, "practitioner") == done.proof
    assert done == await house.declare(conversation, asked.reference)


@pytest.mark.parametrize(
    "through", [(), (State.CONFIRMED,), (State.CONFIRMED, State.CANCELLED), (State.CONFIRMED, State.REFUSED)]
)
async def test_what_has_not_left_or_came_to_another_end_is_not_declared_done(house: House, through: tuple[State, ...]) -> None:
    """Nothing changes."""
    conversation = await house.conversation(CAMILLE)
    asked = await begun(house, conversation, Kind.DELETE_BOX, *through)
    with pytest.raises(Conflict):
        await house.declare(conversation, asked.reference)

    assert asked == await house.procedure(asked.reference)


@pytest.mark.parametrize("kind", [Kind.UNPUBLISH, Kind.TICKET])
async def test_what_others_can_see_is_not_theirs_to_say(house: House, kind: Kind) -> None:
    """The directory shows a dépublication; the support desk closes a ticket."""
    conversation = await house.conversation(CAMILLE)
    asked = await begun(house, conversation, kind, State.CONFIRMED, State.SENT)
    with pytest.raises(Conflict):
        await house.declare(conversation, asked.reference)

    assert asked == await house.procedure(asked.reference)


async def test_nobody_closes_the_request_of_another(house: House) -> None:
    """To them it does not exist."""
    asked = await begun(house, await house.conversation(CAMILLE), Kind.DELETE_BOX, State.CONFIRMED, State.SENT)
    with pytest.raises(NotFound):
        await house.declare(await house.conversation(NOOR), asked.reference)

    assert asked == await house.procedure(asked.reference)
