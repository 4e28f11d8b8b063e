"""The whole measure as plain data: what `report.json` holds, and what the page is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from balise.launch.progress import Progress
from balise.model.evaluation import Parsed, evaluate
from bot.nlu.decision import Thresholds
from evaluation import slices
from evaluation.curves import curves
from evaluation.facts import facts, figures, half_widths
from evaluation.history import KEPT, Figure, Line
from evaluation.samples import Sample
from evaluation.slices import Judged
from evaluation.understanding import Rankings, Understanding
from evaluation.variants import VARIANTS


@dataclass(frozen=True)
class Subject:
    """What a report is about: a model, and the messages it is judged on (short hashes), on a day."""

    model: str
    examples: int
    dev: str
    dev_file: str
    thresholds: Thresholds
    date: str

    @classmethod
    def of_today(cls, model: str, examples: int, dev: str, dev_file: str, thresholds: Thresholds) -> Subject:
        """Date it."""
        return cls(model, examples, dev, dev_file, thresholds, datetime.now(UTC).astimezone().date().isoformat())


def measure(samples: Sequence[Sample], rankings: Rankings, parsed: Sequence[Parsed], thresholds: Thresholds) -> dict[str, Any]:
    """Return everything there is to say of a set of messages."""
    judged = Judged.of(samples, parsed)
    labelled = [one.labelled for one in samples]
    names, counts = slices.confusion(judged)
    bins = slices.reliability(judged)
    return {
        "messages": len(samples),
        "figures": asdict(evaluate(labelled, parsed)),
        "noise": half_widths(judged.table),
        "per_intent": slices.by_intent(judged),
        "per_style": slices.by_style(judged),
        "per_persona": slices.by_persona(judged),
        "per_family": slices.by_family(judged),
        "confusion": {"intents": names, "counts": counts.tolist()},
        "confused_pairs": slices.confused_pairs(names, counts),
        "reliability": bins,
        "calibration_error": slices.calibration_error(bins),
        "worst_errors": slices.worst_errors(judged),
        "curves": curves(labelled, rankings, thresholds),
    }


def robustness(
    understanding: Understanding, samples: Sequence[Sample], thresholds: Thresholds, progress: Progress
) -> list[slices.Row]:
    """Return the figures of the same messages typed worse."""
    labelled, rows = [one.labelled for one in samples], []
    for name, worsen in VARIANTS.items():
        with progress.step(f"Messages mal tapés : {name.lower()}"):
            rankings = understanding.rank([worsen(one.text) for one in labelled])
        table = facts(labelled, rankings.decided(thresholds))
        rows.append({"name": name, "count": len(labelled), **figures(table), "noise": half_widths(table)["accuracy"]})
    return rows


def measure_dev(
    understanding: Understanding, samples: Sequence[Sample], thresholds: Thresholds, progress: Progress
) -> dict[str, Any]:
    """Return everything there is to say of messages written by other hands."""
    texts = [one.labelled.text for one in samples]
    with progress.step(f"Lecture des {len(samples)} messages, un par un et sur un seul fil") as step:
        parsed = []
        for found in understanding.timed(texts, thresholds):
            parsed.append(found)
            step.tick()
    with progress.step("Mesures et courbes"):
        found = measure(samples, understanding.rank(texts), parsed, thresholds)
    return {**found, "robustness": robustness(understanding, samples, thresholds, progress)}


def history_line(subject: Subject, cv: dict[str, Any], dev: dict[str, Any]) -> Line:
    """Return what is kept of a report."""
    worst = slices.worst_style(dev["per_style"])
    kept = {
        "cv_accuracy": Figure(cv["figures"]["accuracy"], cv["noise"]["accuracy"]),
        "worst_style_accuracy": Figure(worst["accuracy"], worst["noise"]),
    }
    for name in KEPT:
        if name not in kept:
            kept[name] = Figure(dev["figures"][name], dev["noise"].get(name, 0.0))
    return Line(subject.date, subject.model, subject.examples, subject.dev, dev["messages"], kept, worst["name"])
