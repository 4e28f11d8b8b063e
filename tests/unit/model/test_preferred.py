"""Which box is preferred, where."""

from __future__ import annotations

import pytest

from balise.model.mailbox import Mailbox, MailboxKind, Structure
from balise.model.preferred import asks_the_sheet, edits, place_of


@pytest.mark.parametrize(
    ("structure", "place"),
    [(Structure("CABINET", city="LYON"), "CABINET, LYON"), (Structure("CABINET"), "CABINET"), (None, "")],
)
def test_a_practice_situation_is_a_structure_and_its_town(structure: Structure | None, place: str) -> None:
    """A box tied to the person alone is of no place."""
    assert place == place_of(Mailbox("a@b.test", MailboxKind.PER, structure))


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("comment choisir ma BAL privilégiée", True),
        ("à quoi ça sert une BAL privilégiée", True),
        ("pourquoi choisir", True),
        ("laquelle de mes adresses dois-je privilégier au cabinet ?", False),
        ("je veux choisir ma BAL privilégiée", False),
        ("faites connaître mon adresse", False),
    ],
)
def test_how_one_chooses_is_told_from_the_wish_to_choose(text: str, how: bool) -> None:
    """The sheet answers the first, the form the second."""
    assert how is asks_the_sheet(text)


@pytest.mark.parametrize(
    ("text", "edit"),
    [("choisir une autre BAL", True), ("modifier mon choix", True), ("oui", False), ("celle du cabinet", False)],
)
def test_another_choice_is_asked_for(text: str, edit: bool) -> None:
    """In the words of the button, or in one's own."""
    assert edit is edits(text)
