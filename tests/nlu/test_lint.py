"""What is refused in training examples, and that ours have none of it."""

from collections.abc import Sequence

import pytest

from evaluation.examples import Example, read_examples
from evaluation.lint import SAME_OPENING, faults


def faults_about(examples: Sequence[Example], word: str) -> list[str]:
    """What is said against examples, of one kind."""
    return [fault.what for fault in faults(examples) if word in fault.what]


def test_our_examples_have_no_fault() -> None:
    """The examples of the project, all of them."""
    assert [] == list(faults(read_examples()))


def test_the_same_words_under_two_intents_are_refused() -> None:
    """Case, accents and punctuation do not make another example."""
    said = [Example("Ma boîte est pleine !", "bal_pleine"), Example("ma boite est pleine", "lister_bal")]

    assert 1 == len(faults_about(said, "ressemble trop"))


def test_a_contrast_is_no_contradiction() -> None:
    """Two intents may share most of their words: that is what teaches the difference."""
    said = [
        Example("Congé du Dr Pasquier, accès de la remplaçante à ouvrir.", "deleguer_bal"),
        Example("Congé du Dr Pasquier, accès de la remplaçante à fermer.", "retirer_delegation"),
    ]

    assert [] == faults_about(said, "ressemble trop")


def test_an_example_said_twice_is_refused() -> None:
    """A letter of difference teaches nothing."""
    said = [
        Example("comment vider la corbeille de ma boîte", "vider_corbeille"),
        Example("comment vider la corbeille de ma boite ?", "vider_corbeille"),
    ]

    assert 1 == len(faults_about(said, "ressemble trop"))


def test_a_template_is_refused() -> None:
    """Examples of an intent that begin with the same four words."""
    said = [Example(f"je voudrais bien savoir {n} choses", "lister_bal") for n in "zyxwvutsr"[: SAME_OPENING + 1]]

    assert ["5 exemples commencent par « je voudrais bien savoir »"] == faults_about(said, "commencent")


def test_one_way_of_writing_only_is_refused() -> None:
    """An intent with neither long messages, questions nor capitals is not how people write."""
    said = [Example(f"la boîte numéro {n} est pleine", "bal_pleine") for n in range(200)]

    assert {"longs", "questions", "capitales"} <= {
        word for word in ("longs", "questions", "capitales") if faults_about(said, word)
    }


@pytest.mark.parametrize("text", ["/bal_pleine", "la boîte [pleine](etat)", "la {boîte}"])
def test_what_rasa_would_read_otherwise_is_refused(text: str) -> None:
    """A slash is a command, and brackets are annotations."""
    assert 1 == len(faults_about([Example(text, "bal_pleine")], "crochets"))
