"""The thresholds that cost a pipeline least on messages it has not learned from. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from balise.model.evaluation import Labelled
from bot.nlu.decision import Ranking, Thresholds, decide
from evaluation.costs import COSTS, consequence

# Finer and wider than Balise's own grid: from the flat confidences of a regression over forty intents to the sharp ones of a
# neural network.
CHANCES = (0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
TRIED = {
    "inform": CHANCES,
    "start": CHANCES,
    "lead": (0.0, *CHANCES),
    "refuse": CHANCES,
    "doubt": (*CHANCES, 1.0),
    "offer": (0.005, 0.01, *CHANCES[:8]),
}
# Interrupting a form and reading clauses are no part of the comparison: nothing is certain enough for either.
DARING = Thresholds(inform=0.1, start=0.1, lead=0.0, refuse=0.3, doubt=0.5, offer=0.02, certain=1.0, clause=1.0, aside=0.0)
CAREFUL = replace(DARING, inform=0.8, start=0.8, lead=0.2, refuse=0.6, offer=0.1)

Guesses = Sequence[tuple[Labelled, Ranking]]


def cost(guesses: Guesses, thresholds: Thresholds) -> int:
    """Return what the decisions on messages cost their authors."""
    return sum(COSTS[consequence(one, decide(ranking, (), thresholds))] for one, ranking in guesses)


def cheapest(guesses: Guesses) -> Thresholds:
    """Return the thresholds that cost least, found by moving one at a time, from two places, until no move helps."""
    price = cache(lambda thresholds: cost(guesses, thresholds))
    found = []
    for best in (DARING, CAREFUL):
        before = None
        while best != before:
            before = best
            for name, values in TRIED.items():
                best = min((best, *(replace(best, **{name: value}) for value in values)), key=price)  # noqa: PLW2901
        found.append(best)
    return min(found, key=price)
