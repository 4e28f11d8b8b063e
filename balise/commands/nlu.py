"""`balise nlu eval`: how well the trained model understands a labelled file."""

from __future__ import annotations

import asyncio
import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from balise.commands.problems import said_in_french
from balise.commands.setting_up import read_settings
from balise.errors import Invalid, PermanentFailure
from balise.launch.progress import Progress
from balise.launch.supervisor import trained
from balise.model.evaluation import Labelled, Outcome, Parsed, evaluate
from balise.settings import ROOT

_COLUMNS = {"id", "persona", "style", "text", "intents"}


@click.group()
def nlu() -> None:
    """Mesure la compréhension."""


@nlu.command("eval")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="En JSON.")
def evaluate_file(file: Path, as_json: bool) -> None:
    """Mesure le modèle sur FILE (TSV : id, persona, style, text, intents)."""
    with said_in_french():
        labelled = read_labelled(file)
        report = evaluate(labelled, list(_parsed(labelled)))
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=2))
        return
    for name, value in asdict(report).items():
        click.echo(f"{name:24} {value:.3f}" if isinstance(value, float) else f"{name:24} {json.dumps(value, ensure_ascii=False)}")


def read_labelled(file: Path) -> list[Labelled]:
    """
    Read a labelled file.

    Raises:
        Invalid: `labelled`, when a column is missing or there is no line.

    """
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or not _COLUMNS <= set(rows[0]):
        raise Invalid("labelled", f"colonnes attendues : {', '.join(sorted(_COLUMNS))}")
    return [Labelled(row["text"], row["style"], tuple(row["intents"].split("|"))) for row in rows]


def _parsed(labelled: list[Labelled]) -> Iterator[Parsed]:
    """Have Rasa's environment parse every text with the trained model."""
    settings = read_settings()
    model = asyncio.run(trained(settings, Progress(sys.stderr)))
    command = [str(settings.rasa_python), "-m", "bot.nlu.parse_file", str(model)]
    asked = "\n".join(json.dumps(one.text) for one in labelled)
    done = subprocess.run(command, input=asked, capture_output=True, text=True, cwd=ROOT, check=False)  # noqa: S603 - our own
    if done.returncode:
        raise PermanentFailure(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "Rasa")
    for line in done.stdout.splitlines():
        found: dict[str, Any] = json.loads(line)
        ranking = tuple((i["name"], i["confidence"]) for i in found["intent_ranking"])
        decision = found["decision"]
        yield Parsed(ranking, Outcome(decision["outcome"]), decision["intent"], tuple(decision["options"]), found["parse_ms"])
