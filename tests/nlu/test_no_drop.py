"""The model of the present files against the last one whose figures were committed. `make test` trains it first."""

from evaluation import gate
from evaluation.configuration import ROOT
from tests.nlu.archive import MODELS

DEV = ROOT / "tests" / "samples" / "nlu_dev.tsv"


def test_understands_no_less_than_the_last_model() -> None:
    """
    No figure falls by more than chance explains, unless somebody wrote why in evaluation/history.tsv.
    """
    passes, said = gate.check(DEV, MODELS)

    assert passes, said
