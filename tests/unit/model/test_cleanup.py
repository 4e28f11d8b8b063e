"""Reading what is said of a cleanup."""

from __future__ import annotations

import pytest

from balise.model.cleanup import Answer, Asked, answer_in


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("c'est fait", Answer.DONE),
        ("C’est fait !", Answer.DONE),
        ("fait", Answer.DONE),
        ("oui c'est fait merci", Answer.DONE),
        ("voilà, j'ai vidé la corbeille", Answer.DONE),
        ("je l'ai déjà fait", Answer.DONE),
        ("terminé", Answer.DONE),
        ("ok", Answer.DONE),
        ("c'est bon", Answer.DONE),
        ("passer", Answer.SKIPPED),
        ("passer cette étape", Answer.SKIPPED),
        ("je passe", Answer.SKIPPED),
        ("étape suivante", Answer.SKIPPED),
        ("plus tard", Answer.SKIPPED),
        ("je n'y arrive pas", Answer.CANNOT),
        ("je ne sais pas où est la corbeille", Answer.CANNOT),
        ("j y arrive pas", Answer.CANNOT),
        ("impossible de la vider", Answer.CANNOT),
        ("je trouve pas le menu", Answer.CANNOT),
        ("où est la corbeille ?", None),
        ("c'est fait ?", None),
        ("où conserver les messages", None),
        ("non", None),
        ("je veux parler à quelqu'un", None),
        ("merci", None),
    ],
)
def test_a_step_is_answered_in_plain_words(text: str, answer: Answer | None) -> None:
    """Done, skipped, impossible; a question or anything else is no answer."""
    assert answer is answer_in(Asked.STEP, text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("oui", Answer.RECEIVES),
        ("oui, elle reçoit de nouveau", Answer.RECEIVES),
        ("ça remarche", Answer.RECEIVES),
        ("je reçois à nouveau", Answer.RECEIVES),
        ("non", Answer.FULL),
        ("non, elle est toujours pleine", Answer.FULL),
        ("elle ne reçoit toujours pas", Answer.FULL),
        ("toujours saturée", Answer.FULL),
        ("ma BAL est toujours pleine après les trois étapes", Answer.FULL),
        ("je ne reçois rien", Answer.FULL),
        ("ça ne marche pas", Answer.FULL),
        ("comment savoir ?", None),
        ("je veux dépublier une BAL", None),
    ],
)
def test_how_it_went_is_heard(text: str, answer: Answer | None) -> None:
    """A box that receives is told from one that is still full, however it is said."""
    assert answer is answer_in(Asked.OUTCOME, text)
