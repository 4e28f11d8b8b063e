"""When the support desk is open: the opening_hours syntax of OpenStreetMap, at the clocks and holidays of metropolitan France."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from opening_hours import OpeningHours, validate

from balise.errors import Invalid
from balise.model.moment import FRANCE, in_france

_UNSURE = re.compile(r'["+]|unknown|SH|sunrise|sunset|dawn|dusk')
"""What leaves hours open to doubt: comments, ends that are not given, school holidays (no calendar here), the sun."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether somebody is there, and when that changes next (aware, at the clocks of France); None when it never does."""

    open: bool
    changes_at: datetime | None


def is_rule(text: str) -> bool:
    """Say whether a text is a rule of hours that leaves no doubt."""
    return validate(text) and not _UNSURE.search(text)


class Hours:
    """
    A rule such as `Mo-Fr 09:00-12:30,13:30-18:00; PH off`.

    Raises:
        Invalid: `hours`, for what is no rule, or leaves a doubt.

    """

    def __init__(self, rule: str) -> None:
        if not is_rule(rule):
            raise Invalid("hours")
        self._rule = OpeningHours(rule, timezone=FRANCE, country="FR")

    def at(self, moment: datetime) -> Opening:
        """Return how it is at an aware moment."""
        there = in_france(moment)
        return Opening(self._rule.is_open(there), self._rule.next_change(there))
