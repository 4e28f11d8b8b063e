"""The arithmetic of the ranker and of what it sees."""

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.features import CHARACTERS, WORDS, Vocabulary, clues_of
from bot.nlu.ranker import regress


def test_left_out_scores_are_those_of_a_model_that_never_saw_the_example() -> None:
    """
    The closed form gives each example the score it gets from a regression trained on all the others.
    """
    features = np.random.default_rng(0).normal(size=(12, 5))
    wanted = np.random.default_rng(1).normal(size=(12, 3))
    kernel = features @ features.T
    _, left_out = regress(kernel.copy(), wanted, ridge=0.5)

    for i in range(len(kernel)):
        others = [j for j in range(len(kernel)) if j != i]
        weights, _ = regress(kernel[np.ix_(others, others)], wanted[others], ridge=0.5)

        assert np.allclose(kernel[i, others] @ weights, left_out[i])


def test_clues_weigh_what_scikit_learn_says() -> None:
    """
    Words repeated, unknown, or none at all; words and groups of characters stand side by side.
    """
    known = ["ma bal est pleine", "vider ma bal ma bal", "bonjour", "deleguer ma bal a ma secretaire"]
    asked = ["ma bal ma bal pleine", "inconnu", "", "vider"]
    vectorizers = [TfidfVectorizer(**options).fit(known) for options in (WORDS, CHARACTERS)]
    found = clues_of(asked, [Vocabulary.fit(options, known) for options in (WORDS, CHARACTERS)])

    assert np.allclose(hstack([one.transform(asked) for one in vectorizers]).toarray(), found.toarray(), atol=1e-6)
