"""What opinions make together."""

from __future__ import annotations

from datetime import UTC, datetime

from balise.model.opinion import Judged, Opinion, Tally, gathered


def judged(day: int, source: str, intent: str, *, helpful: bool, reason: str = "") -> Judged:
    """Return an opinion given on a day."""
    return Judged(datetime(2026, 11, day, tzinfo=UTC), source, intent, Opinion(helpful, reason))


def test_opinions_are_counted_by_source_and_by_intent() -> None:
    """The most unhelpful first, then the most judged; reasons are listed the newest first, and no opinion without one."""
    early = judged(1, "Fiche A", "bal_pleine", helpful=False, reason="trop long")
    late = judged(3, "Fiche B", "", helpful=False, reason="faux")
    found = gathered([early, judged(2, "Fiche B", "", helpful=True), late, judged(4, "Fiche C", "bal_pleine", helpful=True)])

    assert [("Fiche B", Tally(1, 1)), ("Fiche A", Tally(0, 1)), ("Fiche C", Tally(1, 0))] == list(found.sources.items())
    assert [("", Tally(1, 1)), ("bal_pleine", Tally(1, 1))] == list(found.intents.items())
    assert (late, early) == found.reasons


def test_nobody_has_judged() -> None:
    """Then there is nothing to show."""
    found = gathered([])

    assert ({}, {}, ()) == (found.sources, found.intents, found.reasons)
