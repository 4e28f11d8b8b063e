"""An agent's reading of somebody's conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Access:
    """Who read which conversation, when (aware), and why, in their own words."""

    conversation: str
    at: datetime
    by: str
    why: str
