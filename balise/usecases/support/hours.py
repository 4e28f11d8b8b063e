"""Say whether somebody of the support desk is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from balise.model.hours import Hours, Opening
from balise.model.moment import in_france
from balise.ports import Clock, Texts


@dataclass(frozen=True, slots=True)
class SupportHours:
    """Tell the hours of the support desk; of hours that are not known nothing is said."""

    hours: Hours | None
    texts: Texts
    clock: Clock

    def __call__(self) -> Opening | None:
        """Return how it is now."""
        return self.hours.at(self.clock()) if self.hours else None

    def line(self) -> str:
        """Return the same as a sentence; empty when nothing is known."""
        opening = self()
        if opening is None:
            return ""
        state = "open" if opening.open else "closed"
        if opening.changes_at is None:
            return self.texts.line(f"support_{state}")
        changes = in_france(opening.changes_at)
        hour = self._hour(changes.time())
        if self._within_today(changes):
            return self.texts.line(f"support_{state}_today", hour=hour)
        return self.texts.line(f"support_{state}_until", day=self._day(changes), hour=hour)

    def _within_today(self, changes: datetime) -> bool:
        """Say whether a change is today; tonight's midnight is."""
        days = (changes.date() - in_france(self.clock()).date()).days
        return days == 0 or (days == 1 and changes.time() == time())

    def _day(self, day: datetime) -> str:
        rank = self.texts.line("first_of_month") if day.day == 1 else str(day.day)
        weekday, month = self.texts.family("weekday_")[str(day.isoweekday())], self.texts.family("month_")[str(day.month)]
        return self.texts.line("day_of_year", weekday=weekday, rank=rank, month=month)

    def _hour(self, hour: time) -> str:
        if hour == time():
            return self.texts.line("midnight")
        return self.texts.line("hour_and_minutes" if hour.minute else "hour", hour=str(hour.hour), minutes=f"{hour:%M}")
