"""News from outside: in any order, however often."""

from __future__ import annotations

import pytest

from balise.errors import Conflict, NotFound
from balise.model.procedure import Actor, Evidence, Proof, State
from tests.fakes.clock import MONDAY
from tests.fakes.postman import ProcessDied
from tests.unit.usecases.house import CAMILLE, House

PROOF = Proof(MONDAY, Evidence.REPLY, "<1@op.test>")


async def test_news_moves_the_procedure(house: House) -> None:
    """
    Who, why and the proof are kept.
    """
    sent = await house.sent(await house.conversation(CAMILLE))
    acknowledged, first = await house.move(sent.reference, State.ACKNOWLEDGED, Actor.WORKER, "reply")
    done, second = await house.move(sent.reference, State.DONE, Actor.WORKER, "reply", PROOF)

    assert (True, True, State.ACKNOWLEDGED, State.DONE) == (first, second, acknowledged.state, done.state)
    assert ("reply", PROOF) == (done.history[-1].why, done.proof)
    assert done == await house.procedure(sent.reference)


@pytest.mark.parametrize("late", [State.SENT, State.ACKNOWLEDGED, State.REFUSED, State.DONE])
async def test_late_or_repeated_news_changes_nothing(house: House, late: State) -> None:
    """
    What comes after the end, or a second time, leaves the procedure as it is.
    """
    sent = await house.sent(await house.conversation(CAMILLE))
    done, _ = await house.move(sent.reference, State.DONE, Actor.WORKER, proof=PROOF)

    assert (done, False) == await house.move(sent.reference, late, Actor.WORKER, proof=PROOF if late is State.DONE else None)


async def test_repeated_news_before_the_end_changes_nothing(house: House) -> None:
    """
    An acknowledgement that comes twice is one line of history.
    """
    sent = await house.sent(await house.conversation(CAMILLE))
    first, _ = await house.move(sent.reference, State.ACKNOWLEDGED, Actor.WORKER)

    assert (first, False) == await house.move(sent.reference, State.ACKNOWLEDGED, Actor.WORKER)
    assert (first, False) == await house.move(sent.reference, State.SENT, Actor.WORKER)


@pytest.mark.parametrize(("answer", "proof"), [(State.ACKNOWLEDGED, None), (State.DONE, PROOF)])
async def test_an_answer_to_a_sending_not_yet_recorded_is_not_lost(house: House, answer: State, proof: Proof | None) -> None:
    """
    The worker was killed once the letter had left: the answer shows that it arrived, and it does not leave again.
    """
    confirmed = await house.confirmed(await house.conversation(CAMILLE))
    house.postman.dies_after_sending = True
    with pytest.raises(ProcessDied):
        await house.deliver()
    house.postman.dies_after_sending = False
    moved, _ = await house.move(confirmed.reference, answer, Actor.WORKER, proof=proof)

    assert [State.SENT, answer] == [move.after for move in moved.history[-2:]]
    assert (0, 1) == (await house.deliver(), len(house.postman.sent))


async def test_a_request_that_an_agent_refuses_does_not_leave(house: House) -> None:
    """
    Its letter is withdrawn.
    """
    confirmed = await house.confirmed(await house.conversation(CAMILLE))
    await house.move(confirmed.reference, State.REFUSED, Actor.AGENT, "not_theirs")

    assert (0, []) == (await house.deliver(), house.postman.sent)


@pytest.mark.parametrize("state", [State.DRAFT, State.CONFIRMED, State.CANCELLED, State.EXPIRED])
async def test_what_is_decided_is_no_news(house: House, state: State) -> None:
    """
    Confirming, cancelling and expiring have their own use cases.
    """
    sent = await house.sent(await house.conversation(CAMILLE))
    with pytest.raises(Conflict):
        await house.move(sent.reference, state, Actor.AGENT)

    assert sent == await house.procedure(sent.reference)


async def test_what_was_not_asked_is_not_answered(house: House) -> None:
    """
    A draft does not move on news, and what nobody knows is not found.
    """
    draft = await house.filled(await house.conversation(CAMILLE))
    with pytest.raises(Conflict):
        await house.move(draft.reference, State.SENT, Actor.WORKER)
    with pytest.raises(NotFound):
        await house.move("ZZZZ-ZZZ2", State.SENT, Actor.WORKER)

    assert draft == await house.procedure(draft.reference)


async def test_nothing_is_done_without_a_proof(house: House) -> None:
    """
    Whoever says so.
    """
    sent = await house.sent(await house.conversation(CAMILLE))
    with pytest.raises(Conflict):
        await house.move(sent.reference, State.DONE, Actor.AGENT)

    assert sent == await house.procedure(sent.reference)
