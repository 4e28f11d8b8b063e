"""What can be asked of this room, each with its progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from balise.launch.progress import Progress
from balise.launch.shaping import fingerprint
from evaluation import crossvalidation, history
from evaluation import gate as gatekeeping
from evaluation.configuration import ROOT, read_thresholds, read_training
from evaluation.costs import COSTS, GRID, Choice, careful, cheapest, measured
from evaluation.facts import facts, figures
from evaluation.markup import percent
from evaluation.report import Subject, history_line, measure, measure_dev
from evaluation.report_page import report_page
from evaluation.samples import Sample, dev_messages, file_mark, training_examples
from evaluation.understanding import Rankings, Understanding

OUTPUT = ROOT / "var" / "eval"
CACHE = OUTPUT / "cv.npz"
TOLD = ("handled", "wrong_action", "asked", "false_refusal", "out_of_scope_recall", "out_of_scope_accepted")


def report(dev_file: Path, again: bool) -> int:
    """Measure everything, write the report, and keep its line in the history."""
    progress = Progress(sys.stderr)
    messages = dev_messages(dev_file)
    model, thresholds, training = fingerprint(ROOT), read_thresholds(), read_training()
    samples = training_examples(ROOT / "data" / "nlu")
    rankings = _cross_validated(samples, training, again, progress)
    with progress.step("Mesures et courbes de la validation croisée"):
        cv = measure(samples, rankings, rankings.decided(thresholds), thresholds)
    with progress.step(f"Apprentissage des {len(samples)} exemples"):
        labels = [one.labelled.intents[0] for one in samples]
        understanding = Understanding.fit([one.labelled.text for one in samples], labels, training)
    dev = measure_dev(understanding, messages, thresholds, progress)
    subject = Subject.of_today(model, len(samples), file_mark(dev_file), dev_file.name, thresholds)
    lines = history.with_line(history.present(), history_line(subject, cv, dev))
    with progress.step("Rédaction du rapport"):
        history.FILE.write_text(history.written(lines), encoding="utf-8")
        page = _write(subject, cv, dev, lines)
    _tell(lines, progress)
    progress.say(f"→ {page}")
    return 0


def thresholds(most_wrong: Sequence[float]) -> int:
    """Print the thresholds that cost least on the cross-validated rankings of the last report."""
    if not CACHE.exists():
        raise SystemExit("✗ Il faut d'abord les classements de la validation croisée : lancez « make eval ».")
    _, samples, rankings = crossvalidation.load(CACHE)
    labelled = [one.labelled for one in samples]
    measure_one, present = measured(labelled, rankings), read_thresholds()
    progress, starts = Progress(sys.stderr), [present, careful(present)]
    found = {"En place": measure_one(present)}
    # The strictest first: what is found under a limit is a beginning for the next, which can only be cheaper.
    for limit in (*sorted(most_wrong), 1.0):
        title = "Sans limite" if limit >= 1 else f"Au plus {percent(limit)} d'actions à tort"
        with progress.step(title) as step:
            found[title] = cheapest(measure_one, starts, limit, step.tick)
        starts.append(found[title].thresholds)
    out = sys.stdout.write
    out(f"{len(samples)} exemples. Coûts : {', '.join(f'{name} {cost}' for name, cost in COSTS.items())}\n")
    for title, choice in found.items():
        shares = figures(facts(labelled, rankings.decided(choice.thresholds)))
        out(_described(title, choice, shares))
    return 0


def gate(dev_file: Path, models: Path) -> int:
    """Compare the trained model with the last one committed."""
    passes, said = gatekeeping.check(dev_file, models)
    (sys.stdout if passes else sys.stderr).write(said + "\n")
    return 0 if passes else 1


def _cross_validated(samples: Sequence[Sample], training: dict[str, Any], again: bool, progress: Progress) -> Rankings:
    """Return the rankings, those kept if nothing that decides them has changed."""
    key = crossvalidation.ranking_key(samples, training)
    if CACHE.exists() and not again:
        known, _, rankings = crossvalidation.load(CACHE)
        if known == key:
            progress.say("✓ Validation croisée déjà faite, et rien de ce qui la décide n'a changé (--again la recommence)")
            return rankings
    rankings = crossvalidation.cross_validate(samples, training, progress)
    crossvalidation.save(CACHE, key, samples, rankings)
    return rankings


def _write(subject: Subject, cv: dict[str, Any], dev: dict[str, Any], lines: Sequence[history.Line]) -> Path:
    OUTPUT.mkdir(parents=True, exist_ok=True)
    said = {"subject": asdict(subject), "cross_validation": cv, "dev": dev, "history": [asdict(line) for line in lines]}
    (OUTPUT / "report.json").write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
    page = OUTPUT / "report.html"
    page.write_text(report_page(subject, cv, dev, lines), encoding="utf-8")
    return page


def _tell(lines: Sequence[history.Line], progress: Progress) -> None:
    """Say the main figures beside those of the model before, on the same messages."""
    now = lines[-1]
    before = gatekeeping.reference(lines, now.model, now.dev)
    for name in history.KEPT:
        earlier = f"   (modèle {before.model} : {percent(before.figures[name].value)})" if before else ""
        value = now.figures[name]
        progress.say(f"  {name:24} {percent(value.value)} ± {percent(value.noise)}{earlier}")


def _described(title: str, choice: Choice, shares: dict[str, float]) -> str:
    values = "  ".join(f"{name}: {getattr(choice.thresholds, name):g}" for name in GRID)
    told = "  ".join(f"{name} {shares.get(name, 0.0):.3f}" for name in TOLD)
    return f"\n{title} : coût {choice.cost:.3f}\n  {values}\n  {told}\n"
