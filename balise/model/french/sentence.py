"""A sentence being read: its text, and the same without accents or case, letter for letter."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

_SIGNS = {"’": "'", "‘": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "\u00a0": " ", "\u202f": " ", "\t": " "}


def _bare(letter: str) -> str:
    """Return one character for one character, so that places in the text do not move."""
    return _SIGNS.get(letter) or unicodedata.normalize("NFKD", letter)[0].lower()[0]


# Every Latin letter with an accent, and the typography above.
_BARE = {code: _bare(chr(code)) for code in (*range(0x41, 0x250), *map(ord, _SIGNS))}
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_PIECE = re.compile(r"[^\W_]+")
_PIECES = {"st": "saint", "ste": "sainte"}


@dataclass(frozen=True, slots=True)
class Entity:
    """Something a sentence names: what it is, its value in one usual form, and where it stands in the text."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence; hyphens and apostrophes join. `plain` has neither accents nor case."""

    text: str
    plain: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it is written like a name: « Jean », « LE », « d'Ormesson »."""
        return self.text[0].isupper() or (self.plain.startswith("d'") and self.text[2:3].isupper())


class Sentence:
    """A text and its plain form, of the same length."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = text.translate(_BARE)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words, in order."""
        spans = (match.span() for match in _WORD.finditer(self.plain))
        return tuple(Word(self.text[start:end], self.plain[start:end], start, end) for start, end in spans)

    @cached_property
    def pieces(self) -> tuple[tuple[str, int, int], ...]:
        """The words cut at hyphens and apostrophes, as lists of places have them, with where each begins and ends."""
        return tuple((_PIECES.get(m[0], m[0].replace("œ", "oe")), *m.span()) for m in _PIECE.finditer(self.plain))

    @cached_property
    def cased(self) -> bool:
        """Whether capitals tell something: neither a text all in capitals, nor one without any."""
        return any(c.isupper() for c in self.text) and any(c.islower() for c in self.text)

    def entity(self, kind: str, match: re.Match[str], value: str = "", group: int = 0) -> Entity:
        """Return what a pattern found in the plain text; its value is the text itself unless told."""
        start, end = match.span(group)
        return Entity(kind, value or " ".join(self.text[start:end].split()), start, end)
