"""
The days a draft is about: `start` and `end`, both included, as its details keep them.

Days that make no period leave their words and their trouble in the draft (`dates`, `trouble`), for the question that asks again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from balise.model.french.dates import Period, Trouble, find_dates, read_period
from balise.model.procedure import Procedure
from balise.model.wording import fold

NO_END = "-"
"""The value of `end` when there is none."""


@dataclass(frozen=True, slots=True)
class Days:
    """What a sentence tells: `start` is a first day said without a last one, `words` those of days that make no period."""

    period: Period | Trouble = Trouble.NOTHING
    start: date | None = None
    words: str = ""


def days_in(text: str, today: date, begins: date | None = None) -> Days:
    """Read the days of a sentence. `begins` is the first one when it is known already."""
    period = read_period(text, today, begins)
    if begins and only_that_day(text):
        period = Period(begins, begins)
    if isinstance(period, Period):
        return Days(period)
    start = _start(text, today) if period in (Trouble.NO_END, Trouble.VAGUE) else None
    return Days(period, start, _words(text, today))


def dated(procedure: Procedure, days: Days) -> Procedure:
    """Return a draft with the days a sentence tells, or with what is wrong with them."""
    if isinstance(days.period, Period):
        end = days.period.last.isoformat() if days.period.last else NO_END
        return other_days(procedure).edited(start=days.period.first.isoformat(), end=end)
    if days.period is Trouble.NOTHING:
        return procedure
    start = days.start.isoformat() if days.start else procedure.detail("start") or None
    return procedure.edited(start=start, trouble=days.period, dates=days.words)


def start_of(procedure: Procedure) -> date | None:
    """Return the first day, None as long as it is not known."""
    return _day(procedure.detail("start"))


def end_of(procedure: Procedure) -> date | None:
    """Return the last day, included; None when there is none, or it is not known yet."""
    return _day(procedure.detail("end"))


def fresh(procedure: Procedure, today: date) -> Procedure:
    """Return a draft whose days are not behind us: a past beginning becomes today, a past end is to be asked again."""
    start, end = start_of(procedure), end_of(procedure)
    if end is not None and end < today:
        return procedure.edited(start=None, end=None)
    return procedure.edited(start=today.isoformat()) if start is not None and start < today else procedure


def other_days(procedure: Procedure) -> Procedure:
    """Return a draft whose days are to be asked again."""
    return procedure.edited(start=None, end=None, trouble=None, dates=None)


def with_year(procedure: Procedure, text: str) -> str:
    """Return the days whose year was asked, with the year that answers; any other answer as it is."""
    if procedure.detail("trouble") == Trouble.AMBIGUOUS_YEAR and (year := year_in(text)):
        return f"{procedure.detail('dates')} {year}"
    return text


def year_in(text: str) -> str:
    """Return the year that an answer is, empty when it is something else: « en 2027 »."""
    match = re.fullmatch(r"(?:c est |en |pour |l annee |de )*(20\d\d)", fold(text))
    return match[1] if match else ""


def only_that_day(text: str) -> bool:
    """Say whether an answer to « jusqu'à quand ? » says that the first day is the only one."""
    return re.search(r"\b(?:(?:ce|un|le meme|le seul) (?:seul )?jour|(?:la|une) journee)\b", fold(text)) is not None


def without_days(text: str, today: date) -> str:
    """Return a sentence without the words that speak of days: the others may name a box."""
    for span in find_dates(text, today):
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _start(text: str, today: date) -> date | None:
    """Return the first day of a sentence that does not say the last."""
    firsts = {span.first for span in find_dates(text, today) if span.first and not span.trouble}
    return firsts.pop() if len(firsts) == 1 else None


def _words(text: str, today: date) -> str:
    """Return the words of a sentence that speak of days, from the first to the last; only those in doubt when a year is."""
    spans = find_dates(text, today)
    spans = tuple(span for span in spans if span.trouble is Trouble.AMBIGUOUS_YEAR) or spans
    return text[spans[0].start : spans[-1].end] if spans else ""


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value and value != NO_END else None
