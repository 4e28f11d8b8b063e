"""The component, trained on a few examples and kept in Rasa's own model storage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.training.fingerprinting import calculate_fingerprint_key
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.utils.common import find_unavailable_packages

from bot.nlu.intent_classifier import HELPERS, FrenchIntentClassifier

EXAMPLES = {
    "bal_pleine": [
        "ma boîte est pleine",
        "quota dépassé",
        "je ne reçois plus rien, c'est saturé",
        "BAL SATUREE",
        "plus de place",
    ],
    "saluer": ["bonjour", "salut", "bonsoir à vous", "coucou", "hello"],
    "deleguer_bal": [
        "donner accès à ma secrétaire",
        "ma remplaçante doit lire mes messages",
        "déléguer ma boîte",
        "ouvrir ma BAL à une collègue",
        "partager ma messagerie avec l'assistante",
    ],
}
UNSEEN = ["boite pleine !!", "slt", "je veux que mon assistante ait accès à la boîte", "", "12", "quel temps fera-t-il ?"]
CONTEXT = ExecutionContext(GraphSchema({}))
RESOURCE = Resource("classifier")


def training_data(examples: dict[str, list[str]]) -> TrainingData:
    """Examples as Rasa hands them to a component."""
    return TrainingData([Message({TEXT: text, INTENT: intent}) for intent, texts in examples.items() for text in texts])


def train(folder: Path, examples: dict[str, list[str]] = EXAMPLES) -> tuple[FrenchIntentClassifier, LocalModelStorage]:
    """Train a component that keeps its model in a new folder."""
    folder.mkdir()
    storage = LocalModelStorage.create(folder)
    component = FrenchIntentClassifier.create(FrenchIntentClassifier.get_default_config(), storage, RESOURCE, CONTEXT)
    component.train(training_data(examples))
    return component, storage


def rankings(component: FrenchIntentClassifier) -> list[list[dict[str, Any]]]:
    """What a component answers to the unseen messages."""
    messages = component.process([Message({TEXT: text}) for text in UNSEEN])
    return [message.get(INTENT_RANKING_KEY) for message in messages]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[FrenchIntentClassifier, LocalModelStorage]:
    """Lend a trained component, and where it kept its model."""
    return train(tmp_path_factory.mktemp("trained") / "model")


def test_understands_unseen_wordings(trained: tuple[FrenchIntentClassifier, LocalModelStorage]) -> None:
    """
    A wording close to the examples of an intent is ranked there.
    """
    names = [ranking[0]["name"] for ranking in rankings(trained[0])[:3]]

    assert ["bal_pleine", "saluer", "deleguer_bal"] == names


def test_ranks_every_intent(trained: tuple[FrenchIntentClassifier, LocalModelStorage]) -> None:
    """
    Every message, empty or strange, gets every intent once, likeliest first, with chances that sum to one.
    """
    for ranking in rankings(trained[0]):
        chances = [row["confidence"] for row in ranking]

        assert set(EXAMPLES) == {row["name"] for row in ranking}
        assert sorted(chances, reverse=True) == chances
        assert pytest.approx(1.0) == sum(chances)


def test_publishes_the_first_as_the_intent(trained: tuple[FrenchIntentClassifier, LocalModelStorage]) -> None:
    """
    The intent of a message is the head of its ranking, and both leave Rasa with the message.
    """
    (message,) = trained[0].process([Message({TEXT: "bonjour"})])

    assert message.get(INTENT) == message.get(INTENT_RANKING_KEY)[0]
    assert {INTENT, INTENT_RANKING_KEY} <= message.as_dict(only_output_properties=True).keys()


def test_reads_back_what_it_kept(trained: tuple[FrenchIntentClassifier, LocalModelStorage]) -> None:
    """
    A model read from storage predicts what it did when it was trained, to the rounding of single precision.
    """
    component, storage = trained
    loaded = FrenchIntentClassifier.load(FrenchIntentClassifier.get_default_config(), storage, RESOURCE, CONTEXT)

    for before, after in zip(rankings(component), rankings(loaded), strict=True):
        assert [one["name"] for one in before] == [one["name"] for one in after]
        assert [one["confidence"] for one in before] == pytest.approx([one["confidence"] for one in after], abs=1e-6)


def test_keeps_only_plain_data(trained: tuple[FrenchIntentClassifier, LocalModelStorage]) -> None:
    """
    Nothing in a model can run code when it is read: JSON, and arrays without pickled objects.
    """
    with trained[1].read_from(RESOURCE) as folder:
        files = sorted(folder.iterdir())
        for path in files:
            if path.suffix == ".npz":
                with np.load(path, allow_pickle=False) as arrays:
                    assert all(arrays[name].dtype != object for name in arrays.files)

    assert {".json", ".npz"} == {path.suffix for path in files}


def test_training_is_deterministic(trained: tuple[FrenchIntentClassifier, LocalModelStorage], tmp_path: Path) -> None:
    """
    The same examples always give the same model.
    """
    again, _ = train(tmp_path / "again")

    assert rankings(trained[0]) == rankings(again)


def test_two_intents_are_enough(tmp_path: Path) -> None:
    """
    Two intents are ranked like thirty: their order does not depend on how the library counts classes.
    """
    component, _ = train(tmp_path / "two", {name: EXAMPLES[name] for name in ("saluer", "bal_pleine")})
    first, second = (ranking[0]["name"] for ranking in rankings(component)[:2])

    assert ("bal_pleine", "saluer") == (first, second)


def test_is_silent_before_training() -> None:
    """
    Without a model there is no intent, and no guess.
    """
    untrained = FrenchIntentClassifier({}, None, RESOURCE)
    (message,) = untrained.process([Message({TEXT: "bonjour"})])

    assert {"name": None, "confidence": 0.0} == message.get(INTENT)


def test_fingerprint_covers_the_helpers() -> None:
    """
    Rasa's cache must see a change in any module that shapes the model, and not in the component alone.
    """
    addon = FrenchIntentClassifier.fingerprint_addon({})

    assert {"bot.nlu.features", "bot.nlu.lexicon", "bot.nlu.normalise", "bot.nlu.ranker"} == {
        module.__name__ for module in HELPERS
    }
    assert all(name in addon for name in ("def normalise", "ABBREVIATIONS", "class IntentRanker", "class MessageFeatures"))


def test_required_packages_have_one_name() -> None:
    """
    Rasa imports each required package and asks its version by the same name: both must work.
    """
    assert not find_unavailable_packages(FrenchIntentClassifier.required_packages())
    assert calculate_fingerprint_key(FrenchIntentClassifier, {}, {})
