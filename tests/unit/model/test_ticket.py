"""What a sentence answers to the questions of a ticket."""

from __future__ import annotations

import pytest

from balise.model.ticket import HERE, Asked, contact_in, edit_in, says_something


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("06 12 34 56 78", "06 12 34 56 78"),
        ("0612345678", "0612345678"),
        ("06.12.34.56.78", "06.12.34.56.78"),
        ("06-12-34-56-78", "06-12-34-56-78"),
        ("+33 6 12 34 56 78", "+33 6 12 34 56 78"),
        ("+33612345678", "+33612345678"),
        ("appelez le 01 23 45 67 89 le matin", "01 23 45 67 89"),
        ("A.B@C.fr", "a.b@c.fr"),
        ("mon mail : a.b@c.fr, merci", "a.b@c.fr"),
        ("a.b arobase c.fr", "a.b@c.fr"),
        ("06 12 34 56 78 ou a.b@c.fr", "a.b@c.fr"),
        ("non", HERE),
        ("non merci", HERE),
        ("ici", HERE),
        ("je préfère ici", HERE),
        ("aucun", HERE),
        ("sans contact", HERE),
        ("pas de contact", HERE),
        ("passer", HERE),
        ("oui", None),
        ("euh", None),
        ("appelez-moi", None),
        ("06 12 34 56", None),
        ("00 12 34 56 78", None),
        ("a.b@c", None),
        ("", None),
    ],
)
def test_a_contact_is_found_in_a_sentence(text: str, contact: str | None) -> None:
    """
    An address first, else a French phone number, as it was typed; or the choice to leave none.
    """
    assert contact == contact_in(text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("modifier ma demande", Asked.NEED),
        ("je veux modifier le message", Asked.NEED),
        ("corriger", Asked.NEED),
        ("changer le contact", Asked.CONTACT),
        ("corriger mon numéro de téléphone", Asked.CONTACT),
        ("changer l’adresse", Asked.CONTACT),
        ("modifier mon mail", Asked.CONTACT),
        ("oui", None),
        ("mon mail est bon", None),
        ("", None),
    ],
)
def test_a_field_is_asked_to_be_changed(text: str, asked: Asked | None) -> None:
    """
    The contact when it is named, else the need; nothing without a word of changing.
    """
    assert asked == edit_in(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("non", False), ("...", False), ("👍", False), ("oui", False), ("non merci", False), ("ma boîte est bloquée", True)],
)
def test_a_need_says_something(text: str, expected: bool) -> None:
    """
    A bare yes, a bare no or signs are not a need.
    """
    assert expected is says_something(text)
