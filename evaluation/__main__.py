"""
Measure how well Balise understands.

    python -m evaluation [--dev FILE] [--again]      the report: var/eval/report.html, report.json; a line of history.tsv
    python -m evaluation thresholds [--most-wrong SHARE …]      the thresholds that cost least, on the last report's rankings
    python -m evaluation gate [--dev FILE] [--models FOLDER]      fails when the trained model understands less than before
"""

import argparse
import os
import sys
import warnings
from pathlib import Path

# Before numpy: a report is long, and alone on the machine. What is timed is timed on one thread all the same.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "2")

from bot.launch_rasa import prepare

prepare()

# Rasa's libraries are of another age, and say so at length.
with warnings.catch_warnings(record=True):
    from evaluation import commands
    from evaluation.configuration import ROOT


def main(arguments: list[str]) -> int:
    """Run a command; its exit status is 0 when all is well."""
    parser = argparse.ArgumentParser(prog="evaluation", description="Mesure ce que Balise comprend.")
    parser.add_argument("command", nargs="?", choices=("report", "thresholds", "gate"), default="report")
    parser.add_argument("--dev", type=Path, default=ROOT / "tests/samples/nlu_dev.tsv", help="messages d'autres mains (TSV)")
    parser.add_argument("--again", action="store_true", help="recommence la validation croisée même si rien n'a changé")
    parser.add_argument(
        "--models", type=Path, default=os.environ.get("BALISE_MODELS", ROOT / "models"), help="où sont les modèles entraînés"
    )
    parser.add_argument("--most-wrong", type=float, nargs="*", default=[0.07, 0.05, 0.03], help="parts d'actions à tort admises")
    asked = parser.parse_args(arguments)
    if asked.command == "report":
        return commands.report(asked.dev, asked.again)
    if asked.command == "thresholds":
        return commands.thresholds(asked.most_wrong)
    return commands.gate(asked.dev, asked.models)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
