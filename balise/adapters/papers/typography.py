"""French typography and harmless words. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"


def spaced(text: str) -> str:
    """
    Return a sentence whose spaces do not break where French forbids it: before : ; ! ? », after «.

    A space is never added, so that an address, a URL or an hour keep theirs.
    """
    text = re.sub(r" (?=[;!?])", NARROW_NBSP, text)
    return re.sub(r" (?=[:»])|(?<=«) ", NBSP, text)


def long_date(day: date, months: Sequence[str]) -> str:
    """
    Return a day in full: « 1er août 2026 », on one line.

    Args:
        day: the day.
        months: the names of the twelve months.

    """
    rank = "1er" if day.day == 1 else str(day.day)
    return NBSP.join((rank, months[day.month - 1], str(day.year)))


def clean(text: str) -> str:
    """
    Return what somebody typed on one line, without what cannot be seen.

    Control, bidirectional and unassigned characters are dropped: they would let a name rewrite what stands around it.
    """
    return " ".join(_visible(text).split())


def clean_lines(text: str) -> str:
    """Return what somebody typed, its lines kept, each of them clean; never two empty lines in a row."""
    lines = "\n".join(clean(line) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def shortened(text: str, limit: int) -> str:
    """Return a clean text of `limit` characters at most; what is cut says so."""
    bare = clean(text)
    return bare if len(bare) <= limit else bare[: limit - 1].rstrip() + "…"


def _visible(text: str) -> str:
    spaces = re.sub(r"\s", " ", text)
    return "".join(character for character in spaces if not unicodedata.category(character).startswith("C"))
