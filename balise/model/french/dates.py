"""
Dates, periods and durations in French, relative to a day that is given: there is no clock here.

`find_dates` finds each piece with its place in the text; `read_period` makes one period of them, as a delegation needs,
or says what to ask. What a day without a year means is told in `when.days`. Beside that:

- Both ends of a period count, as does the first day of a length: 15 days from the 3rd end on the 17th.
- Only an end or a length is said: it begins today. Only a beginning, or a day alone: `NO_END`, unless the day is said to
  be the only one (« demain seulement »).
- « jusqu’en juin » ends with June, « jusqu’à la semaine prochaine » with its Sunday.
- « début août » is 1–10, « mi-août » 11–20 (as an end, the 15th), « fin août » from the 21st.
- « du 28 au 3 août » begins in July. What would last over eleven months into another year is `END_BEFORE_START`.
- Words that say no day (« pendant mes congés ») are `VAGUE`, unless a beginning and an end are said beside them.
- Two periods, two beginnings or two ends are `SEVERAL`: none of them is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from balise.model.french.when.days import Length, Trouble
from balise.model.french.when.spans import Kind, Span, spans_in
from balise.model.wording import fold

__all__ = ["Kind", "Length", "Period", "Span", "Trouble", "find_dates", "read_period"]

_ONLY = re.compile(r"\b(seulement|uniquement|juste|rien que|journee|toute la journee|que (demain|aujourd hui))\b")
_WORST_FIRST = (Trouble.IMPOSSIBLE, Trouble.AMBIGUOUS_YEAR, Trouble.PAST, Trouble.END_BEFORE_START, Trouble.SEVERAL)


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to another, both included; without a last day when it is permanent."""

    first: date
    last: date | None

    @property
    def permanent(self) -> bool:
        """Tell whether it has no end."""
        return self.last is None


def find_dates(text: str, today: date) -> tuple[Span, ...]:
    """
    Return what a text says of time, in its order.

    >>> [(span.kind.value, span.first) for span in find_dates("Demain, à 15h30", date(2026, 11, 22))]
    [('date', datetime.date(2026, 11, 23))]
    """
    return spans_in(text, today)


def read_period(text: str, today: date, begins: date | None = None) -> Period | Trouble:
    """
    Return the one period a text says, or what to ask about.

    `begins` is the first day when it is known already: « le 17 août », « fin août » then say the last.
    """
    spans = spans_in(text, today, begins)
    whole = [span for span in spans if _is_whole(span)]
    if whole:
        return _trouble_of(whole) or _period(whole[0], today, begins)
    if not spans:
        return Trouble.NOTHING
    return _assembled(spans, today, begins, only=_ONLY.search(fold(text)) is not None)


def _is_whole(span: Span) -> bool:
    return span.kind is Kind.PERIOD and (span.trouble is not None or (span.first is not None and span.last is not None))


def _period(span: Span, today: date, begins: date | None) -> Period | Trouble:
    """Return what a whole period says: its own days, or until its last one when only the end was asked."""
    if begins is None or not span.stretch or span.last is None:
        return Period(span.first or today, span.last)
    return Period(begins, span.last) if span.last >= begins else Trouble.END_BEFORE_START


def _trouble_of(spans: Iterable[Span]) -> Trouble | None:
    """Return the worst trouble of some pieces that should all say the same."""
    troubles = {span.trouble for span in spans if span.trouble}
    values = {(span.first, span.last, span.length) for span in spans}
    return next((trouble for trouble in _WORST_FIRST if trouble in troubles), Trouble.SEVERAL if len(values) > 1 else None)


def _assembled(spans: tuple[Span, ...], today: date, begins: date | None, only: bool) -> Period | Trouble:
    """Return the period made of a beginning, an end or a length said apart."""
    days = [span for span in spans if span.kind is Kind.DATE]
    starts = [span for span in spans if span.kind is Kind.PERIOD and span.first]
    ends = [span for span in spans if span.kind is Kind.PERIOD and span.last]
    lengths = [span for span in spans if span.kind is Kind.DURATION]
    kinds = {span.kind for span in spans}
    if begins and days and not ends:
        ends, days = days, []
    starts += days
    if trouble := _trouble_of(starts) or _trouble_of(ends) or _trouble_of(lengths):
        return trouble
    said = starts[0].first if starts else begins
    if Kind.PERMANENT in kinds and not ends and not lengths:
        return Period(said or today, None)
    if Kind.VAGUE in kinds and not (said and (ends or lengths)):
        return Trouble.VAGUE
    first = said or today
    if ends and (last := ends[0].last):
        return Period(first, last) if last >= first else Trouble.END_BEFORE_START
    if lengths and (length := lengths[0].length):
        return Period(first, length.last_day(first))
    return Period(first, first) if only else Trouble.NO_END
