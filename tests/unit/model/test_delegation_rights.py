"""What a delegate may do, in people's words."""

from __future__ import annotations

import pytest

from balise.model.delegation_rights import corrects_rights, rights_in
from balise.model.paper import Right

READ, REPLY, FILE, DELETE = Right


@pytest.mark.parametrize(
    ("text", "rights"),
    [
        ("lire", {READ}),
        ("juste lire", {READ}),
        ("lecture seule", {READ}),
        ("qu'elle ne puisse que consulter", {READ}),
        ("elle ne peut que lire", {READ}),
        ("seulement la lecture", {READ}),
        ("lire tous mes messages", {READ}),
        ("lire et répondre", {READ, REPLY}),
        ("lecture et écriture", {READ, REPLY}),
        ("consulter et envoyer des messages", {READ, REPLY}),
        ("répondre", {READ, REPLY}),
        ("qu'elle lise, réponde et classe", {READ, REPLY, FILE}),
        ("qu'elle réponde mais ne classe rien", {READ, REPLY}),
        ("lire et répondre mais pas classer ni supprimer", {READ, REPLY}),
        ("elle ne doit pas supprimer mais peut classer", {READ, FILE}),
        ("tout sauf supprimer", {READ, REPLY, FILE}),
        ("tout, hormis la suppression", {READ, REPLY, FILE}),
        ("tout sauf classer, supprimer", {READ, REPLY}),
        ("elle peut tout faire à part effacer", {READ, REPLY, FILE}),
        ("surtout pas supprimer", {READ, REPLY, FILE}),
        ("je ne veux pas qu'elle supprime", {READ, REPLY, FILE}),
        ("ne rien supprimer", {READ, REPLY, FILE}),
        ("lire, répondre, classer, supprimer", set(Right)),
        ("tous les droits", set(Right)),
        ("comme moi", set(Right)),
        ("tout", set(Right)),
    ],
)
def test_rights_are_said_in_many_ways(text: str, rights: set[Right]) -> None:
    """
    Whatever else is given, reading is; what is only refused leaves the rest.
    """
    assert rights == rights_in(text, asked=True)


@pytest.mark.parametrize("text", ["oui", "hein ?", "pas du tout", "rien", "ma secrétaire", "tout le monde", "2", ""])
def test_some_answers_give_no_right(text: str) -> None:
    """
    They are not guessed.
    """
    assert rights_in(text, asked=True) is None


@pytest.mark.parametrize("text", ["tout d'abord bonjour", "je veux une réponse automatique", "surtout pas mon conjoint", "tout"])
def test_an_opening_sentence_gives_no_right_by_accident(text: str) -> None:
    """
    Where rights are not what was asked, « tout » and what is refused say too little.
    """
    assert rights_in(text) is None


@pytest.mark.parametrize(
    ("text", "corrects"),
    [
        ("qu'elle puisse aussi classer", True),
        ("finalement juste lire", True),
        ("sans supprimer, mais lire", True),
        ("je veux voir la demande", False),
        ("oui", False),
    ],
)
def test_only_what_speaks_of_rights_changes_them_at_the_recap(text: str, corrects: bool) -> None:
    """
    A verb alone may be about the request itself.
    """
    assert corrects == corrects_rights(text)
