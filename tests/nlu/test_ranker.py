"""The arithmetic of the ranker, on numbers without a meaning."""

import numpy as np

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
