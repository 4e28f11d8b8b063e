"""What an answer chooses."""

from __future__ import annotations

import pytest

from balise.model.choice import Choice, choice_in


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("oui", Choice.YES),
        ("je confirme", Choice.YES),
        ("envoyez", Choice.YES),
        ("Envoyer", Choice.YES),
        ("envoie", Choice.YES),
        ("continuer", Choice.YES),
        ("utiliser ce message", Choice.YES),
        ("garder", Choice.YES),
        ("non", Choice.NO),
        ("non merci", Choice.NO),
        ("n’envoyez pas", Choice.NO),
        ("n’envoyez rien", Choice.NO),
        ("surtout pas", Choice.NO),
        ("ce n’est pas ça", Choice.NO),
        ("sans", Choice.WITHOUT),
        ("sans réponse automatique", Choice.WITHOUT),
        ("pas de message", Choice.WITHOUT),
        ("aucune réponse", Choice.WITHOUT),
        ("je ne veux pas de réponse automatique", Choice.WITHOUT),
        ("écrire le mien", Choice.WRITE),
        ("je préfère écrire le mien", Choice.WRITE),
        ("je veux rédiger mon propre texte", Choice.WRITE),
        ("modifier la BAL", Choice.EDIT_BOX),
        ("changer de boîte", Choice.EDIT_BOX),
        ("corriger l’adresse", Choice.EDIT_BOX),
        ("modifier la redirection", Choice.EDIT_KEPT),
        ("changer la boîte conservée", Choice.EDIT_KEPT),
        ("changer l’adresse de redirection", Choice.EDIT_KEPT),
        ("une autre redirection", Choice.EDIT_KEPT),
        ("modifier le message", Choice.EDIT_AUTO_REPLY),
        ("changer le texte", Choice.EDIT_AUTO_REPLY),
        ("corriger la réponse", Choice.EDIT_AUTO_REPLY),
        ("un autre message", Choice.EDIT_AUTO_REPLY),
        ("la garder publiée", Choice.KEEP),
        ("laissez-la publiée", Choice.KEEP),
        ("modifier les dates", Choice.EDIT_PERIOD),
        ("changer la durée", Choice.EDIT_PERIOD),
        ("une autre période", Choice.EDIT_PERIOD),
        ("bonjour", None),
        ("hein ?", None),
        ("l’hôpital", None),
        ("2", None),
        ("", None),
    ],
)
def test_a_sentence_makes_a_choice(text: str, choice: Choice | None) -> None:
    """
    Among those the form offers, or none.
    """
    assert choice == choice_in(text)
