"""What the people in charge change: switches, which suspend at once without stopping Balise, and settings, between two starts."""

from __future__ import annotations

from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class SettingChange:
    """
    A setting that a start found to be another than the one before did.

    `seal` tells the values of a setting apart and gives none of them away; empty for the default one.
    """

    name: str
    at: datetime
    seal: str = field(repr=False)
