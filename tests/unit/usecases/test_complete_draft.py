"""An agent helps with a draft; only its holder can agree to it."""

from __future__ import annotations

import pytest

from balise.errors import Conflict, Invalid, NotFound
from balise.model.form import Taken
from balise.model.procedure import Actor, Kind, Procedure, State
from balise.model.ticket import Asked as Ticket
from balise.model.unpublish import Asked
from balise.usecases.drafts.complete import CompleteDraft
from tests.unit.usecases.house import AT_HOSPITAL, CAMILLE, NOOR, OLD, SECRETARIAT, House

TEXT = "Bonjour, cette boîte n’est plus relevée. Merci d’écrire à l’hôpital."


@pytest.fixture
def complete(house: House) -> CompleteDraft:
    """Lend the use case."""
    return CompleteDraft(house.store, house.directory, house.texts, house.clock)


async def begun(house: House) -> tuple[str, Procedure]:
    """Begin a dépublication whose recap is shown; return the conversation and the draft."""
    conversation = await house.conversation(CAMILLE)
    return conversation, await house.filled(conversation)


@pytest.mark.parametrize(("field", "value"), [("kept", AT_HOSPITAL.address), ("auto_reply", TEXT), ("auto_reply", f"  {TEXT} ")])
async def test_an_agent_fills_a_field(house: House, complete: CompleteDraft, field: str, value: str) -> None:
    """
    One of the holder's boxes, or a text; the history says who, and it is still a draft.
    """
    _, draft = await begun(house)
    filled = await complete(draft.reference, field, value)

    last = filled.history[-1]
    assert (value.strip(), State.DRAFT) == (filled.detail(field), filled.state)
    assert (Actor.AGENT, State.DRAFT, State.DRAFT, "completed") == (last.by, last.before, last.after, last.why)
    assert filled == await house.procedure(draft.reference)


async def test_the_holder_is_told_where_they_began(house: House, complete: CompleteDraft) -> None:
    """
    That the support has completed it, and that only they can confirm.
    """
    conversation, draft = await begun(house)
    await complete(draft.reference, "auto_reply", TEXT)

    (told,) = [m.text for m in await house.messages(conversation) if draft.reference in m.text]
    assert "vous seul pouvez le confirmer" in told


async def test_a_yes_to_the_former_recap_agrees_to_nothing(house: House, complete: CompleteDraft) -> None:
    """
    What was shown is not what would be sent: the recap is shown anew, and only a yes to that one sends.
    """
    conversation, draft = await begun(house)
    await complete(draft.reference, "auto_reply", TEXT)

    with pytest.raises(Conflict):
        await house.confirm_unpublish(conversation)
    _, first = await house.fill_unpublish(conversation, Asked.CONFIRMED, "oui, je confirme")
    _, second = await house.fill_unpublish(conversation, Asked.CONFIRMED, "oui, je confirme")
    sent = (await house.confirm_unpublish(conversation)).procedure
    assert ([Taken.TAKEN, Taken.CONFIRMED], TEXT) == ([first, second], sent.detail("auto_reply"))


async def test_a_ticket_is_completed_in_the_same_way(house: House, complete: CompleteDraft) -> None:
    """
    Its need is a text; a yes to what was shown before does not send it.
    """
    conversation = await house.conversation()
    await house.ticket.fill(conversation, Ticket.NEED, "je ne reçois plus rien depuis lundi")
    view, _ = await house.ticket.fill(conversation, Ticket.CONTACT, "sans contact")
    await complete(view.procedure.reference, "need", "La BAL de Valmont ne reçoit plus depuis lundi")

    _, taken = await house.ticket.fill(conversation, Ticket.CONFIRMED, "oui")
    assert Taken.TAKEN is taken


async def test_another_box_asks_again_what_followed_from_the_first(house: House, complete: CompleteDraft) -> None:
    """
    The box that stays and the auto-reply were said of the former one.
    """
    _, draft = await begun(house)
    filled = await complete(draft.reference, "address", AT_HOSPITAL.address)

    assert (AT_HOSPITAL.address, "", "") == (filled.address, filled.detail("kept"), filled.detail("auto_reply"))


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("address", "autre@ailleurs.test", "box"),
        ("address", SECRETARIAT.address, "box"),
        ("kept", OLD.address, "box"),
        ("auto_reply", "   ", "text"),
        ("auto_reply", "x" * 2001, "text"),
        ("auto_reply", "numéro de sécurité sociale 1 84 12 76 451 089 46", "text"),
        ("confirmed", "yes", "field"),
        ("recipient", "x@y.test", "field"),
        ("conversation", "autre", "field"),
        ("", "", "field"),
    ],
)
async def test_what_an_agent_may_not_fill(house: House, complete: CompleteDraft, field: str, value: str, reason: str) -> None:
    """
    Neither somebody else's box, nor the same one twice, nor an empty or a patient's text, nor another field.
    """
    _, draft = await begun(house)
    with pytest.raises(Invalid) as refused:
        await complete(draft.reference, field, value)

    assert reason == refused.value.reason
    assert draft == await house.procedure(draft.reference)


async def test_only_drafts_are_completed(house: House, complete: CompleteDraft) -> None:
    """
    Conflict once it is confirmed, NotFound when nobody knows it.
    """
    confirmed = await house.confirmed(await house.conversation(CAMILLE))
    with pytest.raises(Conflict):
        await complete(confirmed.reference, "auto_reply", TEXT)
    with pytest.raises(NotFound):
        await complete("ZZZZ-ZZZ2", "auto_reply", TEXT)


async def test_drafts_are_listed_the_last_touched_first(house: House, complete: CompleteDraft) -> None:
    """
    With since when they have been left; what is confirmed is not among them.
    """
    await house.confirmed(await house.conversation(NOOR))
    _, older = await begun(house)
    house.clock.advance(seconds=60)
    view, _ = await house.ticket.fill(await house.conversation(), None, "")
    house.clock.advance(seconds=60)
    touched = await complete(older.reference, "auto_reply", TEXT)

    found = await complete.drafts()
    assert [(touched.reference, house.clock()), (view.procedure.reference, view.procedure.created_at)] == [
        (p.reference, at) for p, at in found
    ]
    assert Kind.TICKET is found[1][0].kind
