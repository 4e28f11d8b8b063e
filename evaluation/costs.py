"""Thresholds chosen on what mistakes cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from balise.model.evaluation import Labelled, Parsed
from bot.nlu.decision import ACT, ASK, OUT_OF_SCOPE, REFUSE, STARTS, Decision, Thresholds, decide
from evaluation.understanding import Chance, Rankings

COSTS = {
    "right": 0,  # acting on the right intent, or refusing what is out of scope
    "asked_with": 1,  # asking, the right intent among the buttons: one more click
    "asked_without": 3,  # asking without it: one more turn, and some trust
    "refused": 4,  # refusing a message in scope: the person believes Balise cannot help
    "informed_wrongly": 5,  # acting on another intent that only informs: a wrong answer
    "started_wrongly": 10,  # acting on another intent that sets something going
    "stranger_asked": 2,  # asking about a message out of scope
    "stranger_acted": 5,  # acting on it
}
"""What each thing that can be done with a message costs its author, in turns of conversation lost, or about."""

GRID = {
    "inform": [n / 20 for n in range(4, 20)],
    "start": [n / 20 for n in range(4, 20)],
    "lead": [n / 20 for n in range(13)],
    "refuse": [n / 20 for n in range(4, 20)],
    "doubt": [n / 20 for n in range(1, 20)],
    "offer": [n / 50 for n in range(1, 11)],
}

CAREFUL = 0.8
"""How far up the grid the careful beginning is."""

NEGLIGIBLE = 0.01
"""A chance under every value of `offer`."""

TOO_WRONG = 1000.0
"""What each share of wrong actions above the limit adds to a cost while searching: more than any cost."""


@dataclass(frozen=True)
class Choice:
    """Thresholds, the cost they make a message expect, and the share of messages in scope on which something wrong is done."""

    thresholds: Thresholds
    cost: float
    wrong_action: float

    def penalised(self, most_wrong: float) -> float:
        """Return the cost, prohibitive beyond a share of wrong actions."""
        return self.cost + TOO_WRONG * max(0.0, self.wrong_action - most_wrong)


def consequence(one: Labelled, found: Decision | Parsed) -> str:
    """Name what was done to the author of a message, among the costs above."""
    if not one.in_scope:
        return {ACT: "stranger_acted", ASK: "stranger_asked", REFUSE: "right"}[found.outcome]
    if found.outcome == REFUSE:
        return "refused"
    if found.outcome == ASK:
        return "asked_with" if set(found.options) & set(one.intents) else "asked_without"
    if found.intent in one.intents:
        return "right"
    return "started_wrongly" if found.intent in STARTS else "informed_wrongly"


def measured(labelled: Sequence[Labelled], rankings: Rankings) -> Callable[[Thresholds], Choice]:
    """Return what measures thresholds on these rankings, each only once."""
    inside = max(1, sum(one.in_scope for one in labelled))
    messages = [
        (one, _without_tail(row), pieces) for one, row, pieces in zip(labelled, rankings.rows, rankings.clauses, strict=True)
    ]

    @cache
    def measure(thresholds: Thresholds) -> Choice:
        happened = Counter(consequence(one, decide(row, pieces, thresholds)) for one, row, pieces in messages)
        cost = sum(COSTS[name] * count for name, count in happened.items()) / max(1, len(messages))
        wrong = happened["started_wrongly"] + happened["informed_wrongly"]
        return Choice(thresholds, cost, wrong / inside)

    return measure


def _without_tail(row: Sequence[Chance]) -> list[Chance]:
    """Leave out the intents that no threshold of the grid could let through: deciding goes twice as fast."""
    return [one for n, one in enumerate(row) if n < 2 or one[1] >= NEGLIGIBLE or one[0] == OUT_OF_SCOPE]


def cheapest(
    measure: Callable[[Thresholds], Choice],
    starts: Iterable[Thresholds],
    most_wrong: float = 1.0,
    tell: Callable[[], None] = lambda: None,
) -> Choice:
    """
    Return the cheapest choice found by moving one threshold at a time, from each beginning, until none helps.

    Args:
        measure: What `measured` returned.
        starts: Where to begin, because such a search can be stuck; what the grid does not name stays as it is there.
        most_wrong: The largest share of wrong actions accepted.
        tell: Called after each step, to show that it goes on.

    """
    found = []
    for start in starts:
        best, before = measure(start), None
        while best is not before:
            before = best
            for name, values in GRID.items():
                tried = [best, *(measure(replace(best.thresholds, **{name: value})) for value in values)]
                best = min(tried, key=lambda choice: choice.penalised(most_wrong))
                tell()
        found.append(best)
    return min(found, key=lambda choice: choice.penalised(most_wrong))


def careful(start: Thresholds) -> Thresholds:
    """Return thresholds with which Balise hardly dares: the other end to begin from."""
    return replace(start, **{name: values[int(CAREFUL * (len(values) - 1))] for name, values in GRID.items()})
