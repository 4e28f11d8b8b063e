"""The figures message by message, which is what their noise is drawn from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from balise.model.evaluation import Labelled, Outcome, Parsed

INSIDE = ("handled", "acted", "wrong_action", "asked", "false_refusal")
OUTSIDE = ("out_of_scope_recall", "out_of_scope_accepted", "out_of_scope_asked")
MEASURES = ("accuracy", "top_3", *INSIDE, *OUTSIDE)

RESAMPLES = 1000
SEED = 0
AT_ONCE = 100


def facts(labelled: Sequence[Labelled], parsed: Sequence[Parsed]) -> np.ndarray:
    """Return one row a message and one column a measure: 1 when it holds, 0 when not, NaN when it makes no sense."""
    rows = [_row(one, found) for one, found in zip(labelled, parsed, strict=True)]
    return np.array(rows, dtype=float).reshape(len(rows), len(MEASURES))


def figures(table: np.ndarray) -> dict[str, float]:
    """Return the share of each measure that makes sense; they are those of `balise.model.evaluation`."""
    counted = (~np.isnan(table)).sum(axis=0)
    held = np.nansum(table, axis=0)
    return {name: float(held[i] / counted[i]) for i, name in enumerate(MEASURES) if counted[i]}


def half_widths(table: np.ndarray) -> dict[str, float]:
    """Return half of the interval that holds 95 % of what each figure would be on other messages of the same kind."""
    held, counted = np.nan_to_num(table), (~np.isnan(table)).astype(float)
    chance, drawn = np.random.default_rng(SEED), []
    for _ in range(0, RESAMPLES, AT_ONCE):
        times = chance.multinomial(len(table), np.full(len(table), 1 / len(table)), size=AT_ONCE)
        weights = times @ counted
        drawn.append(np.divide(times @ held, weights, out=np.full(weights.shape, np.nan), where=weights > 0))
    present = counted.any(axis=0)
    low, high = np.nanpercentile(np.vstack(drawn)[:, present], (2.5, 97.5), axis=0)
    names = [name for name, there in zip(MEASURES, present, strict=True) if there]
    return dict(zip(names, ((high - low) / 2).tolist(), strict=True))


def _row(one: Labelled, found: Parsed) -> list[float]:
    nowhere = float("nan")
    both = [found.top in one.intents, bool(found.first_three & set(one.intents))]
    acted, asked = found.outcome is Outcome.ACT, found.outcome is Outcome.ASK
    refused = found.outcome is Outcome.REFUSE
    if not one.in_scope:
        return [*both, *[nowhere] * len(INSIDE), refused, acted, asked]
    right = acted and found.intent in one.intents
    helped = asked and bool(set(found.options) & set(one.intents))
    return [*both, right or helped, acted, acted and not right, asked, refused, *[nowhere] * len(OUTSIDE)]
