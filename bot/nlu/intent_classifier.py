"""The one component of the pipeline: from the text of a message to the ranking of every intent."""

from __future__ import annotations

import inspect
from typing import Any

import skops.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

from bot.nlu import features, lexicon, normalise
from bot.nlu.features import MessageFeatures

MODEL_FILE = "intents.skops"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FrenchIntentClassifier(GraphComponent, IntentClassifier):
    """Classifies with a linear model on words, characters and sentence sense; deterministic for a given training set."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._features: MessageFeatures | None = None
        self._model: LogisticRegression | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Values measured by cross-validation; docs/nlu.md says how."""
        return {"C": 10.0, "sentence_weight": 1.0}

    @staticmethod
    def required_packages() -> list[str]:
        """Only names that are both a module and a distribution: Rasa imports them and asks their version."""
        return ["sklearn", "skops", "numpy", "scipy"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa fingerprints this class only: without its helpers, a change in them would reuse a stale model."""
        return "\n".join(inspect.getsource(module) for module in (features, lexicon, normalise))

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> FrenchIntentClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FrenchIntentClassifier:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            saved = skops.io.load(folder / MODEL_FILE, trusted=["scipy.sparse._csr.csr_matrix"])
        component._features = MessageFeatures(saved["words"], saved["characters"], config["sentence_weight"])
        component._model = saved["model"]
        return component

    def train(self, training_data: TrainingData) -> Resource:
        examples = training_data.intent_examples
        self._features = MessageFeatures.untrained(self._config["sentence_weight"])
        matrix = self._features.fit([example.get(TEXT) for example in examples])
        self._model = LogisticRegression(C=self._config["C"], max_iter=1000, random_state=0)
        self._model.fit(matrix, [example.get(INTENT) for example in examples])
        self._persist()
        return self._resource

    def _persist(self) -> None:
        with self._storage.write_to(self._resource) as folder:
            saved = {"words": self._features.words, "characters": self._features.characters, "model": self._model}
            skops.io.dump(saved, folder / MODEL_FILE)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            ranking = self._rank(message.get(TEXT) or "")
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _rank(self, text: str) -> list[dict[str, Any]]:
        chances = self._model.predict_proba(self._features.transform([text]))[0]
        order = chances.argsort()[::-1]
        return [{"name": str(self._model.classes_[i]), "confidence": float(chances[i])} for i in order]
