"""What practitioners think of the answers that tell what to do, and what that makes together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

MAX_REASON = 500
"""Characters of a reason, at most."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """Whether an answer helped; `reason` says why it did not, empty when nobody said."""

    helpful: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """An opinion without who said it: when, on which source, and what had been understood (empty when nothing had)."""

    at: datetime
    source: str
    intent: str
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Tally:
    """How many found an answer helpful, and how many did not."""

    yes: int
    no: int


@dataclass(frozen=True, slots=True)
class Opinions:
    """What was thought since some day: by source and by intent, the most unhelpful first, and the reasons, the newest first."""

    sources: dict[str, Tally]
    intents: dict[str, Tally]
    reasons: tuple[Judged, ...]


def gathered(judged: Iterable[Judged]) -> Opinions:
    """Put opinions together."""
    all_of_them = sorted(judged, key=lambda one: one.at, reverse=True)
    return Opinions(
        _tallies((one.source, one.opinion.helpful) for one in all_of_them),
        _tallies((one.intent, one.opinion.helpful) for one in all_of_them),
        tuple(one for one in all_of_them if one.opinion.reason),
    )


def _tallies(named: Iterable[tuple[str, bool]]) -> dict[str, Tally]:
    counts = Counter(named)
    tallies = {name: Tally(counts[name, True], counts[name, False]) for name, _ in counts}
    return dict(sorted(tallies.items(), key=lambda item: (-item[1].no, -item[1].yes, item[0])))
