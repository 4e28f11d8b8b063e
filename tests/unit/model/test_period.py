"""The days a draft is about."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from balise.model.french.dates import Period, Trouble
from balise.model.period import (
    NO_END,
    Days,
    dated,
    days_in,
    end_of,
    fresh,
    only_that_day,
    other_days,
    start_of,
    with_year,
    without_days,
    year_in,
)
from balise.model.procedure import Kind, Procedure, draft

TODAY = date(2026, 11, 22)
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 5)


def begun(**details: str) -> Procedure:
    """Return a draft with some details."""
    return draft(Kind.AUTO_REPLY, "c", datetime(2026, 11, 22, tzinfo=UTC)).edited(**details)


def test_days_are_kept_with_the_draft() -> None:
    """
    Both ends count; what was wrong before is forgotten.
    """
    kept = dated(begun(trouble="vague", dates="bientôt"), Days(Period(FIRST, LAST)))

    assert (FIRST, LAST) == (start_of(kept), end_of(kept))
    assert {"start": "2026-12-01", "end": "2026-12-05"} == dict(kept.details)


def test_days_without_an_end_say_so() -> None:
    """
    No end is told apart from an end nobody has given yet.
    """
    kept = dated(begun(), Days(Period(FIRST, None)))

    assert (NO_END, None) == (kept.detail("end"), end_of(kept))
    assert "" == other_days(kept).detail("end")


def test_days_that_make_no_period_wait_for_a_question() -> None:
    """
    With their words; a first day alone is kept, and then completed.
    """
    asked = dated(begun(), days_in("à partir du 1er décembre", TODAY))
    completed = dated(asked, days_in("le 5", TODAY, start_of(asked)))

    assert (Trouble.NO_END, "à partir du 1er décembre", FIRST) == (
        asked.detail("trouble"),
        asked.detail("dates"),
        start_of(asked),
    )
    assert (FIRST, LAST) == (start_of(completed), end_of(completed))


def test_a_year_completes_the_days_it_was_asked_for() -> None:
    """
    And nothing else.
    """
    asked = dated(begun(), days_in("du 3 au 17 octobre", TODAY))

    assert "du 3 au 17 octobre 2027" == with_year(asked, "en 2027")
    assert ("hein", "en 2027") == (with_year(asked, "hein"), with_year(begun(), "en 2027"))


def test_days_behind_us_are_left_out() -> None:
    """
    A past beginning becomes today, a past end is to be asked again.
    """
    kept = dated(begun(), Days(Period(FIRST, LAST)))

    assert (date(2026, 12, 3), LAST) == (start_of(fresh(kept, date(2026, 12, 3))), end_of(fresh(kept, date(2026, 12, 3))))
    assert (None, None) == (start_of(fresh(kept, date(2026, 12, 6))), end_of(fresh(kept, date(2026, 12, 6))))
    assert kept == fresh(kept, TODAY)


def test_the_words_of_days_name_no_box() -> None:
    """
    « La première semaine » is not the first box.
    """
    assert "ma BAL Mailiz" == without_days("ma BAL Mailiz du 1er au 5 décembre", TODAY).strip()


@pytest.mark.parametrize(
    ("text", "year"), [("2027", "2027"), ("en 2027", "2027"), ("c'est 2027", "2027"), ("le 3", ""), ("", "")]
)
def test_a_year_alone_is_an_answer(text: str, year: str) -> None:
    """
    To « de quelle année ? ».
    """
    assert year == year_in(text)


@pytest.mark.parametrize(("text", "only"), [("ce jour seulement", True), ("juste la journée", True), ("le 17", False)])
def test_it_may_last_a_day(text: str, only: bool) -> None:
    """
    « Jusqu'à quand ? » has that answer too.
    """
    assert only == only_that_day(text)
