"""The guard over whole corpora: those written for it, and those that were not (docs/patient-data.md)."""

from __future__ import annotations

import csv
from dataclasses import dataclass

import pytest

from balise.model.guard import Sighting, holds_nir, seen
from balise.settings import ROOT
from tests.unit import bot_files

RECALL, FALSE_ALARMS, ON_EXAMPLES = 0.98, 0.02, 0.002

JUSTIFIED: frozenset[str] = frozenset()
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


def test_what_nobody_tuned_for_does_not_get_worse() -> None:
    """
    The sealed half of the blind set: what was reached when it was opened (docs/patient-data.md) is kept.
    """
    blind = samples("patient_data_blind.tsv")
    caught = [bool(seen(sample.text)) for sample in blind if sample.refused]
    alarms = [bool(seen(sample.text)) for sample in blind if not sample.refused]

    assert sum(caught) / len(caught) >= 0.86
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


@pytest.mark.parametrize("kind", Sighting)
def test_the_set_is_of_every_kind(kind: Sighting) -> None:
    """
    The labelled set holds enough of each kind, and as many harmless sentences as half of the others at least.
    """
    assert 10 <= sum(sample.kind == kind for sample in REFUSED)
    assert len(HARMLESS) >= len(REFUSED) / 2
    assert len(DEV) == len({sample.text for sample in DEV}) >= 1600
