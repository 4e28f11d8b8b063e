"""Being guided through the cleanup of a full box."""

from __future__ import annotations

import pytest

from balise.errors import Conflict
from balise.model.cleanup import Asked, Step
from balise.model.form import Taken
from balise.model.procedure import Actor, Evidence, Kind, Proof, State
from balise.model.ticket import Asked as Ticket
from balise.usecases.cleanup.guide import CleanupView, GuideCleanup
from tests.unit.usecases.house import CAMILLE, House

DONE, PASS, STUCK = "c'est fait", "passer", "je n'y arrive pas"


@pytest.fixture
def cleanup(house: House) -> GuideCleanup:
    """Lend the guide."""
    return GuideCleanup(house.store, house.clock)


async def gone_through(cleanup: GuideCleanup, conversation: str, *answers: str) -> CleanupView:
    """Answer the steps in turn."""
    view, _ = await cleanup.fill(conversation, None, "")
    for answer in answers:
        view, _ = await cleanup.fill(conversation, view.missing, answer)
    return view


async def test_anybody_is_guided(house: House, cleanup: GuideCleanup) -> None:
    """
    No sign-in is needed; the draft is kept at once.
    """
    conversation = await house.conversation()
    view, _ = await cleanup.fill(conversation, None, "")

    made = view.procedure
    assert (Kind.CLEANUP, State.DRAFT, "", Step.BIN, False) == (made.kind, made.state, made.holder, view.step, view.begun)
    assert made == await house.procedure(made.reference)


async def test_the_steps_come_in_the_sheets_order(house: House, cleanup: GuideCleanup) -> None:
    """
    The bin, the old messages, the attachments; then how it went.
    """
    conversation = await house.conversation()
    steps = [(await gone_through(cleanup, conversation)).step]
    steps += [(await gone_through(cleanup, conversation, answer)).step for answer in (DONE, PASS, DONE)]
    view = await gone_through(cleanup, conversation)

    assert [*Step, None] == steps
    assert (Asked.OUTCOME, {"bin": "done", "old": "skipped", "attachments": "done"}) == (view.missing, view.procedure.details)


@pytest.mark.parametrize(("text", "taken"), [(STUCK, Taken.CANNOT), ("où conserver les messages ?", Taken.NOT_AN_ANSWER)])
async def test_what_is_no_answer_leaves_the_step_where_it_is(
    house: House, cleanup: GuideCleanup, text: str, taken: Taken
) -> None:
    """
    Being stuck is heard, a question is left to the rules.
    """
    conversation = await house.conversation()
    await gone_through(cleanup, conversation, DONE)
    view, heard = await cleanup.fill(conversation, Asked.STEP, text)

    assert (taken, Step.OLD) == (heard, view.step)


async def test_a_box_that_receives_again_ends_it(house: House, cleanup: GuideCleanup) -> None:
    """
    Confirmed, sent and done in one go, on the practitioner's word; nobody is written to.
    """
    conversation = await house.conversation(CAMILLE)
    await gone_through(cleanup, conversation, DONE, DONE, PASS)
    _, taken = await cleanup.fill(conversation, Asked.OUTCOME, "oui, elle reçoit de nouveau")
    closed = await cleanup.close(conversation)

    assert Taken.CONFIRMED is taken
    assert [State.DRAFT, State.CONFIRMED, State.SENT, State.DONE] == [move.after for move in closed.history]
    assert Proof(house.clock(), Evidence.WORD, Actor.PRACTITIONER) == closed.proof
    assert [] == await house.letters()


async def test_nothing_ends_before_its_steps(house: House, cleanup: GuideCleanup) -> None:
    """
    A cleanup with a step left is not closed.
    """
    conversation = await house.conversation()
    await gone_through(cleanup, conversation, DONE, DONE)
    with pytest.raises(Conflict):
        await cleanup.close(conversation)


async def test_still_full_what_was_skipped_is_to_be_done(house: House, cleanup: GuideCleanup) -> None:
    """
    What is done stays done; the cleanup goes on with what was left out.
    """
    conversation = await house.conversation()
    await gone_through(cleanup, conversation, DONE, PASS, DONE)
    view, taken = await cleanup.fill(conversation, Asked.OUTCOME, "non, elle est toujours pleine")

    assert (Taken.DECLINED, Step.OLD, {"bin": "done", "attachments": "done"}) == (taken, view.step, view.procedure.details)


async def test_what_was_done_goes_with_the_request_to_a_person(house: House, cleanup: GuideCleanup) -> None:
    """
    The letter to the support desk says which steps were done, and not those that were skipped.
    """
    conversation = await house.conversation()
    await gone_through(cleanup, conversation, DONE, PASS, DONE)
    await house.ticket.fill(conversation, Ticket.NEED, "ma boîte est toujours pleine malgré le nettoyage")
    await house.ticket.fill(conversation, Ticket.CONTACT, "sans contact")
    await house.ticket.send(conversation)

    (letter,) = await house.letters()
    assert "(fait : corbeille, pièces jointes)".replace(" :", "\u00a0:") in letter.body


async def test_signing_in_later_makes_it_theirs(house: House, cleanup: GuideCleanup) -> None:
    """
    What was begun by nobody is found again from any door, once they have said who they are.
    """
    conversation = await house.conversation()
    await gone_through(cleanup, conversation, DONE)
    async with house.store.begin() as work:
        await work.conversations.set_sign_in(conversation, house.proof(CAMILLE))
    await gone_through(cleanup, conversation)
    view = await gone_through(cleanup, await house.conversation(CAMILLE))

    assert (CAMILLE.rpps, Step.OLD, True) == (view.procedure.holder, view.step, view.begun)


async def test_an_answer_to_what_another_door_has_taken_up_is_not_taken(house: House, cleanup: GuideCleanup) -> None:
    """
    The step shown here may have been done there: it is asked again.
    """
    first, second = await house.conversation(CAMILLE), await house.conversation(CAMILLE)
    await gone_through(cleanup, first)
    await gone_through(cleanup, second, DONE)
    view, taken = await cleanup.fill(first, Asked.STEP, DONE)

    assert (Taken.TAKEN, Step.OLD) == (taken, view.step)
