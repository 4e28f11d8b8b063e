"""What a sentence answers to the questions of a dépublication."""

from __future__ import annotations

import pytest

from balise.model.form import confirms
from balise.model.unpublish import Choice, choice_in, looks_like_auto_reply, speaks_of_kept


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


@pytest.mark.parametrize(
    ("text", "auto_reply"),
    [
        ("Bonjour, je ne lis plus cette boîte.", True),
        ("Madame, Monsieur, merci d’écrire ailleurs", True),
        ("Cher confrère, écrivez-moi à mon cabinet", True),
        ("Je ne consulte plus cette adresse, merci d’écrire désormais à mon cabinet de Valmont.", True),
        ("oui", False),
        ("Bonjour", False),
        ("Bonjour, à quoi sert ce message ?", False),
        ("Bonjour, je voudrais changer de boîte", False),
        ("je voudrais que vous retiriez plutôt celle du laboratoire des Tilleuls, à Brumes", False),
        ("", False),
    ],
)
def test_the_text_of_an_auto_reply_is_told_from_an_answer(text: str, auto_reply: bool) -> None:
    """
    A greeting or a long sentence is one; a question or a request is not.
    """
    assert auto_reply == looks_like_auto_reply(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("redirigez vers l’autre", True),
        ("la redirection vers l’hôpital", True),
        ("je garde celle de Mailiz", True),
        ("conserver la 2", True),
        ("non, l’autre", False),
        ("dépublier celle de Mailiz", False),
    ],
)
def test_the_box_that_stays_is_told_from_the_one_that_goes(text: str, kept: bool) -> None:
    """
    By the verbs of keeping and redirecting.
    """
    assert kept == speaks_of_kept(text)


@pytest.mark.parametrize("text", ["oui, je confirme", "Envoyer la demande", "envoyez-la", "oui envoie ma demande svp", "👍"])
def test_confirms(text: str) -> None:
    """A whole message that agrees to the sending confirms."""
    assert confirms(text)


@pytest.mark.parametrize(
    "text",
    [
        "j'utilise encore cette boîte",
        "gardez-la",
        "utilisez l'autre adresse",
        "envoyez-moi une copie d'abord",
        "envoie le récapitulatif à mon associé",
        "continuez à la laisser",
        "👍 mais pas cette boîte",
    ],
)
def test_does_not_confirm(text: str) -> None:
    """A message that only begins like a yes sends nothing."""
    assert not confirms(text)
