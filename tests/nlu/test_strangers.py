"""What people say to a smart home is nothing Balise may act upon. Nobody here wrote the sentences: their file says who did."""

from __future__ import annotations

from balise.model.evaluation import Outcome
from evaluation.configuration import ROOT, read_thresholds
from evaluation.understanding import Understanding
from tests.nlu.archive import present_archive

MOST_ACCEPTED = 0.01


def test_strangers_are_not_acted_upon() -> None:
    """Of a thousand orders to lamps, shutters and timers, at most one in a hundred makes Balise act."""
    lines = (ROOT / "tests" / "samples" / "strangers.txt").read_text(encoding="utf-8").splitlines()
    sentences = [line for line in lines if not line.startswith("#")]
    decided = Understanding.load(present_archive()).rank(sentences).decided(read_thresholds())
    accepted = [(text, one.intent) for text, one in zip(sentences, decided, strict=True) if one.outcome is Outcome.ACT]

    assert len(sentences) >= 900
    assert len(accepted) <= MOST_ACCEPTED * len(sentences), accepted
