"""The pieces of the pipeline put together without Rasa, for thousands of messages at once: a test compares the two."""

from __future__ import annotations

import tarfile
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from balise.model.evaluation import Outcome, Parsed
from bot.nlu.clauses import clauses
from bot.nlu.decision import Thresholds, decide
from bot.nlu.features import MessageFeatures
from bot.nlu.intent_classifier import FrenchIntentClassifier
from bot.nlu.ranker import IntentRanker

BATCH = 512
"""Messages compared at once with every example: bounds the memory."""

Chance = tuple[str, float]


@dataclass(frozen=True)
class Rankings:
    """The chances of messages, one row each in the order of `intents`, and the likeliest intent of each of their clauses."""

    intents: tuple[str, ...]
    chances: np.ndarray
    clauses: Sequence[Sequence[Chance]]

    @cached_property
    def rows(self) -> list[tuple[Chance, ...]]:
        """Each message's intents, the likeliest first."""
        orders = (-self.chances).argsort(axis=1, kind="stable")
        return [tuple((self.intents[i], float(row[i])) for i in order) for row, order in zip(self.chances, orders, strict=True)]

    def decided(self, thresholds: Thresholds, times: Sequence[float] = ()) -> list[Parsed]:
        """Return what these thresholds make of each message."""
        found = []
        for number, (ranking, pieces) in enumerate(zip(self.rows, self.clauses, strict=True)):
            decision = decide(ranking, pieces, thresholds)
            ms = times[number] if times else 0.0
            found.append(Parsed(ranking, Outcome(decision.outcome), decision.intent, decision.options, ms))
        return found


@dataclass(frozen=True)
class Understanding:
    """A trained model: from texts to rankings."""

    features: MessageFeatures
    ranker: IntentRanker

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Sequence[str], training: dict[str, Any]) -> Understanding:
        """Train it as the classifier does."""
        features = MessageFeatures.fit(texts)
        return cls(features, IntentRanker.fit(features.describe(texts), labels, **training))

    @classmethod
    def load(cls, archive: Path) -> Understanding:
        """Read it from a model that Rasa trained."""
        with tempfile.TemporaryDirectory() as name, tarfile.open(archive) as tar:
            folder = Path(name)
            for member in tar:
                parent, _, leaf = member.name.rpartition("/")
                content = tar.extractfile(member) if FrenchIntentClassifier.__name__ in parent else None
                if content:
                    (folder / leaf).write_bytes(content.read())
            return cls(MessageFeatures.load(folder), IntentRanker.load(folder))

    def rank(self, texts: Sequence[str]) -> Rankings:
        """Rank the intents of each text, and of its clauses when it has several."""
        pieces = [(number, piece) for number, text in enumerate(texts) for piece in clauses(text)]
        chances, of_pieces = self._chances(texts, []), self._chances([], [piece for _, piece in pieces])
        found: list[list[Chance]] = [[] for _ in texts]
        for (number, _), row in zip(pieces, of_pieces, strict=True):
            top = int(row.argmax())
            found[number].append((self.ranker.intents[top], float(row[top])))
        return Rankings(tuple(self.ranker.intents), chances, found)

    def timed(self, texts: Sequence[str], thresholds: Thresholds) -> Iterator[Parsed]:
        """Yield what is made of each text, read alone and on one thread as it is in production, with its duration."""
        with threadpool_limits(1):
            self.rank(["bonjour"])
            for text in texts:
                started = time.perf_counter()
                (parsed,) = self.rank([text]).decided(thresholds)
                elapsed = round((time.perf_counter() - started) * 1000, 3)
                yield Parsed(parsed.ranking, parsed.outcome, parsed.intent, parsed.options, elapsed)

    def _chances(self, texts: Sequence[str], pieces: Sequence[str]) -> np.ndarray:
        """Return the chances of every intent for many texts, or for many pieces of texts."""
        rows = [np.zeros((0, len(self.ranker.intents)))]
        for start in range(0, max(len(texts), len(pieces)), BATCH):
            batch = self.features.describe(texts[start : start + BATCH], pieces[start : start + BATCH])
            rows.append(self.ranker.chances(batch))
        return np.vstack(rows)
