"""The same figures by part: intents, styles, personas, families; confusions, confidences, and the worst errors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from balise.model.evaluation import Parsed
from evaluation.facts import facts, figures, half_widths
from evaluation.samples import Sample

WORST = 50
BINS = 10
FEW = 10
"""Messages a style must have for its accuracy to be said the worst."""

Row = dict[str, Any]
"""A line of a table, ready for JSON: only the measures that make sense are there."""


@dataclass(frozen=True)
class Judged:
    """Messages and what was made of each, with its facts."""

    samples: Sequence[Sample]
    parsed: Sequence[Parsed]
    table: np.ndarray

    @classmethod
    def of(cls, samples: Sequence[Sample], parsed: Sequence[Parsed]) -> Judged:
        """Judge each message."""
        return cls(samples, parsed, facts([one.labelled for one in samples], parsed))


def by(judged: Judged, keys: Callable[[Sample], Iterable[str]]) -> list[Row]:
    """Return the figures of each part of the messages; a message may belong to several, or none."""
    members: dict[str, list[int]] = defaultdict(list)
    for number, sample in enumerate(judged.samples):
        for key in keys(sample):
            members[key].append(number)
    return [_row(name, judged.table[numbers]) for name, numbers in sorted(members.items())]


def by_intent(judged: Judged) -> list[Row]:
    """Return the figures of each intent, and how often it was right to find it."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for sample, parsed in zip(judged.samples, judged.parsed, strict=True):
        found[parsed.top] += 1
        right[parsed.top] += parsed.top in sample.labelled.intents
    rows = by(judged, lambda sample: sample.labelled.intents)
    return [{**row, "precision": right[row["name"]] / found[row["name"]] if found[row["name"]] else None} for row in rows]


def by_style(judged: Judged) -> list[Row]:
    """Return the figures of each style."""
    return by(judged, lambda sample: [sample.labelled.style])


def by_persona(judged: Judged) -> list[Row]:
    """Return the figures of each kind of person."""
    return by(judged, lambda sample: [sample.persona] if sample.persona else [])


def by_family(judged: Judged) -> list[Row]:
    """Return the figures of each family of out-of-scope messages, when the file tells them apart."""
    return by(judged, lambda sample: [sample.family] if sample.family and not sample.labelled.in_scope else [])


def worst_style(rows: Sequence[Row]) -> Row:
    """Return the style understood least, among those with enough messages to tell."""
    return min([row for row in rows if row["count"] >= FEW] or rows, key=lambda row: row["accuracy"])


def worst_errors(judged: Judged) -> list[Row]:
    """Return the errors made with the most confidence, the worst first."""
    wrong = [
        (parsed.ranking[0][1], sample, parsed)
        for sample, parsed in zip(judged.samples, judged.parsed, strict=True)
        if parsed.ranking[0][0] not in sample.labelled.intents
    ]
    wrong.sort(key=lambda one: (-one[0], one[1].id))
    return [
        {
            "id": sample.id,
            "text": sample.labelled.text,
            "expected": list(sample.labelled.intents),
            "found": parsed.ranking[0][0],
            "confidence": round(confidence, 4),
            "outcome": parsed.outcome.value,
        }
        for confidence, sample, parsed in wrong[:WORST]
    ]


def confusion(judged: Judged) -> tuple[list[str], np.ndarray]:
    """Return the intents, and how many messages of each (rows) were taken for each (columns)."""
    names = sorted({name for one in judged.samples for name in one.labelled.intents} | {found.top for found in judged.parsed})
    place = {name: number for number, name in enumerate(names)}
    counts = np.zeros((len(names), len(names)), dtype=int)
    for sample, parsed in zip(judged.samples, judged.parsed, strict=True):
        expected = parsed.top if parsed.top in sample.labelled.intents else sample.labelled.intents[0]
        counts[place[expected], place[parsed.top]] += 1
    return names, counts


def confused_pairs(names: Sequence[str], counts: np.ndarray, most: int = 25) -> list[Row]:
    """Return the intents most often taken for one another."""
    pairs = [
        {"expected": names[i], "found": names[j], "count": int(counts[i, j]), "share": float(counts[i, j] / counts[i].sum())}
        for i, j in zip(*np.nonzero(counts), strict=True)
        if i != j
    ]
    return sorted(pairs, key=lambda pair: (-pair["count"], pair["expected"], pair["found"]))[:most]


def reliability(judged: Judged) -> list[Row]:
    """Return, for each tenth of confidence, how often the likeliest intent was the right one."""
    tops = [parsed.ranking[0] for parsed in judged.parsed]
    confidence = np.array([chance for _, chance in tops])
    right = np.array([name in one.labelled.intents for (name, _), one in zip(tops, judged.samples, strict=True)], dtype=float)
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        {
            "from": number / BINS,
            "count": int((bins == number).sum()),
            "confidence": float(confidence[bins == number].mean()),
            "accuracy": float(right[bins == number].mean()),
        }
        for number in range(BINS)
        if (bins == number).any()
    ]


def calibration_error(bins: Sequence[Row]) -> float:
    """Return the mean distance between what is announced and what happens."""
    total = sum(row["count"] for row in bins)
    return sum(row["count"] * abs(row["confidence"] - row["accuracy"]) for row in bins) / total if total else 0.0


def _row(name: str, table: np.ndarray) -> Row:
    return {"name": name, "count": len(table), **figures(table), "noise": half_widths(table)["accuracy"]}
