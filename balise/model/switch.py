"""Switches: what the people in charge may suspend at once, without stopping Balise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from balise.model.conversation import Channel
from balise.model.procedure import Kind


class Position(StrEnum):
    """What a switch can be. Everything is on until somebody switches it off."""

    ON = "on"
    OFF = "off"


NAMES = (*map(str, Channel), *map(str, Kind))
"""A channel, where everybody is told that it is suspended; a kind of procedure, which nobody may then begin nor confirm."""


@dataclass(frozen=True, slots=True)
class Flip:
    """One line of the switches' history: who moved which, when, and why in their own words, which hold nothing personal."""

    name: str
    at: datetime
    by: str
    before: Position
    after: Position
    why: str
