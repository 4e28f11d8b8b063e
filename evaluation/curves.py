"""What each threshold does when it moves alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

from balise.model.evaluation import Labelled
from bot.nlu.decision import Thresholds
from evaluation.facts import facts, figures
from evaluation.understanding import Rankings

MOVED = ("inform", "start", "refuse", "doubt")
STEPS = 20
DRAWN = ("acted", "wrong_action", "handled", "out_of_scope_recall")

Curve = list[dict[str, float]]
"""Points, each the value of the threshold and the measures that are drawn."""


def curve(labelled: Sequence[Labelled], rankings: Rankings, thresholds: Thresholds, name: str) -> Curve:
    """Return the figures as one threshold goes from 0 to 1 and the others stay."""
    points = []
    for step in range(STEPS + 1):
        value = step / STEPS
        found = figures(facts(labelled, rankings.decided(replace(thresholds, **{name: value}))))
        points.append({"value": value, **{measure: found[measure] for measure in DRAWN if measure in found}})
    return points


def curves(labelled: Sequence[Labelled], rankings: Rankings, thresholds: Thresholds) -> dict[str, Curve]:
    """Return the curve of each threshold that decides between acting, asking and refusing."""
    return {name: curve(labelled, rankings, thresholds, name) for name in MOVED if name in asdict(thresholds)}
