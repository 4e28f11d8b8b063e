"""The guard over whole corpora: those written for it, and those that were not (docs/patient-data.md)."""

from __future__ import annotations

import csv
from dataclasses import dataclass

import pytest

from balise.model.guard import Sighting, holds_nir, seen
from balise.settings import ROOT
from tests.dialogue.script import Script, read_scripts
from tests.unit import bot_files

RECALL, FALSE_ALARMS, ON_EXAMPLES = 0.98, 0.02, 0.002

JUSTIFIED = frozenset(
    {
        "Monsieur B., boucher, s'est coupé hier avec un couteau à désosser et son rappel tétanos date de 2009. La plaie est"
        " propre, recousue aux urgences, mais rien n'est noté sur les immunoglobulines. Je suis infirmier et il vient ce soir"
        " pour le pansement. Faut-il un rappel ?"
    }
)
"""Training examples that are refused, and rightly."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence and what it should be; `kind` is a Sighting, or what a harmless sentence is about."""

    refused: bool
    kind: str
    text: str


def samples(name: str) -> list[Sample]:
    """Read a labelled set of tests/samples."""
    lines = (ROOT / "tests" / "samples" / name).read_text("utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Sample(row["label"] == "refuse", row["kind"], row["text"]) for row in rows]


DEV = samples("patient_data.tsv")
REFUSED = [sample for sample in DEV if sample.refused]
HARMLESS = [sample for sample in DEV if not sample.refused]


def listed(found: list[Sample]) -> str:
    """Show samples, one a line."""
    return "\n".join(f"{sample.kind}: {sample.text}" for sample in found)


def test_what_must_not_enter_is_seen() -> None:
    """
    Of the sentences that hold patients' data or a secret, at most 2 % pass.
    """
    missed = [sample for sample in REFUSED if not seen(sample.text)]

    assert RECALL <= 1 - len(missed) / len(REFUSED), listed(missed)


@pytest.mark.parametrize("spent", ["patient_data_blind.tsv", "patient_data_blind_2.tsv"])
def test_what_was_blind_stays_read(spent: str) -> None:
    """
    What was once written by somebody who knew nothing of the guard, and learnt from since: nothing of it is lost.
    """
    blind = samples(spent)
    caught = [bool(seen(sample.text)) for sample in blind if sample.refused]
    alarms = [bool(seen(sample.text)) for sample in blind if not sample.refused]

    assert RECALL <= sum(caught) / len(caught)
    assert sum(alarms) == 0


def test_what_is_seen_is_named_rightly() -> None:
    """
    What the answer says was seen is what is there, at most 5 % aside.
    """
    misnamed = [sample for sample in REFUSED if Sighting(sample.kind) not in seen(sample.text)]

    assert len(misnamed) / len(REFUSED) <= 0.05, listed(misnamed)


def test_harmless_sentences_pass() -> None:
    """
    Of the sentences that only look like patients' data or a secret, at most 2 % are refused.
    """
    refused = [sample for sample in HARMLESS if seen(sample.text)]

    assert len(refused) / len(HARMLESS) <= FALSE_ALARMS, listed(refused)


def test_what_practitioners_ask_passes() -> None:
    """
    Of the 11,800 training examples, which nobody wrote for the guard, at most 0.2 % are refused, and those are listed.
    """
    taught = [line for lines in bot_files.examples().values() for line in lines if not holds_nir(line)]
    refused = {line for line in taught if seen(line)}

    assert len(refused) <= ON_EXAMPLES * len(taught)
    assert JUSTIFIED == refused


@pytest.mark.parametrize("script", read_scripts(), ids=lambda script: script.path.stem)
def test_what_the_scripts_say_is_refused_where_they_tell(script: Script) -> None:
    """
    Of all that practitioners say in the dialogue scripts, what is refused is what the script itself expects to be.
    """
    said = [step for step in script.steps if step.says]

    assert [step.says for step in said if "message_refused" in (step.responses or ())] == [
        step.says for step in said if seen(step.says)
    ]


@pytest.mark.parametrize("kind", Sighting)
def test_the_set_is_of_every_kind(kind: Sighting) -> None:
    """
    The labelled set holds enough of each kind, and as many harmless sentences as half of the others at least.
    """
    assert 10 <= sum(sample.kind == kind for sample in REFUSED)
    assert len(HARMLESS) >= len(REFUSED) / 2
    assert len(DEV) == len({sample.text for sample in DEV}) >= 2900
