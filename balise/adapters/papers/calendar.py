"""Calendar entries (RFC 5545), through icalendar."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vText

_ALARM_HOUR = timedelta(hours=9)


def write_entry(identity: str, day: date, words: tuple[str, str], at: datetime, days_before: int) -> bytes:
    """
    Return an entry of one whole day, with an alarm at nine in the morning, some days before.

    Args:
        identity: what makes it the same entry when it is imported twice.
        day: the day it stands on.
        words: its summary, and its description.
        at: when it is made.
        days_before: how many days before the alarm rings.

    """
    summary, description = words
    event = Event()
    event.add("uid", f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}@balise")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _french(summary))
    event.add("description", _french(description))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", _ALARM_HOUR - timedelta(days=days_before))
    alarm.add("description", summary)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Balise//Papers//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _french(text: str) -> vText:
    return vText(text, params={"LANGUAGE": "fr"})
