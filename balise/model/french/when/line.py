"""A text made simple to read, each of its signs knowing where it comes from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

_JOINING = re.compile(r"(?<=[a-z])-(?=[a-z0-9])|(?<=\d)-(?=[a-z])")
Make = Callable[[re.Match[str]], tuple[str, object] | None]


class Cell(NamedTuple):
    """The place of a sign in the original text, and the thing it stands for once it has been read."""

    start: int
    end: int
    thing: object = None


@dataclass(frozen=True, slots=True)
class Line:
    """
    The folded text: plain small letters, digits, some signs; what has been read in it becomes one mark.

    Rules rewrite it one after the other, so that a rule on periods sees dates as single signs.
    """

    text: str
    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, text: str) -> Line:
        """Fold a text: no accents, no case; an apostrophe and a hyphen beside a letter are blanks; blanks do not repeat."""
        signs: list[str] = []
        cells: list[Cell] = []
        for place, letter in enumerate(text):
            for sign in _folded(letter):
                if sign != " " or (signs and signs[-1] != " "):
                    signs.append(sign)
                    cells.append(Cell(place, place + 1))
        return cls(_JOINING.sub(" ", "".join(signs)), tuple(cells))

    def rewritten(self, pattern: str, make: Make) -> Line:
        """
        Put a sign and its thing in place of what matches, word boundaries on both sides.

        `make` returns None to leave a match as it is; a sign may be empty, which forgets the words and the blank before.
        """
        signs: list[str] = []
        cells: list[Cell] = []
        done = 0
        for match in _compiled(pattern).finditer(self.text):
            if match.end() == match.start() or (made := make(match)) is None:
                continue
            first, last = match.span()
            if not made[0] and first > done and self.text[first - 1] == " ":
                first -= 1
            signs += self.text[done:first], made[0]
            cells += self.cells[done:first]
            if made[0]:
                cells.append(Cell(self.cells[first].start, self.cells[last - 1].end, made[1]))
            done = last
        if not done:
            return self
        return Line("".join([*signs, self.text[done:]]), (*cells, *self.cells[done:]))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])")


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    """Return the signs one letter is read as."""
    if letter in "’'ʼ`´‘":
        return " "
    if letter in "–—‑−":
        return "-"
    if letter in "→➔⇒":
        return ">"
    if letter in "œŒæÆ":
        return "oe" if letter in "œŒ" else "ae"
    if letter.isnumeric() and not letter.isdecimal():
        return ","
    plain = (c.lower() for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    return "".join(" " if c.isspace() else c if re.match(r"[a-z0-9 .,:/@+()>%!?;-]", c) else "," for c in plain)
