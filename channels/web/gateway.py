"""What the web door's routes share. One per process."""

from __future__ import annotations

from dataclasses import dataclass

from balise.usecases.conversation.read_transcript import ReadTranscript
from balise.usecases.support.hours import SupportHours
from balise.wiring import Wiring
from channels.answering import Answering

LONGEST_WAIT = 25.0
"""Seconds a long poll may wait: below the idle timeouts of common proxies."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """The use cases, the reader of transcripts, the answers under way, and the hours of the support desk."""

    wiring: Wiring
    read: ReadTranscript
    answering: Answering
    support: SupportHours
