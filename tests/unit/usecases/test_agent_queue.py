"""What is handed over to an agent, and what they make of it."""

from __future__ import annotations

import pytest

from balise.errors import BaliseError, Conflict, NotFound, PermanentFailure, TemporaryFailure
from balise.model.procedure import Actor, Procedure, State
from balise.usecases.procedures.deliver import LONGEST_DELAY
from tests.unit.usecases.house import CAMILLE, NOOR, House

TRIES = 3


@pytest.fixture
def house() -> House:
    """Lend a house that tries three times."""
    return House(tries=TRIES)


async def try_for_long(house: House, times: int = 2 * TRIES) -> int:
    """Deliver whatever is due, time after time; return how many letters left."""
    left = 0
    for _ in range(times):
        left += await house.deliver()
        house.clock.advance(seconds=2 * LONGEST_DELAY.total_seconds())
    return left


async def stuck(house: House, conversation: str) -> Procedure:
    """Carry a dépublication to where the worker gives up."""
    confirmed = await house.confirmed(conversation)
    house.postman.failure = TemporaryFailure("away")
    await try_for_long(house)
    house.postman.failure = None
    return await house.procedure(confirmed.reference)


async def test_after_the_last_try_an_agent_takes_over(house: House) -> None:
    """
    The request stays confirmed, waits for an agent with the reason, and no longer for the worker; the person is told once.
    """
    conversation = await house.conversation(CAMILLE)
    found = await stuck(house, conversation)
    told = [m for m in await house.messages(conversation) if found.reference in m.text]

    assert (State.CONFIRMED, "out_of_tries") == (found.state, found.needs_agent and found.needs_agent.why)
    assert ([found], 0, 1) == (await house.agents(), await try_for_long(house), len(told))


async def test_before_the_last_try_nobody_is_bothered(house: House) -> None:
    """
    One try less, and the letter still leaves by itself.
    """
    await house.confirmed(await house.conversation(CAMILLE))
    house.postman.failure = TemporaryFailure("away")
    await try_for_long(house, TRIES - 1)
    house.postman.failure = None

    assert ([], 1) == (await house.agents(), await try_for_long(house))


async def test_an_agent_has_it_sent_again_under_the_same_key(house: House) -> None:
    """
    It waits no more, and leaves; its tries begin anew.
    """
    found = await stuck(house, await house.conversation(CAMILLE))
    again = await house.agents.send_again(found.reference)
    house.postman.failure = TemporaryFailure("away")
    await house.deliver()
    house.postman.failure = None
    house.clock.advance(seconds=LONGEST_DELAY.total_seconds())

    assert (None, []) == (again.needs_agent, await house.agents())
    assert 1 == await house.deliver()
    assert [found.key("request", "mailiz")] == house.postman.keys
    assert State.SENT is (await house.procedure(found.reference)).state


async def test_cancelling_what_an_agent_has_leaves_nothing_to_do(house: House) -> None:
    """
    Nobody was ever asked: no letter leaves, nobody waits.
    """
    conversation = await house.conversation(CAMILLE)
    found = await stuck(house, conversation)
    await house.cancel(conversation, found.reference)

    assert ([], 0) == (await house.agents(), await try_for_long(house))
    with pytest.raises(Conflict):
        await house.agents.send_again(found.reference)


@pytest.mark.parametrize("failure", [TemporaryFailure("away"), PermanentFailure("no such address")])
async def test_a_cancellation_that_cannot_be_told_is_an_agents(house: House, failure: BaliseError) -> None:
    """
    The procedure is cancelled, but whoever was asked does not know: a person has to tell them, then says so.
    """
    conversation = await house.conversation(CAMILLE)
    sent = await house.sent(conversation)
    await house.cancel(conversation, sent.reference)
    house.postman.failure = failure
    await try_for_long(house)
    house.postman.failure = None
    waiting = await house.agents()
    settled = await house.agents.settle(sent.reference)

    assert [(sent.reference, State.CANCELLED)] == [(p.reference, p.state) for p in waiting]
    assert (None, [], 0) == (settled.needs_agent, await house.agents(), await try_for_long(house))


async def test_a_request_never_made_is_not_settled_by_a_word(house: House) -> None:
    """
    It would be lost: the agent says where it is (sent by hand, refused), which also ends the wait.
    """
    found = await stuck(house, await house.conversation(CAMILLE))
    with pytest.raises(Conflict):
        await house.agents.settle(found.reference)
    moved, _ = await house.move(found.reference, State.SENT, Actor.AGENT, "by_hand")
    settled = await house.agents.settle(found.reference)

    assert (State.SENT, None, 0) == (moved.state, settled.needs_agent, await try_for_long(house))


async def test_what_waits_for_nobody_is_left_alone(house: House) -> None:
    """
    Conflict, or NotFound when nobody knows it.
    """
    confirmed = await house.confirmed(await house.conversation(CAMILLE))
    for deed in (house.agents.send_again, house.agents.settle):
        with pytest.raises(Conflict):
            await deed(confirmed.reference)
        with pytest.raises(NotFound):
            await deed("ZZZZ-ZZZ2")

    assert confirmed == await house.procedure(confirmed.reference)


async def test_the_longest_wait_comes_first(house: House) -> None:
    """
    Whoever has waited longest is helped first.
    """
    first = await stuck(house, await house.conversation(NOOR))
    second = await stuck(house, await house.conversation(CAMILLE))

    assert [first, second] == await house.agents()
