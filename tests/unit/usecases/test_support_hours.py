"""Saying whether somebody of the support desk is there."""

from __future__ import annotations

from datetime import datetime

import pytest

from balise.model.hours import Hours
from balise.model.moment import FRANCE
from balise.usecases.support.hours import SupportHours
from tests.fakes.clock import FakeClock
from tests.unit.usecases.house import TEXTS

OFFICE = "Mo-Fr 09:00-12:30,14:00-18:00; PH off"


@pytest.mark.parametrize(
    ("rule", "at", "said"),
    [
        (OFFICE, "2026-11-20T10:00", "ouvert jusqu’à 12 h 30."),
        (OFFICE, "2026-11-20T13:00", "fermé : il rouvre à 14 h."),
        (OFFICE, "2026-11-20T19:00", "fermé : il rouvre lundi 23 novembre à 9 h."),
        (OFFICE, "2026-11-19T19:00", "fermé : il rouvre vendredi 20 novembre à 9 h."),
        (OFFICE, "2026-11-20T03:00", "fermé : il rouvre à 9 h."),
        ("Fr 22:00-06:00", "2026-07-31T23:00", "ouvert jusqu’au samedi 1er août à 6 h."),
        ("Mo-Fr 08:00-24:00", "2026-11-20T20:00", "ouvert jusqu’à minuit."),
        ("Mo-Fr 00:00-18:00", "2026-11-20T20:00", "fermé : il rouvre lundi 23 novembre à minuit."),
        ("24/7", "2026-11-20T10:00", "ouvert."),
        ("off", "2026-11-20T10:00", "fermé."),
    ],
)
def test_hours_are_said_in_french(rule: str, at: str, said: str) -> None:
    """
    The hour alone when it is today's, or tonight's midnight; the day in full otherwise.
    """
    clock = FakeClock(datetime.fromisoformat(at).replace(tzinfo=FRANCE))

    assert f"Le support MSSanté est {said}" == SupportHours(Hours(rule), TEXTS, clock).line().replace("\u00a0", " ")


def test_of_hours_that_nobody_has_set_nothing_is_said() -> None:
    """
    Neither a sentence, nor whether it is open.
    """
    support = SupportHours(None, TEXTS, FakeClock())

    assert ("", None) == (support.line(), support())
