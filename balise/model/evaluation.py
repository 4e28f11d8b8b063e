"""The figures of the language model: what it would have done with each labelled message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import mean, quantiles

OUT_OF_SCOPE = "hors_sujet"


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


class Outcome(StrEnum):
    """What is done about a message."""

    ACT = "act"
    ASK = "ask"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Parsed:
    """
    What the model made of it.

    `ranking` has every intent, likeliest first; `intent` is the one acted upon, `options` those on the buttons when it asks.
    """

    ranking: tuple[tuple[str, float], ...]
    outcome: Outcome
    intent: str
    options: tuple[str, ...]
    parse_ms: float

    @property
    def top(self) -> str:
        """The intent acted upon, or else the likeliest."""
        return self.intent or self.ranking[0][0]

    @property
    def first_three(self) -> set[str]:
        """The three likeliest intents."""
        return {name for name, _ in self.ranking[:3]}


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
    acted = [(one, found) for one, found in inside if found.outcome is Outcome.ACT]
    right = sum(found.intent in one.intents for one, found in acted)
    asked = [(one, found) for one, found in inside if found.outcome is Outcome.ASK]
    helped = sum(bool(set(found.options) & set(one.intents)) for one, found in asked)
    times = [found.parse_ms for found in parsed]
    return Figures(
        accuracy=_share([found.top in one.intents for one, found in pairs]),
        macro_f1=_macro_f1(pairs),
        top_3=_share([bool(found.first_three & set(one.intents)) for one, found in pairs]),
        in_scope_accuracy=_share([found.top in one.intents for one, found in inside]),
        handled=(right + helped) / len(inside) if inside else 0.0,
        wrong_action=(len(acted) - right) / len(inside) if inside else 0.0,
        asked=len(asked) / len(inside) if inside else 0.0,
        false_refusal=_share([found.outcome is Outcome.REFUSE for _, found in inside]),
        out_of_scope_recall=_share([found.outcome is Outcome.REFUSE for _, found in outside]),
        out_of_scope_accepted=_share([found.outcome is Outcome.ACT for _, found in outside]),
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
