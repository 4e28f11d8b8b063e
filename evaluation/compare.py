"""
Compare pipelines on the same data: `make compare`.

Each one is a real Rasa pipeline (evaluation/pipelines/*.yml), trained twice: without a fifth of the examples, on which the
thresholds of its decision are chosen, the same way for all, since a confidence of 0.5 means something else in each; then
on all of them, to be measured with those thresholds on messages of other hands. So pipelines are compared at their best, by
what a person gets, and none is favoured by the thresholds of `bot/config.yml`. Decisions come from rankings alone: Balise's
reading of clauses is left out, though its time is counted.

Training uses every core, parsing one; parsing is counted in processor time, which other work on the machine hardly changes,
and training both ways. Memory is that of a process that has parsed everything. The pipelines that need no TensorFlow run
without it, as the product does (bot/launch_rasa.py).
"""

import argparse
import hashlib
import json
import sys
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.launch_rasa import prepare

prepare()

# Rasa's libraries are of another age, and say so at length.
with warnings.catch_warnings(record=True):
    from balise.launch.progress import Progress
    from balise.model.evaluation import Labelled, Outcome, Parsed, evaluate
    from bot.nlu.decision import Thresholds, decide
    from evaluation.configuration import ROOT, read_training
    from evaluation.examples import Example
    from evaluation.pipelines.data import sample
    from evaluation.pipelines.measure import Failed, Material, Pipeline, measure, read_pipelines
    from evaluation.pipelines.table import markdown
    from evaluation.pipelines.thresholds import cheapest
    from evaluation.samples import dev_messages, training_examples

RESULTS = ROOT / "var" / "eval"
OURS = (
    *(f"bot/nlu/{name}.py" for name in ("clauses", "features", "intent_classifier", "lexicon", "normalise", "ranker")),
    "evaluation/pipelines/components.py",
)


def kept(pipeline: Pipeline, material: Material) -> Path:
    """Return the file of a measure: its name changes with the data, the configuration and the code of ours that it runs."""
    code = [read_training(), *((ROOT / path).read_text(encoding="utf-8") for path in OURS)] if pipeline.is_ours else []
    content = json.dumps([pipeline.components, code, material.examples, material.texts])
    name = f"{pipeline.name}-{hashlib.sha256(content.encode()).hexdigest()[:12]}"
    return RESULTS / "compare" / f"{name}{'-once' if material.once else ''}.json"


def judged(measured: dict[str, Any], labelled: list[Labelled]) -> dict[str, Any]:
    """Choose the thresholds of a pipeline and return its figures."""
    thresholds = cheapest([(Labelled(text, "", (intent,)), ranking) for text, intent, ranking in measured["guesses"]])
    figures = asdict(evaluate(labelled, [_decided(row, thresholds) for row in measured["rows"]]))
    times = figures.pop("parse_ms")
    taken = {name: measured[name] for name in ("resident_mb", "train_s", "train_cpu_s", "model_mb")}
    return {**figures, "p50_ms": times["p50"], "p95_ms": times["p95"], **taken, "thresholds": asdict(thresholds)}


def _decided(row: dict[str, Any], thresholds: Thresholds) -> Parsed:
    ranking = tuple((name, chance) for name, chance in row["ranking"])
    decision = decide(ranking, (), thresholds)
    return Parsed(ranking, Outcome(decision.outcome), decision.intent, decision.options, row["ms"])


def read_material(dev_file: Path, count: int, once: bool) -> tuple[Material, list[Labelled]]:
    """Return what every pipeline is given, and the answers."""
    known = [Example(one.labelled.text, one.labelled.intents[0]) for one in training_examples(ROOT / "data" / "nlu")]
    labelled = [one.labelled for one in dev_messages(dev_file)]
    return Material(sample(known, count) if count else known, [one.text for one in labelled], once), labelled


def measured(pipelines: list[Pipeline], material: Material, progress: Progress) -> int:
    """Measure pipelines, and return how many failed."""
    failures = 0
    for pipeline in pipelines:
        file, log = kept(pipeline, material), RESULTS / "compare" / f"{pipeline.name}.log"
        try:
            found = measure(pipeline, material, log, progress)
        except Failed as failure:
            failures += 1
            progress.say(f"✗ {pipeline.name} : {failure}")
        else:
            file.write_text(json.dumps(found), encoding="utf-8")
    return failures


def main(arguments: list[str]) -> int:
    """Measure what is not measured yet, and show every pipeline measured on these data; the exit status is 1 when one failed."""
    pipelines = {pipeline.name: pipeline for pipeline in read_pipelines()}
    parser = argparse.ArgumentParser(prog="evaluation.compare", description="Compare des chaînes de compréhension.")
    parser.add_argument("--dev", type=Path, default=ROOT / "tests/samples/nlu_dev.tsv", help="messages d'autres mains (TSV)")
    parser.add_argument("--only", action="append", choices=pipelines, help="ne mesure que cette chaîne (peut être répété)")
    parser.add_argument("--examples", type=int, default=0, help="n'apprend que d'environ ce nombre d'exemples, pour essayer")
    parser.add_argument("--once", action="store_true", help="n'apprend qu'une fois, de quatre cinquièmes des exemples")
    parser.add_argument("--again", action="store_true", help="mesure de nouveau ce qui l'a déjà été")
    asked = parser.parse_args(arguments)
    progress = Progress(sys.stderr)
    material, labelled = read_material(asked.dev, asked.examples, asked.once)
    (RESULTS / "compare").mkdir(parents=True, exist_ok=True)
    chosen = [pipelines[name] for name in asked.only or pipelines]
    failures = measured([one for one in chosen if asked.again or not kept(one, material).exists()], material, progress)
    rows: dict[str, dict[str, Any]] = {}
    for pipeline in pipelines.values():
        if (file := kept(pipeline, material)).exists():
            with progress.step(f"{pipeline.name} : choix des seuils"):
                rows[pipeline.name] = judged(json.loads(file.read_text(encoding="utf-8")), labelled)
    about = {"examples": len(material.examples), "messages": len(labelled), "dev": asked.dev.name, "once": asked.once}
    (RESULTS / "compare.json").write_text(json.dumps(about | {"pipelines": rows}, ensure_ascii=False, indent=1), encoding="utf-8")
    sys.stdout.write(markdown(rows) + "\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
