"""Following one's requests, cancelling one, and giving up what was being filled in."""

from __future__ import annotations

import pytest

from balise.errors import Conflict, NotFound, NotSignedIn
from balise.model.procedure import Actor, Kind, Procedure, State, draft
from balise.model.ticket import Asked
from tests.fakes.postman import ProcessDied
from tests.unit.usecases.house import CAMILLE, MAILIZ, NOOR, SUPPORT, House


async def test_a_person_sees_all_their_procedures(house: House) -> None:
    """
    Newest first, whatever conversation they were begun in.
    """
    first = await house.sent(await house.conversation(CAMILLE))
    house.clock.advance(minutes=1)
    second = await house.filled(await house.conversation(CAMILLE), "celle de l'hôpital")

    assert [second, first] == await house.follow(await house.conversation(CAMILLE), "où en sont mes demandes ?")


async def test_a_reference_shows_that_one(house: House) -> None:
    """
    However it is typed.
    """
    conversation = await house.conversation(CAMILLE)
    sent = await house.sent(conversation)
    await house.filled(conversation, "celle de l'hôpital")

    assert [sent] == await house.follow(conversation, f"où en est {sent.reference.lower().replace('-', ' ')} ?")


@pytest.mark.parametrize("person", [NOOR, None])
async def test_somebody_elses_procedure_is_not_found(house: House, person: object) -> None:
    """
    Knowing a reference is not enough, signed in or not: it looks like one that does not exist.
    """
    sent = await house.sent(await house.conversation(CAMILLE))
    conversation = await house.conversation(NOOR if person else None)
    for reference in (sent.reference, "ZZZZ-9999"):
        with pytest.raises(NotFound, match=r"^procedure$"):
            await house.follow(conversation, reference)

    assert [] == await house.follow(conversation, "mes demandes")


async def test_a_ticket_is_followed_where_it_was_opened(house: House) -> None:
    """
    Nobody needs to sign in for it; another conversation does not see it.
    """
    conversation = await house.conversation()
    view, _ = await house.ticket.fill(conversation, None, "")

    assert [view.procedure] == await house.follow(conversation, "")
    assert [] == await house.follow(await house.conversation(), "")


async def test_who_signs_in_after_does_not_see_what_another_left(house: House) -> None:
    """
    In a conversation lent to a colleague, each sees their own.
    """
    conversation = await house.conversation(CAMILLE)
    sent = await house.sent(conversation)
    made = draft(Kind.UNPUBLISH, conversation, house.clock(), NOOR.rpps, NOOR.full_name)
    async with house.store.begin() as work:
        await work.procedures.add(made)

    assert [sent] == await house.follow(conversation, "")


async def test_what_was_given_up_before_it_began_is_not_listed(house: House) -> None:
    """
    A draft abandoned is noise; a request cancelled is news.
    """
    conversation = await house.conversation(CAMILLE)
    await house.filled(conversation)
    await house.abandon(conversation)
    cancelled = await house.cancel(conversation, (await house.confirmed(conversation)).reference)

    assert [cancelled] == await house.follow(conversation, "")


async def test_a_request_not_yet_sent_never_leaves(house: House) -> None:
    """
    Its letter is withdrawn, and nobody is written to.
    """
    conversation = await house.conversation(CAMILLE)
    confirmed = await house.confirmed(conversation)
    cancelled = await house.cancel(conversation, confirmed.reference, "changé d’avis")
    await house.deliver()

    move = cancelled.history[-1]
    assert (cancelled, []) == (await house.procedure(confirmed.reference), house.postman.sent)
    assert (State.CANCELLED, Actor.PRACTITIONER, State.CONFIRMED, "changé d’avis") == (
        cancelled.state,
        move.by,
        move.before,
        move.why,
    )


async def test_a_request_already_sent_is_followed_by_a_letter(house: House) -> None:
    """
    To the operator who was asked; it moves nothing more.
    """
    conversation = await house.conversation(CAMILLE)
    sent = await house.sent(conversation)
    await house.cancel(conversation, sent.reference)

    (letter,) = await house.letters()
    assert (f"{sent.reference}-cancel-{MAILIZ.id}", MAILIZ.email, None) == (letter.key, letter.recipient, letter.then)
    assert [] == [words for words in (sent.reference, sent.address, "Camille Lemoine") if words not in letter.body]
    await house.deliver()
    assert State.CANCELLED == (await house.procedure(sent.reference)).state


async def test_the_support_desk_is_told_when_it_was_asked(house: House) -> None:
    """
    A request that went to the desk is cancelled at the desk.
    """
    conversation = await house.conversation(CAMILLE)
    confirmed = await house.confirmed(conversation, "celle de l'hôpital")
    await house.deliver()
    await house.cancel(conversation, confirmed.reference)

    assert [SUPPORT] == [letter.recipient for letter in await house.letters()]


async def test_a_ticket_is_cancelled_at_the_support_desk(house: House) -> None:
    """
    By who opened it, signed in or not.
    """
    conversation = await house.conversation()
    await house.ticket.fill(conversation, Asked.NEED, "Je ne reçois plus rien")
    await house.ticket.fill(conversation, Asked.CONTACT, "non")
    view = await house.ticket.send(conversation)
    await house.deliver()
    await house.cancel(conversation, view.procedure.reference)

    assert [(f"{view.procedure.reference}-cancel", SUPPORT)] == [(x.key, x.recipient) for x in await house.letters()]


async def test_a_draft_is_cancelled_without_a_word(house: House) -> None:
    """
    Nobody had been asked.
    """
    conversation = await house.conversation(CAMILLE)
    made = await house.filled(conversation)
    await house.cancel(conversation, made.reference)

    assert (State.CANCELLED, []) == ((await house.procedure(made.reference)).state, await house.letters())


async def test_somebody_elses_request_cannot_be_cancelled(house: House) -> None:
    """
    It is not found, and goes on.
    """
    confirmed = await house.confirmed(await house.conversation(CAMILLE))
    for conversation in (await house.conversation(NOOR), await house.conversation()):
        with pytest.raises(NotFound):
            await house.cancel(conversation, confirmed.reference)

    assert confirmed == await house.procedure(confirmed.reference)
    assert 1 == len(await house.letters())


async def test_what_is_over_cannot_be_cancelled(house: House) -> None:
    """
    Conflict, and nobody is written to again.
    """
    conversation = await house.conversation(CAMILLE)
    sent: Procedure = await house.sent(conversation)
    async with house.store.begin() as work:
        await work.procedures.save(sent.moved(State.REFUSED, Actor.AGENT, house.clock()))
    with pytest.raises(Conflict):
        await house.cancel(conversation, sent.reference)

    assert [] == await house.letters()


async def test_cancelling_twice_writes_once(house: House) -> None:
    """
    The second time is a conflict.
    """
    conversation = await house.conversation(CAMILLE)
    sent = await house.sent(conversation)
    await house.cancel(conversation, sent.reference)
    with pytest.raises(Conflict):
        await house.cancel(conversation, sent.reference)

    assert 1 == len(await house.letters())


async def test_starting_over_gives_up_the_drafts(house: House) -> None:
    """
    Those of the conversation, and nothing else: what was confirmed goes on.
    """
    conversation = await house.conversation(CAMILLE)
    confirmed = await house.confirmed(conversation)
    unpublish = await house.filled(conversation, "l'autre")
    ticket, _ = await house.ticket.fill(conversation, None, "")
    elsewhere = await house.filled(await house.conversation(NOOR))
    count = await house.abandon(conversation)

    references = (unpublish.reference, ticket.procedure.reference, confirmed.reference, elsewhere.reference)
    states = [(await house.procedure(reference)).state for reference in references]
    assert (2, [State.CANCELLED, State.CANCELLED, State.CONFIRMED, State.DRAFT]) == (count, states)
    assert "abandoned" == (await house.procedure(unpublish.reference)).history[-1].why


async def test_starting_over_twice_gives_up_nothing_more(house: House) -> None:
    """
    There is nothing left.
    """
    conversation = await house.conversation(CAMILLE)
    await house.filled(conversation)

    assert [1, 0] == [await house.abandon(conversation) for _ in range(2)]


async def test_starting_over_gives_up_nothing_of_who_held_the_conversation_before(house: House) -> None:
    """
    After another person has signed in, the first one's draft stays.
    """
    conversation = await house.conversation(CAMILLE)
    draft = await house.filled(conversation)
    async with house.store.begin() as work:
        await work.conversations.set_sign_in(conversation, house.proof(NOOR))

    assert 0 == await house.abandon(conversation)
    assert State.DRAFT is (await house.procedure(draft.reference)).state


async def test_a_request_that_may_have_left_is_cancelled_as_a_sent_one(house: House) -> None:
    """
    The worker was killed once the letter had left, before that was noted: whoever has it is told.
    """
    conversation = await house.conversation(CAMILLE)
    confirmed = await house.confirmed(conversation)
    house.postman.dies_after_sending = True
    with pytest.raises(ProcessDied):
        await house.deliver()
    house.postman.dies_after_sending = False
    cancelled = await house.cancel(conversation, confirmed.reference)
    await house.deliver()

    assert [State.SENT, State.CANCELLED] == [move.after for move in cancelled.history[-2:]]
    assert [confirmed.key(deed, MAILIZ.id) for deed in ("request", "cancel")] == house.postman.keys


async def test_what_was_begun_under_a_name_is_shown_to_who_proves_it(house: House) -> None:
    """
    Once the sign-in is over, whoever sits in front of the conversation sees and cancels nothing of it.
    """
    conversation = await house.conversation(CAMILLE)
    sent = await house.sent(conversation)
    house.clock.advance(days=3651)
    listed = await house.follow(conversation, "où en sont mes demandes ?")
    with pytest.raises(NotFound):
        await house.follow(conversation, sent.reference)
    with pytest.raises(NotSignedIn):
        await house.cancel(conversation, sent.reference)

    assert ([], sent) == (listed, await house.procedure(sent.reference))
