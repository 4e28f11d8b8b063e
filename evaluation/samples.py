"""The labelled messages: those the model learns from, and those other hands wrote to judge it."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message

from balise.model.evaluation import Labelled

COLUMNS = ("id", "persona", "style", "text", "intents")
SEVERAL = "|"


@dataclass(frozen=True, slots=True)
class Sample:
    """
    A labelled message and where it comes from.

    `family` says what an out-of-scope message is about, when its file does. The style of a training example is its topic.
    """

    id: str
    labelled: Labelled
    persona: str = ""
    family: str = ""


def training_examples(folder: Path) -> list[Sample]:
    """Read what the model learns from, as Rasa reads it: each example once, with no mark of entity."""
    found: dict[tuple[str, str], Sample] = {}
    for path in sorted(folder.rglob("*.yml")):
        for number, example in enumerate(load_data(str(path)).intent_examples, start=1):
            text, intent = example.get(TEXT), example.get(INTENT)
            labelled, family = Labelled(text, path.stem, (intent,)), _family(example)
            found.setdefault((text, intent), Sample(f"{path.stem}:{number}", labelled, family=family))
    return list(found.values())


def dev_messages(file: Path) -> list[Sample]:
    """
    Read a labelled file: tab-separated, with the columns above and sometimes `family`.

    Raises:
        SystemExit: When it is missing or has other columns.

    """
    if not file.is_file():
        raise SystemExit(f"✗ Le fichier {file} n'existe pas : indiquez-en un avec --dev.")
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or not set(COLUMNS) <= set(rows[0]):
        raise SystemExit(f"✗ {file} : colonnes attendues : {', '.join(COLUMNS)}.")
    return [_sample(row) for row in rows]


def file_mark(file: Path) -> str:
    """Return a short hash of a file: figures on two different sets do not compare."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]


def _family(example: Message) -> str:
    """Return the family of an example, that the metadata of its block say."""
    about = (example.get(METADATA) or {}).get(METADATA_INTENT)
    return about.get("family", "") if isinstance(about, dict) else ""


def _sample(row: dict[str, str]) -> Sample:
    # The gateway takes a leading slash off what people write: Rasa would obey it.
    labelled = Labelled(row["text"].lstrip("/"), row["style"], tuple(row["intents"].split(SEVERAL)))
    return Sample(row["id"], labelled, row["persona"], row.get("family") or "")
