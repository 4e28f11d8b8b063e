"""Times as people read them: those of metropolitan France."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

FRANCE = ZoneInfo("Europe/Paris")


def in_france(at: datetime) -> datetime:
    """Return an aware datetime at the clocks of metropolitan France."""
    return at.astimezone(FRANCE)
