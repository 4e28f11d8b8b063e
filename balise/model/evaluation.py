"""The figures of the language model: what it would have done with each labelled message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean, quantiles

OUT_OF_SCOPE = "hors_sujet"
SHOWN = 3
"""How many buttons « Vouliez-vous… » shows."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message and the intents a person would accept for it."""

    text: str
    style: str
    intents: tuple[str, ...]

    @property
    def in_scope(self) -> bool:
        """Whether Balise should do something about it."""
        return OUT_OF_SCOPE not in self.intents


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the model made of it: intents with confidences, likeliest first, and whether it would rather ask."""

    ranking: tuple[tuple[str, float], ...]
    asks: bool
    parse_ms: float

    @property
    def top(self) -> str:
        """The likeliest intent."""
        return self.ranking[0][0]

    @property
    def shown(self) -> tuple[str, ...]:
        """The intents on the buttons."""
        return tuple(name for name, _ in self.ranking[:SHOWN])


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1, except `parse_ms` (milliseconds: p50, p95)."""

    accuracy: float
    macro_f1: float
    top_3: float
    in_scope_accuracy: float
    handled: float
    wrong_action: float
    asked: float
    false_refusal: float
    out_of_scope_recall: float
    out_of_scope_accepted: float
    parse_ms: dict[str, float]
    per_style: dict[str, float]
    per_intent: dict[str, float]


Pairs = Sequence[tuple[Labelled, Parsed]]


def evaluate(labelled: Sequence[Labelled], parsed: Sequence[Parsed]) -> Figures:
    """Return the figures; both sequences are in the same order."""
    pairs = list(zip(labelled, parsed, strict=True))
    inside = [pair for pair in pairs if pair[0].in_scope]
    outside = [pair for pair in pairs if not pair[0].in_scope]
    acted = [(one, found) for one, found in inside if not found.asks and found.top != OUT_OF_SCOPE]
    right = sum(found.top in one.intents for one, found in acted)
    asked = [(one, found) for one, found in inside if found.asks]
    helped = sum(bool(set(found.shown) & set(one.intents)) for one, found in asked)
    times = [found.parse_ms for found in parsed]
    return Figures(
        accuracy=_share([found.top in one.intents for one, found in pairs]),
        macro_f1=_macro_f1(pairs),
        top_3=_share([bool(set(found.shown) & set(one.intents)) for one, found in pairs]),
        in_scope_accuracy=_share([found.top in one.intents for one, found in inside]),
        handled=(right + helped) / len(inside) if inside else 0.0,
        wrong_action=(len(acted) - right) / len(inside) if inside else 0.0,
        asked=len(asked) / len(inside) if inside else 0.0,
        false_refusal=_share([not found.asks and found.top == OUT_OF_SCOPE for _, found in inside]),
        out_of_scope_recall=_share([not found.asks and found.top == OUT_OF_SCOPE for _, found in outside]),
        out_of_scope_accepted=_share([not found.asks and found.top != OUT_OF_SCOPE for _, found in outside]),
        parse_ms={"p50": _quantile(times, 50), "p95": _quantile(times, 95)},
        per_style=_by(pairs, lambda one: [one.style]),
        per_intent=_by(pairs, lambda one: list(one.intents)),
    )


def _share(facts: Sequence[bool]) -> float:
    return mean(facts) if facts else 0.0


def _quantile(values: Sequence[float], percent: int) -> float:
    if len(values) < 2:
        return values[0] if values else 0.0
    return round(quantiles(values, n=100, method="inclusive")[percent - 1], 2)


def _macro_f1(pairs: Pairs) -> float:
    """Average the F1 of the intents; a message counts for the acceptable intent that was found, else for its first."""
    truth = [(found.top if found.top in one.intents else one.intents[0], found.top) for one, found in pairs]
    scores = []
    for intent in sorted({expected for expected, _ in truth}):
        hit = sum(expected == found == intent for expected, found in truth)
        missed_or_wrong = sum((expected == intent) != (found == intent) for expected, found in truth)
        scores.append(2 * hit / (2 * hit + missed_or_wrong))
    return mean(scores) if scores else 0.0


def _by(pairs: Pairs, keys: Callable[[Labelled], list[str]]) -> dict[str, float]:
    facts: dict[str, list[bool]] = defaultdict(list)
    for one, found in pairs:
        for key in keys(one):
            facts[key].append(found.top in one.intents)
    return {key: round(_share(values), 3) for key, values in sorted(facts.items())}
