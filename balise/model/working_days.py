"""
Working days of metropolitan France: neither Saturday, Sunday, nor one of the eleven public holidays of the Code du travail.

The holidays of Alsace-Moselle and of overseas are not counted, nor are the days that an operator closes on its own.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from holidays import HolidayBase, country_holidays


def working_days_after(day: date, count: int) -> date:
    """Return the working day that is `count` working days after a day, which need not be one; `count` is at least 1."""
    return _france().get_nth_working_day(day, count)


@cache
def _france() -> HolidayBase:
    """Return the calendar, which works out each year it is asked about; loading it takes a quarter of a second."""
    return country_holidays("FR")
