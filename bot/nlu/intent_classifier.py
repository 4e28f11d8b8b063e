"""The one component of the pipeline: from the text of a message to the ranking of every intent."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import features, lexicon, normalise, ranker
from bot.nlu.clauses import clauses
from bot.nlu.features import MessageFeatures
from bot.nlu.ranker import IntentRanker

HELPERS = (features, lexicon, normalise, ranker)
NO_INTENT = {"name": None, "confidence": 0.0}

CLAUSES = "clauses"
"""The property of a message that holds the likeliest intent of each of its clauses, in the order of the text."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FrenchIntentClassifier(GraphComponent, IntentClassifier):
    """Rasa's door to `MessageFeatures` and `IntentRanker`, which know nothing of Rasa."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._features: MessageFeatures | None = None
        self._ranker: IntentRanker | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Values in the middle of the plateau that cross-validation shows: doubling or halving either changes little."""
        return {"ridge": 0.5, "trust": 3.0}

    @staticmethod
    def required_packages() -> list[str]:
        """Only names that are both a module and a distribution: Rasa imports them and asks their version."""
        return ["sklearn", "numpy", "scipy"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:  # noqa: ARG003 - Rasa's signature
        """Rasa fingerprints this class only: without its helpers, a change in them would reuse a stale model."""
        return "\n".join(inspect.getsource(module) for module in HELPERS)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa's signature
    ) -> FrenchIntentClassifier:
        """Build it before training."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,  # noqa: ARG003 - Rasa's signature
    ) -> FrenchIntentClassifier:
        """Build it trained, everything heavy read: the first message must not wait."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component.read(folder)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has an intent, and keep the result with the model."""
        examples = training_data.intent_examples
        self.learn([example.get(TEXT) for example in examples], [example.get(INTENT) for example in examples])
        with self._storage.write_to(self._resource) as folder:
            self.write(folder)
        return self._resource

    def learn(self, texts: list[str], labels: list[str]) -> None:
        """Learn from examples."""
        self._features = MessageFeatures.fit(texts)
        self._ranker = IntentRanker.fit(self._features.describe(texts), labels, **self._config)

    def write(self, folder: Path) -> None:
        """Keep what was learned."""
        self._features.save(folder)
        self._ranker.save(folder)

    def read(self, folder: Path) -> None:
        """Take what was learned."""
        self._features = MessageFeatures.load(folder)
        self._ranker = IntentRanker.load(folder)

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each message every intent with its chance, the likeliest first, and what its clauses ask for."""
        for message in messages:
            text = message.get(TEXT) or ""
            ranking, *of_clauses = self._rank(text, clauses(text)) or [[]]
            message.set(INTENT, ranking[0] if ranking else NO_INTENT, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(CLAUSES, [ranked[0] for ranked in of_clauses])
        return messages

    def _rank(self, text: str, pieces: list[str]) -> list[list[dict[str, Any]]]:
        """Return the ranking of a text, then that of each of its pieces: one reading for all."""
        if self._features is None or self._ranker is None:
            return []
        names = self._ranker.intents
        every = self._ranker.chances(self._features.describe([text], pieces))
        return [[{"name": names[i], "confidence": float(row[i])} for i in (-row).argsort(kind="stable")] for row in every]
