"""Starting a dépublication, or taking up the one left unfinished."""

from __future__ import annotations

import pytest

from balise.errors import Conflict, NotFound, NotSignedIn, Refused, TemporaryFailure
from balise.model.mailbox import Mailbox, MailboxKind
from balise.model.procedure import Kind, State
from balise.model.unpublish import Asked
from tests.unit.usecases.house import AT_HOSPITAL, CAMILLE, NOBODY, NOOR, OLD, SECRETARIAT, House, in_directory


async def test_a_new_draft_belongs_to_who_is_signed_in(house: House) -> None:
    """
    It is theirs, of this conversation, of today, with the box still to be asked among theirs.
    """
    conversation = await house.conversation(CAMILLE)
    view, resumed = await house.open_unpublish(conversation, "je veux dépublier une BAL")

    kept = await house.procedure(view.procedure.reference)
    assert (kept, False) == (view.procedure, resumed)
    assert (Kind.UNPUBLISH, State.DRAFT, CAMILLE.rpps, "Camille Lemoine", conversation, house.clock()) == (
        kept.kind,
        kept.state,
        kept.holder,
        kept.holder_name,
        kept.conversation,
        kept.created_at,
    )
    assert ((OLD, AT_HOSPITAL), Asked.BOX) == (view.boxes, view.missing)


async def test_nobody_starts_a_procedure_without_signing_in(house: House) -> None:
    """
    NotSignedIn, and nothing is kept.
    """
    with pytest.raises(NotSignedIn):
        await house.open_unpublish(await house.conversation(), f"dépublier {OLD.address}")

    assert [] == await house.procedures()


async def test_the_box_of_somebody_else_is_refused(house: House) -> None:
    """
    An address that the directory does not give to this person stops the procedure, and nothing is kept.
    """
    conversation = await house.conversation(NOOR)
    with pytest.raises(Refused, match="not_holder"):
        await house.open_unpublish(conversation, f"dépublier {OLD.address.upper()}")

    assert [] == await house.procedures()


async def test_the_box_of_a_service_is_refused(house: House) -> None:
    """
    An organisational box is nobody's own.
    """
    house.directory.professionals = [in_directory(CAMILLE, OLD, SECRETARIAT)]
    conversation = await house.conversation(CAMILLE)
    with pytest.raises(Refused, match="not_holder"):
        await house.open_unpublish(conversation, f"dépublier {SECRETARIAT.address}")

    view, _ = await house.open_unpublish(conversation, "dépublier")
    assert (OLD,) == view.boxes


async def test_a_person_without_boxes_has_nothing_to_depublish(house: House) -> None:
    """
    NotFound, and nothing is kept.
    """
    with pytest.raises(NotFound):
        await house.open_unpublish(await house.conversation(NOBODY), "dépublier ma BAL")

    assert [] == await house.procedures()


async def test_one_of_their_own_boxes_may_be_named(house: House) -> None:
    """
    Whatever its case.
    """
    conversation = await house.conversation(CAMILLE)
    view, _ = await house.open_unpublish(conversation, f"dépublier {OLD.address.upper()}")

    assert CAMILLE.rpps == view.procedure.holder


async def test_a_box_listed_twice_is_one_box(house: House) -> None:
    """
    The directory may name an address once a site; it is the first line that is shown. Boxes without a kind are kept.
    """
    unknown = Mailbox("c@x.test", MailboxKind.UNKNOWN)
    house.directory.professionals = [in_directory(CAMILLE, OLD, unknown, Mailbox(OLD.address, OLD.kind, AT_HOSPITAL.structure))]
    view, _ = await house.open_unpublish(await house.conversation(CAMILLE), "dépublier")

    assert (OLD, unknown) == view.boxes


async def test_an_unfinished_draft_is_taken_up(house: House) -> None:
    """
    In the same conversation: the same reference, where it was left.
    """
    conversation = await house.conversation(CAMILLE)
    draft = await house.filled(conversation)
    view, resumed = await house.open_unpublish(conversation, "dépublier une boîte")

    assert (draft, True, Asked.CONFIRMED) == (view.procedure, resumed, view.missing)
    assert 1 == len(await house.procedures())


async def test_a_draft_is_taken_up_from_another_conversation(house: House) -> None:
    """
    On another day or another channel; it then belongs to the new conversation.
    """
    draft = await house.filled(await house.conversation(CAMILLE))
    elsewhere = await house.conversation(CAMILLE)
    view, resumed = await house.open_unpublish(elsewhere, "dépublier")

    assert (draft.reference, elsewhere, True) == (view.procedure.reference, view.procedure.conversation, resumed)
    assert view.procedure == await house.procedure(draft.reference)


async def test_an_empty_draft_is_not_worth_mentioning(house: House) -> None:
    """
    When no box was chosen yet, the person is not told that something was begun.
    """
    conversation = await house.conversation(CAMILLE)
    await house.open_unpublish(conversation, "dépublier")
    _, resumed = await house.open_unpublish(conversation, "dépublier")

    assert not resumed
    assert 1 == len(await house.procedures())


async def test_a_draft_is_nobody_elses(house: House) -> None:
    """
    Another person begins their own.
    """
    mine = await house.filled(await house.conversation(CAMILLE))
    view, resumed = await house.open_unpublish(await house.conversation(NOOR), "dépublier")

    assert not resumed
    assert mine.reference != view.procedure.reference


async def test_a_box_under_way_is_not_offered_again(house: House) -> None:
    """
    Its request has been made: naming it is a conflict, and the other boxes remain.
    """
    conversation = await house.conversation(CAMILLE)
    await house.confirmed(conversation)
    with pytest.raises(Conflict):
        await house.open_unpublish(conversation, f"dépublier {OLD.address}")
    view, resumed = await house.open_unpublish(conversation, "dépublier")

    assert ((AT_HOSPITAL,), False) == (view.boxes, resumed)


async def test_a_cancelled_request_may_be_made_again(house: House) -> None:
    """
    The box is offered as before.
    """
    conversation = await house.conversation(CAMILLE)
    await house.cancel(conversation, (await house.confirmed(conversation)).reference)
    view, _ = await house.open_unpublish(conversation, f"dépublier {OLD.address}")

    assert (OLD, AT_HOSPITAL) == view.boxes


async def test_a_directory_that_is_down_starts_nothing(house: House) -> None:
    """
    TemporaryFailure, and nothing is kept.
    """
    conversation = await house.conversation(CAMILLE)
    house.directory.failure = TemporaryFailure("down")
    with pytest.raises(TemporaryFailure):
        await house.open_unpublish(conversation, "dépublier")

    assert [] == await house.procedures()


async def test_a_box_under_way_is_known_by_its_name_too(house: House) -> None:
    """
    « celle de Mailiz », once asked for, is not mistaken for the box that is left.
    """
    conversation = await house.conversation(CAMILLE)
    await house.confirmed(conversation, "celle de Mailiz")

    with pytest.raises(Conflict):
        await house.open_unpublish(conversation, "dépublier ma boîte Mailiz")


async def test_when_every_box_is_under_way_it_is_said(house: House) -> None:
    """
    « Aucune BAL » would be false.
    """
    conversation = await house.conversation(NOOR)
    await house.confirmed(conversation)

    with pytest.raises(Conflict):
        await house.open_unpublish(conversation, "dépublier une BAL")
