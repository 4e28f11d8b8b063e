"""Working days, over the holidays that move and those that do not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balise.model.working_days import working_days_after

days = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("asked", "count", "due"),
    [
        ("2026-03-02", 1, "2026-03-03"),
        ("2026-03-02", 10, "2026-03-16"),
        ("2026-03-06", 1, "2026-03-09"),  # a Friday
        ("2026-03-07", 1, "2026-03-09"),  # a Saturday
        ("2026-12-18", 10, "2027-01-05"),  # Christmas and New Year's Day are Fridays
        ("2026-04-30", 10, "2026-05-19"),  # 1 May, 8 May, Ascension Day on the 14th
        ("2027-03-25", 2, "2027-03-30"),  # Easter Monday; Good Friday is a working day
        ("2027-05-14", 1, "2027-05-18"),  # Whit Monday
        ("2026-07-13", 1, "2026-07-15"),
        ("2026-11-10", 1, "2026-11-12"),
    ],
)
def test_weekends_and_public_holidays_do_not_count(asked: str, count: int, due: str) -> None:
    """What was asked for on a day is due so many working days later."""
    assert date.fromisoformat(due) == working_days_after(date.fromisoformat(asked), count)


@given(days, st.integers(1, 30))
def test_a_working_day_is_between_monday_and_friday_and_days_add_up(day: date, count: int) -> None:
    """Ten days after are five days after five days after; there is always a working day within the week."""
    due = working_days_after(day, count)

    assert 0 <= due.weekday() <= 4
    assert timedelta(days=count) <= due - day <= timedelta(days=3 * count + 4)
    assert working_days_after(day, count + 1) == working_days_after(due, 1)
