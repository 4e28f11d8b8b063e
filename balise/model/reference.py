"""References one can dictate on the phone: made, and found in what people write."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Characters one can dictate on the phone: no 0 nor O, no 1 nor I."""

REFERENCE_PATTERN = rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}"


def new_reference() -> str:
    """
    Return a fresh reference such as `7KQ4-9MXB` (38 random bits).

    Each half holds a digit, so that it is told from two words however it is typed.
    """
    return f"{_half()}-{_half()}"


def _half() -> str:
    while True:
        drawn = "".join(secrets.choice(ALPHABET) for _ in range(4))
        if any(character.isdigit() for character in drawn):
            return drawn


_TYPED = REFERENCE_PATTERN.replace("-", r"[ \-–]?", 1)
_CANDIDATE = re.compile(rf"(?<![A-Z0-9])(?=({_TYPED})(?![A-Z0-9]))", re.IGNORECASE)


def references_in(text: str) -> Iterator[tuple[str, int, int]]:
    """
    Yield each reference written in a sentence, whatever its case, hyphen or spaces, with where it begins and ends.

    Likeliest first: candidates are found overlapping, since in « avec 7KQ4 9MXB », « avec 7KQ4 » would hide the right one.
    """
    likely = [match for match in _CANDIDATE.finditer(text) if _likeness(match[1])]
    for match in sorted(likely, key=lambda match: -_likeness(match[1])):
        bare = re.sub(r"[^A-Z0-9]", "", match[1].upper())
        yield f"{bare[:4]}-{bare[4:]}", *match.span(1)


def find_reference(text: str) -> str | None:
    """Return the likeliest reference written in a sentence; None when there is none."""
    return next((reference for reference, _, _ in references_in(text)), None)


def _likeness(candidate: str) -> int:
    """
    Say how much eight characters look like a reference rather than like words, hours or another number; 0 for not at all.

    Each half of a reference holds a digit, but one may be mistyped where there is a hyphen.
    """
    if not re.search("[A-Z]", candidate, re.IGNORECASE) or re.fullmatch(r"\dh\d\d.?\dh\d\d", candidate, re.IGNORECASE):
        return 0
    halves = sum(any(character.isdigit() for character in half) for half in (candidate[:4], candidate[-4:]))
    hyphen = candidate[4] in "-–"
    return halves + hyphen if halves == 2 or (halves and hyphen) else 0
