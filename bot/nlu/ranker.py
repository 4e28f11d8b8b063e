"""
Ranks intents from features: a regression on resemblances, then a calibration.

Chosen by cross-validation on data/nlu: the exact leave-one-out of a kernel ridge regression costs one matrix
inverse, where a calibrated SVM must be trained six times; and a logistic regression over those scores knows which
intents are taken for one another, which a calibration of each intent alone does not.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.linalg import cho_solve
from scipy.linalg.lapack import dpotrf, dpotri
from scipy.sparse import csr_matrix
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression

from bot.nlu.features import Described, Examples

INTENTS_FILE = "intents.json"
ARRAYS_FILE = "ranker.npz"


@dataclass(frozen=True)
class IntentRanker:
    """A trained ranker. `weights` and `offset` give each intent a score; `mix` and `bias` turn scores into chances."""

    intents: list[str]
    examples: Examples
    weights: np.ndarray
    offset: np.ndarray
    mix: np.ndarray
    bias: np.ndarray

    @classmethod
    def fit(cls, described: Described, labels: Sequence[str], ridge: float, trust: float) -> IntentRanker:
        """
        Train on labelled examples. The result depends on nothing else: there is no chance in it.

        Args:
            described: Their features.
            labels: Their intents.
            ridge: How much a single example is doubted.
            trust: How much the calibration believes the scores it was shown; more makes confidences bolder.

        """
        intents = sorted(set(labels))
        wanted = np.where(np.array(labels)[:, None] == np.array(intents), 1.0, -1.0)
        offset = wanted.mean(axis=0)
        examples = Examples.of(described)
        weights, left_out = regress(_kernel(described, examples), wanted - offset, ridge)
        calibration = LogisticRegression(C=trust, max_iter=1000, multi_class="multinomial").fit(left_out + offset, labels)
        if len(intents) == 2:  # Scikit-learn then keeps one row, for the second intent.
            return cls(intents, examples, weights, offset, *_two_rows(calibration))
        return cls(intents, examples, weights, offset, calibration.coef_, calibration.intercept_)

    def chances(self, messages: Described) -> np.ndarray:
        """Return the chance of each intent, one row a message, in the order of `intents`."""
        scores = _kernel(messages, self.examples) @ self.weights + self.offset
        return softmax(scores @ self.mix.T + self.bias, axis=1)

    def save(self, folder: Path) -> None:
        """Write it as plain JSON and arrays: nothing that could run code when it is read."""
        (folder / INTENTS_FILE).write_text(json.dumps(self.intents), encoding="utf-8")
        clues = self.examples.by_clue
        np.savez_compressed(
            folder / ARRAYS_FILE,
            clues=clues.data,
            indices=clues.indices,
            pointers=clues.indptr,
            shape=clues.shape,
            axes=self.examples.axes,
            sense=self.examples.sense,
            weights=self.weights,
            offset=self.offset,
            mix=self.mix,
            bias=self.bias,
        )

    @classmethod
    def load(cls, folder: Path) -> IntentRanker:
        """Read back what `save` wrote."""
        intents = json.loads((folder / INTENTS_FILE).read_text(encoding="utf-8"))
        with np.load(folder / ARRAYS_FILE, allow_pickle=False) as saved:
            by_clue = csr_matrix((saved["clues"], saved["indices"], saved["pointers"]), shape=tuple(saved["shape"]))
            examples = Examples(by_clue, saved["axes"], saved["sense"])
            return cls(intents, examples, saved["weights"], saved["offset"], saved["mix"], saved["bias"])


def regress(kernel: np.ndarray, wanted: np.ndarray, ridge: float) -> tuple[np.ndarray, np.ndarray]:
    """
    Solve a kernel ridge regression; return its weights, and the score each example gets when it is left out.

    The second is exact, though nothing is trained again: it is what makes the confidences honest. The kernel is used up: with
    twelve thousand examples it weighs a gigabyte, so everything is done in its place.
    """
    kernel[np.diag_indices_from(kernel)] += ridge
    factor, _ = dpotrf(kernel.T, lower=True, overwrite_a=True)  # Transposed, a symmetric matrix is in the order LAPACK wants.
    weights = cho_solve((factor, True), wanted)
    inverse, _ = dpotri(factor, lower=True, overwrite_c=True)
    return weights, wanted - weights / np.diag(inverse)[:, None]


def _kernel(messages: Described, examples: Examples) -> np.ndarray:
    """Square the resemblance, so that two clues together say more than the sum of each: « retirer » and « accès »."""
    return (examples.resemblance(messages) + 0.5).astype(np.float64) ** 2


def _two_rows(calibration: LogisticRegression) -> tuple[np.ndarray, np.ndarray]:
    return np.vstack([-calibration.coef_, calibration.coef_]), np.hstack([-calibration.intercept_, calibration.intercept_])
