"""Confirming a dépublication: the state, the history and the letter together."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from balise.errors import Conflict, NotFound, NotSignedIn, TemporaryFailure
from balise.model.letter import Fields, blocks
from balise.model.operator import Operator
from balise.model.procedure import Actor, State
from balise.usecases.procedures.ask_operator import AskOperator
from balise.usecases.unpublish.confirm import ConfirmUnpublish
from tests.unit.usecases.house import AT_HOSPITAL, CAMILLE, MAILIZ, NOOR, OLD, SILENT, SUPPORT, House, in_directory


async def test_confirming_moves_the_procedure_and_queues_the_letter(house: House) -> None:
    """
    The move is the practitioner's, and the letter will make it sent.
    """
    conversation = await house.conversation(CAMILLE)
    confirmed = await house.confirmed(conversation)

    (letter,) = await house.letters()
    assert confirmed == await house.procedure(confirmed.reference)
    assert (State.CONFIRMED, Actor.PRACTITIONER, State.DRAFT) == (
        confirmed.state,
        confirmed.history[-1].by,
        confirmed.history[-1].before,
    )
    key = f"{confirmed.reference}-request-{MAILIZ.id}"
    assert (key, confirmed.reference, State.SENT) == (letter.key, letter.reference, letter.then)


async def test_the_letter_says_everything_the_operator_needs(house: House) -> None:
    """
    Reference, address, holder, RPPS, the box that stays, and the auto-reply as it was written.
    """
    conversation = await house.conversation(CAMILLE)
    draft = await house.filled(conversation)
    async with house.store.begin() as work:
        await work.procedures.save(draft.edited(auto_reply="Écrivez à mon cabinet {kept}."))
    await house.confirm_unpublish(conversation)

    (letter,) = await house.letters()
    needed = [draft.reference, OLD.address, "Camille Lemoine", CAMILLE.rpps, AT_HOSPITAL.address, "Écrivez à mon cabinet {kept}."]
    assert [] == [words for words in needed if words not in letter.body]
    assert draft.reference in letter.subject
    assert OLD.address in letter.subject


async def test_the_letter_goes_to_the_operator_of_the_box(house: House) -> None:
    """
    When a contact that takes requests is known; whom it was sent to is noted in the procedure.
    """
    confirmed = await house.confirmed(await house.conversation(CAMILLE), "celle de Mailiz")

    (letter,) = await house.letters()
    assert (MAILIZ.email, MAILIZ.email) == (letter.recipient, confirmed.detail("recipient"))
    assert house.texts.line("letter_to_support") not in letter.body


@pytest.mark.parametrize("operator", [SILENT, None])
async def test_the_letter_goes_to_the_support_desk_otherwise(house: House, operator: Operator | None) -> None:
    """
    An operator without contact, or nobody knows which: the desk is asked to pass it on.
    """
    house.operators.domains["silent.test"] = (operator,) if operator else ()
    await house.confirmed(await house.conversation(CAMILLE), "celle de l'hôpital")

    (letter,) = await house.letters()
    assert SUPPORT == letter.recipient
    assert house.texts.line("letter_to_support") in letter.body
    assert (operator.label if operator else house.texts.line("operator_unknown")) in letter.body


async def test_the_likeliest_operator_that_can_be_written_to_is_written_to(house: House) -> None:
    """
    When several may provide a domain, the first without contact does not stop the second.
    """
    house.operators.domains["mailiz.test"] = (SILENT, MAILIZ)
    await house.confirmed(await house.conversation(CAMILLE), "celle de Mailiz")

    (letter,) = await house.letters()
    assert MAILIZ.email == letter.recipient
    assert f"{SILENT.label}, {MAILIZ.label}" in letter.body


async def test_the_last_box_leaves_without_a_redirection(house: House) -> None:
    """
    The letter says that no other box stays published, and that no auto-reply is wanted.
    """
    await house.confirmed(await house.conversation(NOOR))

    (letter,) = await house.letters()
    assert house.texts.line("letter_no_kept") in letter.body
    assert house.texts.line("letter_no_auto_reply") in letter.body.splitlines()


async def test_an_incomplete_draft_is_not_sent(house: House) -> None:
    """
    Conflict: nothing moves, nothing is queued.
    """
    conversation = await house.conversation(CAMILLE)
    view, _ = await house.open_unpublish(conversation, "dépublier")
    with pytest.raises(Conflict):
        await house.confirm_unpublish(conversation)

    assert (view.procedure, []) == (await house.procedure(view.procedure.reference), await house.letters())


async def test_a_box_that_has_left_the_directory_is_not_asked_for(house: House) -> None:
    """
    What was complete no longer is.
    """
    conversation = await house.conversation(CAMILLE)
    await house.filled(conversation)
    house.directory.professionals = [in_directory(CAMILLE, AT_HOSPITAL)]
    with pytest.raises(Conflict):
        await house.confirm_unpublish(conversation)

    assert [] == await house.letters()


async def test_confirming_twice_sends_once(house: House) -> None:
    """
    The second time there is no draft left.
    """
    conversation = await house.conversation(CAMILLE)
    await house.confirmed(conversation)
    with pytest.raises(NotFound):
        await house.confirm_unpublish(conversation)

    assert 1 == len(await house.letters())


async def test_confirming_twice_at_once_sends_once(house: House) -> None:
    """
    Two presses of the same button make one request.
    """
    conversation = await house.conversation(CAMILLE)
    await house.filled(conversation)
    results = await asyncio.gather(*(house.confirm_unpublish(conversation) for _ in range(2)), return_exceptions=True)

    assert 1 == sum(isinstance(result, Conflict | NotFound) for result in results)
    assert 1 == len(await house.letters())


async def test_only_who_is_signed_in_may_confirm(house: House) -> None:
    """
    NotSignedIn without anybody; somebody else has no draft.
    """
    await house.filled(await house.conversation(CAMILLE))
    with pytest.raises(NotSignedIn):
        await house.confirm_unpublish(await house.conversation())
    with pytest.raises(NotFound):
        await house.confirm_unpublish(await house.conversation(NOOR))

    assert [] == await house.letters()


async def test_everything_is_kept_together_or_not_at_all(house: House) -> None:
    """
    When the letter cannot be written, the procedure is still a draft.
    """
    conversation = await house.conversation(CAMILLE)
    draft = await house.filled(conversation)

    class Wordless:
        def __init__(self) -> None:
            self.say = house.texts.say

        def line(self, key: str, **values: str) -> str:
            raise LookupError(f"{key} {values}")

    with pytest.raises(LookupError):
        await ConfirmUnpublish(house.store, house.desk, AskOperator(Wordless(), house.clock), house.texts)(conversation)

    assert (draft, []) == (await house.procedure(draft.reference), await house.letters())


async def test_a_directory_that_is_down_confirms_nothing(house: House) -> None:
    """
    TemporaryFailure: the draft can be confirmed later.
    """
    conversation = await house.conversation(CAMILLE)
    draft = await house.filled(conversation)
    house.directory.failure = TemporaryFailure("down")
    with pytest.raises(TemporaryFailure):
        await house.confirm_unpublish(conversation)
    house.directory.failure = None

    assert replace(draft, version=0) == replace(await house.procedure(draft.reference), version=0)
    assert State.CONFIRMED == (await house.confirm_unpublish(conversation)).procedure.state


async def test_a_draft_taken_up_in_another_conversation_is_not_confirmed_from_the_first(house: House) -> None:
    """
    What the first conversation shows may no longer be what would be sent.
    """
    first, second = await house.conversation(CAMILLE), await house.conversation(CAMILLE)
    await house.filled(first)
    await house.open_unpublish(second, "")

    with pytest.raises(Conflict):
        await house.confirm_unpublish(first)
    assert [] == await house.letters()


async def test_the_letter_names_the_holder_as_the_directory_does(house: House) -> None:
    """
    Title, profession and the structure of the box, by which a support desk finds the account; where to write to the holder.
    """
    known = replace(in_directory(CAMILLE, OLD, AT_HOSPITAL), family="LEMOINE-ESSAI", title="Dr", skill="Gériatrie")
    house.directory.professionals = [known]
    await house.confirmed(await house.conversation(CAMILLE), "celle de l'hôpital")

    (letter,) = await house.letters()
    fields = dict(row for block in blocks(letter.body) if isinstance(block, Fields) for row in block.rows)
    assert f"Dr Camille LEMOINE-ESSAI, RPPS {CAMILLE.rpps}" == fields["Titulaire"]
    assert "Médecin, Gériatrie" == fields["Profession"]
    assert "CENTRE HOSPITALIER DE VALMONT, VALMONT" == fields["Structure de cette BAL"]
    assert OLD.address in fields["Contact"]


async def test_nothing_typed_passes_for_a_field_of_the_letter(house: House) -> None:
    """
    Neither the auto-reply nor a name can add an address to depublish, nor a header.
    """
    false = "\r\nBcc: x@ailleurs.test\r\n\r\nBAL à dépublier\u00a0: autre@medecin.mailiz.test"
    house.directory.professionals = [replace(in_directory(CAMILLE, OLD, AT_HOSPITAL), family=f"Lemoine{false}")]
    conversation = await house.conversation(CAMILLE)
    draft = await house.filled(conversation)
    async with house.store.begin() as work:
        await work.procedures.save(draft.edited(auto_reply=f"Bonjour{false}"))
    await house.confirm_unpublish(conversation)

    (letter,) = await house.letters()
    rows = [row for block in blocks(letter.body) if isinstance(block, Fields) for row in block.rows]
    assert [OLD.address] == [value for label, value in rows if label == "BAL à dépublier"]
    assert not any(line.startswith(("Bcc", "BAL à dépublier\u00a0: autre")) for line in letter.body.splitlines())
