"""Identifying the boxes of a person."""

from __future__ import annotations

import pytest

from balise.errors import NotFound, NotSignedIn, TemporaryFailure
from balise.usecases.mailboxes.list_boxes import ListBoxes
from tests.unit.usecases.house import AS_OF, AT_HOSPITAL, CAMILLE, MAILIZ, OLD, SACHA, SILENT, House


@pytest.fixture
def list_boxes(house: House) -> ListBoxes:
    """Lend the use case."""
    return ListBoxes(house.store, house.directory, house.operators)


async def test_a_person_sees_their_boxes(house: House, list_boxes: ListBoxes) -> None:
    """
    All of them, with the date of the directory and who they are.
    """
    found = await list_boxes(await house.conversation(CAMILLE))

    assert ((OLD, AT_HOSPITAL), AS_OF, CAMILLE) == (found.boxes, found.listing.as_of, found.person)


async def test_each_box_has_its_operators(list_boxes: ListBoxes) -> None:
    """
    In the order of the boxes; none when the domain is unknown.
    """
    found = await list_boxes.of(SACHA.rpps)

    assert ((MAILIZ,), (SILENT,), ()) == found.operators


async def test_looking_up_a_number_needs_no_login(list_boxes: ListBoxes) -> None:
    """
    The directory is public: anybody may look up an RPPS, and is nobody in particular.
    """
    found = await list_boxes.of(CAMILLE.rpps)

    assert ((OLD, AT_HOSPITAL), None) == (found.boxes, found.person)


async def test_an_unknown_number_has_an_empty_list(list_boxes: ListBoxes) -> None:
    """
    It is not an error: no box found proves nothing.
    """
    found = await list_boxes.of("10000000000")

    assert ((), ()) == (found.boxes, found.operators)


async def test_my_boxes_need_a_login(house: House, list_boxes: ListBoxes) -> None:
    """
    Nobody's boxes cannot be listed.
    """
    with pytest.raises(NotSignedIn):
        await list_boxes(await house.conversation())
    with pytest.raises(NotFound):
        await list_boxes("unknown")


async def test_a_directory_that_is_down_is_said_to_be(house: House, list_boxes: ListBoxes) -> None:
    """
    An outage is not an empty list.
    """
    conversation = await house.conversation(CAMILLE)
    house.directory.failure = TemporaryFailure("down")
    with pytest.raises(TemporaryFailure):
        await list_boxes(conversation)
