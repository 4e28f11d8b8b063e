"""
The calendar's rules: which days are meant by what is said of them. `today` is always given.

- A day without a year is its next occurrence, today included; a weekday alone is the next one, today excluded.
- That is `AMBIGUOUS_YEAR` when the next occurrence is over six months away and the last one less than two months ago.
- A day without a year that does not come within twelve months (« le 29 février ») is `IMPOSSIBLE`, as is « le 31 juin »
  or a weekday that is not that day's.
- A year of two digits is of this century, or of the last one when that is over fifty years away.
- A stretch under way (« ce mois-ci ») is read from today.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

_DAY = timedelta(days=1)


class Trouble(StrEnum):
    """Why no period can be taken from what is said: what to ask about."""

    IMPOSSIBLE = "impossible"
    AMBIGUOUS_YEAR = "ambiguous_year"
    PAST = "past"
    END_BEFORE_START = "end_before_start"
    SEVERAL = "several"
    VAGUE = "vague"
    NO_END = "no_end"
    NOTHING = "nothing"


def shift(day: date, months: int) -> date:
    """Return the same day some months later or earlier, the month's last when it has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Length:
    """How long something lasts. Its first day counts: 15 days from the 3rd end on the 17th."""

    months: int = 0
    days: int = 0

    def __add__(self, other: Length) -> Length:
        return Length(self.months + other.months, self.days + other.days)

    def last_day(self, first: date) -> date:
        """Return the last day of what begins on a day: three months from the 22nd end on a 21st."""
        end = shift(first, self.months)
        clamped = end.day != first.day
        return end + (self.days - (0 if clamped else 1)) * _DAY

    def after(self, day: date) -> date:
        """Return the day reached when it has passed (« dans trois semaines »)."""
        return shift(day, self.months) + self.days * _DAY

    def before(self, day: date) -> date:
        """Return the day it has passed since (« il y a trois semaines »)."""
        return shift(day, -self.months) - self.days * _DAY


class Part(StrEnum):
    """The part of a month that is said, by the word for it."""

    WHOLE = "whole"
    EARLY = "debut"
    MIDDLE = "mi"
    LATE = "fin"
    FIRST_HALF = "first half"
    SECOND_HALF = "second half"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days one after the other, both ends included."""

    first: date
    last: date

    @property
    def middle(self) -> Stretch:
        """Return the one day in the middle, where « mi-octobre » begins or ends something."""
        day = self.first + (self.last - self.first) // 2
        return Stretch(day, day)


@dataclass(frozen=True, slots=True)
class Said:
    """A day or a stretch as it is said. `turn` is 1 for « prochain », -1 for « dernier »; `known` needs no reading."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    part: Part | None = None
    turn: int = 0
    weeks: int = 0
    known: Stretch | None = None

    @property
    def yearless(self) -> bool:
        """Tell whether a month is said, and the year left to be understood."""
        return self.month is not None and self.year is None and self.turn == 0


def month_of(day: date, part: Part = Part.WHOLE) -> Stretch:
    """Return the month of a day, or a part of it."""
    last = monthrange(day.year, day.month)[1]
    ends = {
        Part.WHOLE: (1, last),
        Part.EARLY: (1, 10),
        Part.MIDDLE: (11, 20),
        Part.LATE: (21, last),
        Part.FIRST_HALF: (1, 15),
        Part.SECOND_HALF: (16, last),
    }[part]
    return Stretch(day.replace(day=ends[0]), day.replace(day=ends[1]))


def week_of(day: date, weeks: int = 0) -> Stretch:
    """Return the week of a day, Monday to Sunday, or one some weeks later."""
    monday = day + (7 * weeks - day.weekday()) * _DAY
    return Stretch(monday, monday + 6 * _DAY)


def full_year(year: int, today: date) -> int:
    """Return the year meant by two digits; longer ones are themselves."""
    if year > 99:
        return year
    year += today.year // 100 * 100
    return year - 100 if year > today.year + 50 else year


def resolve(said: Said, today: date, base: date | None = None) -> Stretch | Trouble:
    """Return the days that are meant, searched from `base` (today when not given) for what has no year."""
    base = base or today
    found: Stretch | None
    if said.known:
        found = said.known
    elif said.month:
        found = _in_month(said, base)
    elif said.day:
        found = _bare_day(said.day, base)
    else:
        found = _bare_weekday(said, today if said.weeks else base)
    if found is None:
        return Trouble.IMPOSSIBLE
    if base == today and said.yearless and _may_be_past(said, found, today):
        return Trouble.AMBIGUOUS_YEAR
    if said.day and said.weekday is not None and found.first.weekday() != said.weekday:
        return Trouble.IMPOSSIBLE
    return found


def from_today(stretch: Stretch, today: date) -> Stretch:
    """Return what is left of a stretch under way."""
    return replace(stretch, first=today) if stretch.first < today <= stretch.last else stretch


def _in_month(said: Said, base: date) -> Stretch | None:
    """Return what is said of a month, in its year or the next (or last) time it comes."""
    if said.year:
        return _in_year(said, said.year)
    years = (base.year, base.year - 1) if said.turn < 0 else (base.year, base.year + 1)
    for found in (_in_year(said, year) for year in years):
        if found and (found.last < base if said.turn < 0 else shift(base, 12) >= found.last >= base):
            return found
    return None


def _in_year(said: Said, year: int) -> Stretch | None:
    try:
        day = date(year, said.month or 1, said.day or 1)
    except ValueError:
        return None
    return Stretch(day, day) if said.day else month_of(day, said.part or Part.WHOLE)


def _may_be_past(said: Said, found: Stretch, today: date) -> bool:
    last_time = _in_year(said, found.last.year - 1)
    return last_time is not None and last_time.last > shift(today, -2) and found.first > shift(today, 6)


def _bare_day(number: int, base: date) -> Stretch | None:
    """Return the next day of that number: the first month that has one."""
    if not 1 <= number <= 31:
        return None
    month = base.replace(day=1)
    while number > monthrange(month.year, month.month)[1] or month.replace(day=number) < base:
        month = shift(month, 1)
    return Stretch(month.replace(day=number), month.replace(day=number))


def _bare_weekday(said: Said, base: date) -> Stretch:
    """Return the next (or last) weekday of that name, never the day itself."""
    ahead = ((said.weekday or 0) - base.weekday() - 1) % 7 + 1
    back = (base.weekday() - (said.weekday or 0) - 1) % 7 + 1
    day = base - back * _DAY if said.turn < 0 else base + (ahead + 7 * said.weeks) * _DAY
    return Stretch(day, day)
