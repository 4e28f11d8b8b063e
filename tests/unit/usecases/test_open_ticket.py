"""Handing over to a person."""

from __future__ import annotations

import asyncio

import pytest

from balise.errors import Conflict, NotFound
from balise.model.conversation import Author, Draft, Reply
from balise.model.procedure import Actor, Kind, State
from balise.model.ticket import Asked
from balise.usecases.support.open_ticket import Taken, TicketView
from tests.unit.usecases.house import CAMILLE, NOOR, SUPPORT, House

NEED = "Je ne reçois plus aucun message depuis lundi"
CONTACT = "c.lemoine@medecin.mailiz.test"


async def filled(house: House, conversation: str, contact: str = CONTACT) -> TicketView:
    """Answer everything but the consent."""
    await house.ticket.fill(conversation, Asked.NEED, NEED)
    view, _ = await house.ticket.fill(conversation, Asked.CONTACT, contact)
    return view


async def test_asking_for_a_person_begins_a_ticket(house: House) -> None:
    """
    It is a procedure like the others: a draft with a reference, kept at once.
    """
    conversation = await house.conversation(CAMILLE)
    view, taken = await house.ticket.fill(conversation, None, "je veux parler à quelqu'un")

    made = view.procedure
    assert (Taken.TAKEN, Asked.NEED, made) == (taken, view.missing, await house.procedure(made.reference))
    assert (Kind.TICKET, State.DRAFT, CAMILLE.rpps, conversation) == (made.kind, made.state, made.holder, made.conversation)


async def test_asking_again_goes_on_with_the_same_ticket(house: House) -> None:
    """
    One unfinished ticket a conversation.
    """
    conversation = await house.conversation()
    first, _ = await house.ticket.fill(conversation, None, "un humain !")
    second, _ = await house.ticket.fill(conversation, None, "un humain !!")

    assert first == second
    assert 1 == len(await house.procedures())


async def test_nobody_needs_to_sign_in_to_be_helped(house: House) -> None:
    """
    The ticket then belongs to nobody, and says so.
    """
    view, _ = await house.ticket.fill(await house.conversation(), None, "")

    assert ("", house.texts.line("ticket_nobody")) == (view.procedure.holder, view.who)


async def test_who_is_signed_in_is_named(house: House) -> None:
    """
    With their number.
    """
    view, _ = await house.ticket.fill(await house.conversation(CAMILLE), None, "")

    assert "Camille Lemoine" in view.who
    assert CAMILLE.rpps in view.who


async def test_the_fields_are_asked_in_order(house: House) -> None:
    """
    The need, how to be reached, then the consent.
    """
    conversation = await house.conversation()
    missing = [(await house.ticket.fill(conversation, None, ""))[0].missing]
    for asked, text in ((Asked.NEED, f"  {NEED} "), (Asked.CONTACT, f"écrivez à {CONTACT}")):
        missing.append((await house.ticket.fill(conversation, asked, text))[0].missing)
    view, _ = await house.ticket.fill(conversation, None, "")

    assert [Asked.NEED, Asked.CONTACT, Asked.CONFIRMED] == missing
    assert (NEED, CONTACT) == (view.procedure.detail("need"), view.contact)


async def test_a_bare_yes_is_not_a_need(house: House) -> None:
    """
    A need is said in words.
    """
    view, taken = await house.ticket.fill(await house.conversation(), Asked.NEED, "oui")

    assert (Taken.NOT_AN_ANSWER, Asked.NEED) == (taken, view.missing)


async def test_what_is_no_contact_is_no_answer(house: House) -> None:
    """
    The field stays empty.
    """
    conversation = await house.conversation()
    await house.ticket.fill(conversation, Asked.NEED, NEED)
    view, taken = await house.ticket.fill(conversation, Asked.CONTACT, "euh")

    assert (Taken.NOT_AN_ANSWER, Asked.CONTACT) == (taken, view.missing)


async def test_one_may_leave_no_contact(house: House) -> None:
    """
    The answer will then come in the conversation.
    """
    view = await filled(house, await house.conversation(), "non merci")

    assert (Asked.CONFIRMED, "") == (view.missing, view.contact)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("oui", Taken.CONFIRMED), ("non", Taken.DECLINED), ("combien de temps ?", Taken.NOT_AN_ANSWER)],
)
async def test_the_consent_is_explicit(house: House, text: str, expected: Taken) -> None:
    """
    Yes, no, or no answer; nothing leaves yet.
    """
    conversation = await house.conversation()
    before = await filled(house, conversation)
    view, taken = await house.ticket.fill(conversation, Asked.CONFIRMED, text)

    assert (expected, before) == (taken, view)
    assert [] == await house.letters()


@pytest.mark.parametrize(("text", "asked"), [("modifier ma demande", Asked.NEED), ("changer le contact", Asked.CONTACT)])
async def test_each_field_may_be_edited(house: House, text: str, asked: Asked) -> None:
    """
    It is asked again; the other stays.
    """
    conversation = await house.conversation()
    await filled(house, conversation)
    view, taken = await house.ticket.fill(conversation, Asked.CONFIRMED, text)

    left = [name for name in ("need", "contact") if view.procedure.detail(name)]
    assert (Taken.TAKEN, asked, 1) == (taken, view.missing, len(left))


async def test_sending_moves_the_ticket_and_queues_the_letter(house: House) -> None:
    """
    To the support desk; the practitioner's move enters the history.
    """
    conversation = await house.conversation(CAMILLE)
    await filled(house, conversation)
    view = await house.ticket.send(conversation)

    (letter,) = await house.letters()
    kept = await house.procedure(view.procedure.reference)
    assert (view.procedure, State.CONFIRMED, Actor.PRACTITIONER) == (kept, kept.state, kept.history[-1].by)
    assert (SUPPORT, f"{kept.reference}-request", State.SENT) == (letter.recipient, letter.key, letter.then)


async def test_the_letter_carries_who_what_and_what_was_tried(house: House) -> None:
    """
    Who asks, how to reach them, the need, the procedures already begun with their states, and the transcript.
    """
    conversation = await house.conversation(CAMILLE)
    tried = await house.sent(conversation)
    await house.post(conversation, text="Je veux parler à quelqu'un {x}")
    await house.shows(conversation, Reply("De quoi s’agit-il ?"))
    async with house.store.begin() as work:
        await work.conversations.append(conversation, Draft(Author.AGENT, Reply("J’arrive."), speaker="Dominique"))
    view = await filled(house, conversation)
    await house.ticket.send(conversation)

    (letter,) = await house.letters()
    line, asked = house.texts.line, "Je veux parler à quelqu'un {x}"
    values = {"kind": line("kind_unpublish"), "state": line("state_sent"), "address": tried.address}
    needed = [
        view.procedure.reference,
        "Camille Lemoine",
        CONTACT,
        NEED,
        line("ticket_tried", reference=tried.reference, **values),
        line("ticket_said", at="02/03/2026 10:00", author=line("author_practitioner"), text=asked),
        line("ticket_said", at="02/03/2026 10:00", author=line("author_assistant"), text="De quoi s’agit-il ?"),
        line("ticket_said", at="02/03/2026 10:00", author="Dominique, du support", text="J’arrive."),
    ]
    assert [] == [words for words in needed if words not in letter.body]
    assert view.procedure.reference in letter.subject


async def test_the_letter_of_somebody_unknown_says_so(house: House) -> None:
    """
    Nobody signed in, no contact, nothing tried.
    """
    conversation = await house.conversation()
    await filled(house, conversation, "non")
    await house.ticket.send(conversation)

    (letter,) = await house.letters()
    keys = ("ticket_nobody", "ticket_no_contact", "ticket_nothing_tried")
    assert [] == [key for key in keys if house.texts.line(key) not in letter.body]


async def test_what_would_be_sent_is_shown(house: House) -> None:
    """
    The view says how long the transcript is.
    """
    conversation = await house.conversation()
    await house.post(conversation, text="Bonjour")
    view, _ = await house.ticket.fill(conversation, None, "")

    assert 2 == view.lines


async def test_an_incomplete_ticket_is_not_sent(house: House) -> None:
    """
    Conflict; nothing leaves.
    """
    conversation = await house.conversation()
    await house.ticket.fill(conversation, Asked.NEED, NEED)
    with pytest.raises(Conflict):
        await house.ticket.send(conversation)

    assert [] == await house.letters()


async def test_sending_twice_sends_once(house: House) -> None:
    """
    The ticket is no longer a draft; the next one is empty.
    """
    conversation = await house.conversation()
    await filled(house, conversation)
    await house.ticket.send(conversation)
    with pytest.raises(Conflict):
        await house.ticket.send(conversation)

    assert 1 == len(await house.letters())


async def test_sending_twice_at_once_sends_once(house: House) -> None:
    """
    Two presses of the same button make one ticket.
    """
    conversation = await house.conversation()
    await filled(house, conversation)
    results = await asyncio.gather(*(house.ticket.send(conversation) for _ in range(2)), return_exceptions=True)

    assert 1 == sum(isinstance(result, Conflict) for result in results)
    assert 1 == len(await house.letters())


async def test_a_second_need_is_a_second_ticket(house: House) -> None:
    """
    Once one is sent, asking again begins another.
    """
    conversation = await house.conversation()
    await filled(house, conversation)
    first = await house.ticket.send(conversation)
    second, _ = await house.ticket.fill(conversation, None, "")

    assert first.procedure.reference != second.procedure.reference
    assert Asked.NEED == second.missing


async def test_a_person_may_be_asked_for_in_the_middle_of_a_procedure(house: House) -> None:
    """
    The draft that was being filled in stays as it was.
    """
    conversation = await house.conversation(CAMILLE)
    draft = await house.filled(conversation)
    await filled(house, conversation)
    await house.ticket.send(conversation)

    assert draft == await house.procedure(draft.reference)


async def test_a_ticket_tells_nothing_of_others(house: House) -> None:
    """
    The procedures of another person are not in the letter.
    """
    other = await house.sent(await house.conversation(NOOR))
    conversation = await house.conversation(CAMILLE)
    await filled(house, conversation)
    await house.ticket.send(conversation)

    (letter,) = await house.letters()
    assert other.reference not in letter.body


async def test_an_unknown_conversation_is_not_found(house: House) -> None:
    """
    Nothing is kept for it.
    """
    with pytest.raises(NotFound):
        await house.ticket.fill("unknown", None, "")

    assert [] == await house.procedures()


async def test_a_ticket_begun_before_signing_in_becomes_theirs(house: House) -> None:
    """
    So that they can follow it from another conversation.
    """
    conversation = await house.conversation()
    begun, _ = await house.ticket.fill(conversation, None, "")
    async with house.store.begin() as work:
        await work.conversations.set_sign_in(conversation, house.proof(CAMILLE))
    taken_up, _ = await house.ticket.fill(conversation, None, "")

    assert begun.procedure.reference == taken_up.procedure.reference
    assert (CAMILLE.rpps, CAMILLE.full_name) == (taken_up.procedure.holder, taken_up.procedure.holder_name)


async def test_a_draft_of_who_signed_in_before_is_not_taken_up_by_the_next(house: House) -> None:
    """
    Two people may follow one another in one conversation: what the first wrote is not sent in the second's name.
    """
    conversation = await house.conversation(CAMILLE)
    first, _ = await house.ticket.fill(conversation, Asked.NEED, "récupérer ma boîte")
    async with house.store.begin() as work:
        await work.conversations.set_sign_in(conversation, house.proof(NOOR))

    second, _ = await house.ticket.fill(conversation, None, "")
    assert (NOOR.rpps, "") == (second.procedure.holder, second.procedure.detail("need"))
    assert first.procedure.reference != second.procedure.reference


async def test_a_ticket_begun_elsewhere_is_taken_up(house: House) -> None:
    """
    One draft a person: what was answered in another conversation is there.
    """
    first, second = await house.conversation(CAMILLE), await house.conversation(CAMILLE)
    begun, _ = await house.ticket.fill(first, Asked.NEED, "récupérer ma boîte")
    view, _ = await house.ticket.fill(second, None, "")

    assert (begun.procedure.reference, "récupérer ma boîte", Asked.CONTACT) == (
        view.procedure.reference,
        view.procedure.detail("need"),
        view.missing,
    )
    assert second == (await house.procedure(begun.procedure.reference)).conversation


async def test_an_answer_to_a_ticket_taken_up_elsewhere_is_asked_again(house: House) -> None:
    """
    What the first conversation shows may no longer be what is in the draft: its yes sends nothing.
    """
    first, second = await house.conversation(CAMILLE), await house.conversation(CAMILLE)
    await filled(house, first)
    await house.ticket.fill(second, None, "")
    with pytest.raises(Conflict):
        await house.ticket.send(first)
    view, taken = await house.ticket.fill(first, Asked.CONFIRMED, "oui")

    assert (Taken.TAKEN, Asked.CONFIRMED, []) == (taken, view.missing, await house.letters())
    assert State.CONFIRMED == (await house.ticket.send(first)).procedure.state


async def test_signing_in_joins_the_ticket_begun_elsewhere(house: House) -> None:
    """
    The newest answer to each question stays, the others too; the draft of nobody is closed.
    """
    elsewhere, conversation = await house.conversation(CAMILLE), await house.conversation()
    theirs, _ = await house.ticket.fill(elsewhere, Asked.NEED, "récupérer ma boîte")
    await house.ticket.fill(elsewhere, Asked.CONTACT, "06 12 34 56 78")
    nameless, _ = await house.ticket.fill(conversation, Asked.NEED, "changer mon adresse")
    async with house.store.begin() as work:
        await work.conversations.set_sign_in(conversation, house.proof(CAMILLE))
    view, _ = await house.ticket.fill(conversation, None, "")

    assert (theirs.procedure.reference, "changer mon adresse", "06 12 34 56 78", conversation) == (
        view.procedure.reference,
        view.procedure.detail("need"),
        view.procedure.detail("contact"),
        view.procedure.conversation,
    )
    assert State.CANCELLED == (await house.procedure(nameless.procedure.reference)).state
