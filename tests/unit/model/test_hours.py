"""When the support desk is open."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from holidays import country_holidays

from balise.errors import Invalid
from balise.model.hours import Hours, Opening
from balise.model.moment import FRANCE, in_france

OFFICE = "Mo-Fr 09:00-12:30,13:30-18:00; PH off"
NIGHT = "Mo-Fr 22:00-06:00"


def paris(written: str) -> datetime:
    """Return a moment by the clocks of France."""
    return datetime.fromisoformat(written).replace(tzinfo=FRANCE)


@pytest.mark.parametrize(
    ("rule", "at", "is_open", "changes_at"),
    [
        (OFFICE, "2026-11-20T10:00", True, "2026-11-20T12:30"),
        (OFFICE, "2026-11-20T12:30", False, "2026-11-20T13:30"),  # lunch: the minute of an end is outside
        (OFFICE, "2026-11-20T13:30", True, "2026-11-20T18:00"),
        (OFFICE, "2026-11-20T18:00", False, "2026-11-23T09:00"),  # a week-end
        (OFFICE, "2026-11-22T12:00", False, "2026-11-23T09:00"),
        (OFFICE, "2026-04-03T18:00", False, "2026-04-07T09:00"),  # Easter Monday
        (OFFICE, "2026-05-14T10:00", False, "2026-05-15T09:00"),  # Ascension
        (OFFICE, "2026-12-24T18:00", False, "2026-12-28T09:00"),
        (OFFICE, "2026-03-27T18:00", False, "2026-03-30T09:00"),  # the clocks go forward in between
        ("Mo-Fr 09:00-18:00", "2026-12-25T10:00", True, "2026-12-25T18:00"),  # holidays count only where the rule says so
        (NIGHT, "2026-11-20T23:00", True, "2026-11-21T06:00"),
        (NIGHT, "2026-11-21T05:59", True, "2026-11-21T06:00"),
        (NIGHT, "2026-11-21T22:30", False, "2026-11-23T22:00"),
        ("Mo-Sa 08:00-24:00", "2026-11-20T20:00", True, "2026-11-21T00:00"),
        ("Sa-Su 00:00-24:00", "2026-10-24T20:00", True, "2026-10-26T00:00"),  # 25 hours that Sunday
        ("24/7", "2026-11-20T10:00", True, None),
        ("Mo-Su 00:00-24:00", "2026-11-20T10:00", True, None),
        ("off", "2026-11-20T10:00", False, None),
        ("Mo-Fr 09:00-18:00; 2026 Dec 24 - 2027 Jan 03 off", "2026-12-23T18:00", False, "2027-01-04T09:00"),
    ],
)
def test_open_or_not_and_until_when(rule: str, at: str, is_open: bool, changes_at: str | None) -> None:
    """
    By the clocks of France, whatever the time zone one asks in.
    """
    expected = Opening(is_open, paris(changes_at) if changes_at else None)

    assert expected == Hours(rule).at(paris(at))
    assert expected == Hours(rule).at(paris(at).astimezone(UTC))


def test_an_hour_that_comes_twice() -> None:
    """
    The night the clocks go back, 2:30 is first open, then, an hour later, still open: it closes at the second 3:00.
    """
    night = Hours("Su 01:00-03:00")
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    opening = night.at(first + timedelta(hours=1))

    assert ["02:30", "02:30"] == [f"{in_france(at):%H:%M}" for at in (first, first + timedelta(hours=1))]
    assert (True, True) == (night.at(first).open, opening.open)
    assert opening.changes_at is not None
    assert datetime(2026, 10, 25, 2, 0, tzinfo=UTC) == opening.changes_at.astimezone(UTC)


def test_holidays_are_those_that_working_days_leave_out() -> None:
    """
    The library of hours and that of holidays agree, for ten years.
    """
    holidays = Hours("PH 00:00-24:00")
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(3652)]
    theirs = {day for day in days if holidays.at(datetime(day.year, day.month, day.day, 12, tzinfo=FRANCE)).open}

    assert set(country_holidays("FR", years=range(2026, 2036))) & set(days) == theirs


@pytest.mark.parametrize(
    "rule",
    [
        "lundi au vendredi, 9h-18h",
        "Mo-Fr 9h-18h",
        "Mo-Fr 09:00-18:00;",
        "Mo-Fr 25:00-26:00",
        " ",
        'Mo-Fr 09:00-18:00 "sur rendez-vous"',
        "Mo unknown",
        "Mo-Fr 09:00+",
        "Mo-Fr 09:00-18:00; SH off",
        "Mo-Fr sunrise-sunset",
    ],
)
def test_what_is_no_rule_or_leaves_a_doubt(rule: str) -> None:
    """
    Of a comment, an end that is not given, school holidays or the sun, nobody could say whether somebody is there.
    """
    with pytest.raises(Invalid, match="hours"):
        Hours(rule)
