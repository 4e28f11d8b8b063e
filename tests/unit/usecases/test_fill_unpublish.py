"""Taking answers into the draft of a dépublication."""

from __future__ import annotations

import pytest

from balise.errors import Conflict, NotFound, NotSignedIn, TemporaryFailure
from balise.model.form import Taken
from balise.model.identity import Person
from balise.model.procedure import Actor, State
from balise.model.unpublish import Asked
from balise.usecases.auto_reply.desk import NO_BOX_LEFT, proposed_auto_reply
from balise.usecases.unpublish.desk import WITHOUT, UnpublishView
from tests.unit.usecases.house import (
    AT_HOSPITAL,
    CAMILLE,
    NOOR,
    OLD,
    S_HOSPITAL,
    S_LABO,
    S_OLD,
    SACHA,
    House,
    in_directory,
    owned,
)

LETTER = "Bonjour, je ne lis plus cette boîte. Merci d’écrire à mon cabinet, qui fera suivre vos messages."


class Form:
    """A dépublication being filled in."""

    def __init__(self, house: House, conversation: str) -> None:
        self.house, self.conversation = house, conversation

    async def say(self, text: str, asked: Asked | None = None) -> tuple[UnpublishView, Taken]:
        """Answer what is asked: what is missing, unless told otherwise."""
        view, _ = await self.house.open_unpublish(self.conversation, "")
        return await self.house.fill_unpublish(self.conversation, asked or view.missing, text)

    async def read(self, text: str) -> tuple[UnpublishView, Taken]:
        """Take the opening sentence."""
        return await self.house.fill_unpublish(self.conversation, None, text)


async def begin(house: House, person: Person, text: str = "je veux dépublier une BAL") -> Form:
    """Open the form as somebody."""
    form = Form(house, await house.conversation(person))
    await house.open_unpublish(form.conversation, text)
    await form.read(text)
    return form


# The box


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("2", S_HOSPITAL.address),
        ("la première", S_OLD.address),
        ("la dernière", S_LABO.address),
        ("celle de l'hôpital", S_HOSPITAL.address),
        ("celle de Valmont", S_HOSPITAL.address),
        ("ma BAL Mailiz", S_OLD.address),
        ("le labo des Tilleuls", S_LABO.address),
        (f"c'est {S_LABO.address.upper()}", S_LABO.address),
        ("la perso", S_OLD.address),
    ],
)
async def test_a_box_is_named_in_many_ways(house: House, text: str, address: str) -> None:
    """
    By its number, its rank, its place, its operator, its address or its nature.
    """
    view, taken = await (await begin(house, SACHA)).say(text)

    assert (Taken.TAKEN, address, Asked.KEPT) == (taken, view.procedure.address, view.missing)
    assert view.procedure == await house.procedure(view.procedure.reference)


async def test_the_opening_sentence_may_name_the_box(house: House) -> None:
    """
    It is then not asked.
    """
    form = await begin(house, SACHA, "je voudrais dépublier ma BAL de l'hôpital")
    view, _ = await form.read("")

    assert (S_HOSPITAL, Asked.KEPT) == (view.box, view.missing)


async def test_the_only_box_goes_without_saying(house: House) -> None:
    """
    It is chosen; that no other would stay is still to be accepted.
    """
    view, _ = await (await begin(house, NOOR)).read("")

    assert (owned(OLD, "n.une"), (), Asked.KEPT) == (view.box, view.others, view.missing)


async def test_the_only_other_box_goes_without_saying(house: House) -> None:
    """
    With two boxes, the one that stays is known as soon as the first is chosen.
    """
    view, _ = await (await begin(house, CAMILLE)).say("1")

    assert (OLD, AT_HOSPITAL.address, Asked.AUTO_REPLY) == (view.box, view.kept, view.missing)


async def test_an_address_that_is_not_theirs_is_refused(house: House) -> None:
    """
    The draft stays as it was, at every step.
    """
    form = await begin(house, SACHA)
    taken = []
    for answer in ("2", "1", "oui"):
        view, outcome = await form.say(OLD.address)
        taken.append(outcome)
        await form.say(answer)
    last, outcome = await form.say(OLD.address)

    assert [Taken.NOT_THEIRS] * 4 == [*taken, outcome]
    assert (S_HOSPITAL.address, S_OLD.address, Asked.CONFIRMED) == (last.procedure.address, last.kept, last.missing)
    assert view.procedure.reference == last.procedure.reference


async def test_what_fits_several_boxes_is_ambiguous(house: House) -> None:
    """
    Balise does not pick one: nothing changes.
    """
    view, taken = await (await begin(house, SACHA)).say("celle de l'hôpital ou celle du labo")

    assert (Taken.AMBIGUOUS, None) == (taken, view.box)


@pytest.mark.parametrize("text", ["bonjour", "je ne sais pas", "9", "quel temps fait-il ?"])
async def test_what_names_no_box_is_no_answer(house: House, text: str) -> None:
    """
    The draft stays as it was.
    """
    view, taken = await (await begin(house, SACHA)).say(text)

    assert (Taken.NOT_AN_ANSWER, None, 0) == (taken, view.box, view.procedure.version)


# The box that stays


async def test_the_box_that_stays_is_chosen_among_the_others(house: House) -> None:
    """
    Numbers count the boxes that are left.
    """
    form = await begin(house, SACHA)
    await form.say("1")
    view, taken = await form.say("2")

    assert (Taken.TAKEN, S_LABO.address, Asked.AUTO_REPLY) == (taken, view.kept, view.missing)


async def test_another_box_may_be_corrected_while_the_redirection_is_asked(house: House) -> None:
    """
    Asking to change the box asks for it again.
    """
    form = await begin(house, SACHA)
    await form.say("1")
    view, taken = await form.say("modifier la BAL")

    assert (Taken.TAKEN, Asked.BOX) == (taken, view.missing)


@pytest.mark.parametrize("text", ["oui", "oui je confirme", "continuer"])
async def test_leaving_no_box_is_accepted_in_so_many_words(house: House, text: str) -> None:
    """
    A person with a single box is warned, and may go on.
    """
    view, taken = await (await begin(house, NOOR)).say(text)

    assert (Taken.TAKEN, NO_BOX_LEFT, "") == (taken, view.procedure.detail("kept"), view.kept)
    assert Asked.AUTO_REPLY == view.missing


@pytest.mark.parametrize("text", ["non", "surtout pas", "non merci"])
async def test_leaving_no_box_may_be_declined(house: House, text: str) -> None:
    """
    The draft stays as it was.
    """
    view, taken = await (await begin(house, NOOR)).say(text)

    assert (Taken.DECLINED, Asked.KEPT) == (taken, view.missing)


async def test_leaving_no_box_is_never_guessed(house: House) -> None:
    """
    What is neither yes nor no is no answer.
    """
    view, taken = await (await begin(house, NOOR)).say("pourquoi ?")

    assert (Taken.NOT_AN_ANSWER, Asked.KEPT) == (taken, view.missing)


# The auto-reply


async def test_the_proposed_auto_reply_redirects_to_the_box_that_stays(house: House) -> None:
    """
    It is taken by a yes.
    """
    form = await begin(house, CAMILLE)
    await form.say("1")
    view, taken = await form.say("oui")

    assert (Taken.TAKEN, Asked.CONFIRMED) == (taken, view.missing)
    assert proposed_auto_reply(house.texts, view.kept) == view.auto_reply
    assert AT_HOSPITAL.address in view.auto_reply


async def test_the_proposed_auto_reply_redirects_nowhere_when_nothing_stays(house: House) -> None:
    """
    It names no address.
    """
    form = await begin(house, NOOR)
    await form.say("oui")
    view, _ = await form.say("oui")

    assert Asked.CONFIRMED == view.missing
    assert "@" not in view.auto_reply
    assert NO_BOX_LEFT not in view.auto_reply.split()


@pytest.mark.parametrize("text", ["sans réponse automatique", "pas de message", "non", "sans"])
async def test_one_may_have_no_auto_reply(house: House, text: str) -> None:
    """
    It is then a choice, not a lack.
    """
    form = await begin(house, CAMILLE)
    await form.say("1")
    view, taken = await form.say(text)

    assert (Taken.TAKEN, WITHOUT, "") == (taken, view.procedure.detail("auto_reply"), view.auto_reply)
    assert Asked.CONFIRMED == view.missing


async def test_one_may_write_ones_own(house: House) -> None:
    """
    Balise asks for the text, then takes it as it is.
    """
    form = await begin(house, CAMILLE)
    await form.say("1")
    asking, first = await form.say("je préfère écrire le mien")
    view, second = await form.say("  Je ne lis plus cette boîte.  ")

    assert (Taken.WRITE, Asked.AUTO_REPLY) == (first, asking.missing)
    assert (Taken.TAKEN, "Je ne lis plus cette boîte.", Asked.CONFIRMED) == (second, view.auto_reply, view.missing)
    assert "writing" not in view.procedure.details


async def test_a_text_may_be_given_at_once(house: House) -> None:
    """
    What is itself an auto-reply is taken as one.
    """
    form = await begin(house, CAMILLE)
    await form.say("1")
    view, taken = await form.say(LETTER)

    assert (Taken.TAKEN, LETTER) == (taken, view.auto_reply)


async def test_a_question_is_not_an_auto_reply(house: House) -> None:
    """
    It is left to the dialogue.
    """
    form = await begin(house, CAMILLE)
    await form.say("1")
    view, taken = await form.say("à quoi sert la réponse automatique dont vous me parlez, et qui la recevra ?")

    assert (Taken.NOT_AN_ANSWER, Asked.AUTO_REPLY) == (taken, view.missing)


# The recap


async def recap(house: House, person: Person = SACHA) -> Form:
    """Fill the form to its recap: box 2, redirected to the first, with the proposed auto-reply."""
    form = await begin(house, person)
    for answer in ("2", "1", "oui"):
        await form.say(answer)
    return form


@pytest.mark.parametrize(
    ("text", "expected"),
    [("oui", Taken.CONFIRMED), ("je confirme", Taken.CONFIRMED), ("non", Taken.DECLINED), ("hein ?", Taken.NOT_AN_ANSWER)],
)
async def test_the_recap_asks_for_an_explicit_answer(house: House, text: str, expected: Taken) -> None:
    """
    Yes confirms, no declines, the rest is no answer; the draft stays a draft, as it was.
    """
    form = await recap(house)
    before = (await form.read(""))[0].procedure
    view, taken = await form.say(text)

    assert (expected, before) == (taken, view.procedure)
    assert State.DRAFT == view.procedure.state


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("modifier la BAL", Asked.BOX),
        ("modifier la redirection", Asked.KEPT),
        ("changer le message", Asked.AUTO_REPLY),
        ("corriger la réponse automatique", Asked.AUTO_REPLY),
    ],
)
async def test_each_field_may_be_edited(house: House, text: str, asked: Asked) -> None:
    """
    It is asked again, with what depends on it.
    """
    view, taken = await (await recap(house)).say(text)

    assert (Taken.TAKEN, asked) == (taken, view.missing)


async def test_another_box_may_be_named_at_the_recap(house: House) -> None:
    """
    It replaces the box, and what depended on the first is asked again.
    """
    view, taken = await (await recap(house)).say("non, plutôt celle du labo des Tilleuls")

    assert (Taken.TAKEN, S_LABO, Asked.KEPT) == (taken, view.box, view.missing)


async def test_the_other_box_is_the_one_not_chosen(house: House) -> None:
    """
    « Non, pas celle-là, l'autre » swaps two boxes.
    """
    form = await begin(house, CAMILLE)
    for answer in ("1", "oui"):
        await form.say(answer)
    view, taken = await form.say("non, pas celle-là, l'autre")

    assert (Taken.TAKEN, AT_HOSPITAL, OLD.address) == (taken, view.box, view.kept)
    assert Asked.AUTO_REPLY == view.missing


async def test_the_other_of_three_is_asked(house: House) -> None:
    """
    When turning away leaves two boxes, Balise asks which.
    """
    view, taken = await (await recap(house)).say("non, pas celle-là, l'autre")

    assert (Taken.AMBIGUOUS, Asked.BOX) == (taken, view.missing)


async def test_editing_the_text_keeps_the_boxes(house: House) -> None:
    """
    Only the text is asked again.
    """
    form = await recap(house)
    await form.say("changer le message")
    view, _ = await form.say("sans message")

    assert (S_HOSPITAL, S_OLD.address, "", Asked.CONFIRMED) == (view.box, view.kept, view.auto_reply, view.missing)


# What surrounds the draft


async def test_reading_again_changes_nothing(house: House) -> None:
    """
    A draft that did not change is not saved again.
    """
    form = await recap(house)
    first, _ = await form.read("")
    second, taken = await form.read("où en étions-nous ?")

    assert (first, Taken.TAKEN) == (second, taken)


async def test_there_must_be_a_draft(house: House) -> None:
    """
    NotFound without one, NotSignedIn without anybody.
    """
    with pytest.raises(NotFound):
        await house.fill_unpublish(await house.conversation(CAMILLE), Asked.BOX, "1")
    with pytest.raises(NotSignedIn):
        await house.fill_unpublish(await house.conversation(), Asked.BOX, "1")


async def test_a_box_that_has_left_the_directory_is_asked_again(house: House) -> None:
    """
    The draft cannot be about a box that is no longer published.
    """
    form = await recap(house)
    house.directory.professionals = [in_directory(SACHA, S_OLD, S_LABO)]
    view, _ = await form.read("")

    assert (None, Asked.BOX) == (view.box, view.missing)


async def test_a_directory_that_is_down_leaves_the_draft(house: House) -> None:
    """
    TemporaryFailure; what was filled in is still there after.
    """
    form = await recap(house)
    before, _ = await form.read("")
    house.directory.failure = TemporaryFailure("down")
    with pytest.raises(TemporaryFailure):
        await house.fill_unpublish(form.conversation, Asked.CONFIRMED, "oui")
    house.directory.failure = None

    assert before == (await form.read(""))[0]


async def test_two_answers_at_once_do_not_overwrite_each_other(house: House) -> None:
    """
    The second writer is told, and the first answer stays.
    """
    form = await recap(house)
    async with house.store.begin() as work:
        seen = (await work.procedures.of_conversation(form.conversation))[0]
        await form.say("changer le message")
        with pytest.raises(Conflict):
            await work.procedures.save(seen.moved(State.CANCELLED, Actor.PRACTITIONER, house.clock()))

    view, _ = await form.read("")
    assert (State.DRAFT, Asked.AUTO_REPLY) == (view.procedure.state, view.missing)


async def test_a_yes_to_a_draft_another_conversation_took_up_only_takes_it_back(house: House) -> None:
    """
    The recap is shown again before anything can be confirmed.
    """
    first, second = await house.conversation(CAMILLE), await house.conversation(CAMILLE)
    await house.filled(first)
    await house.open_unpublish(second, "")

    view, taken = await house.fill_unpublish(first, Asked.CONFIRMED, "oui")
    assert (first, Taken.TAKEN) == (view.procedure.conversation, taken)
    _, taken = await house.fill_unpublish(first, Asked.CONFIRMED, "oui")
    assert Taken.CONFIRMED is taken
