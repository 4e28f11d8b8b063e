"""What a sentence answers to the questions of a ticket."""

from __future__ import annotations

import pytest

from balise.model.ticket import HERE, Asked, contact_in, edit_in, says_something, tells_need


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
        ("06 12 34 56 78 ou a.b@c.fr", "a.b@c.fr, 06 12 34 56 78"),
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
    An address, a French phone number as it was typed, or both; or the choice to leave none.
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


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (True, "je veux qu'on m'appelle, ma boîte de l'hôpital refuse mon mot de passe depuis lundi"),
        (True, "j'aimerais parler à une personne du support parce que mon nom est mal écrit dans l'annuaire"),
        (True, "un humain svp : la clinique a fermé ma boîte"),
        (False, "je veux parler à quelqu'un"),
        (False, "pouvez-vous me mettre en relation avec un conseiller humain s'il vous plaît ?"),
        (False, "je voudrais être rappelé par le support technique au sujet de ma boîte"),
        (False, "bonjour, j'ai un problème"),
        (False, "et donc du coup voilà"),
        (False, ""),
    ],
)
def test_a_sentence_that_asks_for_a_person_may_tell_what_for(told: bool, text: str) -> None:
    """
    Beside the words that only ask for somebody, it says three more at least.
    """
    assert told is tells_need(text)
