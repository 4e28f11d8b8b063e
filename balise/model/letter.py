"""
How the text of a letter is laid out, so that its structure can be read back.

The text is the one source: what is made of it (the HTML alternative of an e-mail) says neither more nor less. A run of lines
« Label : value » is a list of fields, indented lines are somebody else's words, the rest is sentences. Whoever fills a
letter in passes what people typed through `one_line` or `quoted`, so that nothing they typed can pass for a field of ours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

INDENT = "    "
_FIELD = re.compile(r"([^\s:.!?][^:.!?]{0,60}?)\u00a0:(?: (.*))?")
"""A label is short, no sentence, and set off by a no-break space, as French typography wants before a colon."""

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co"})


@dataclass(frozen=True, slots=True)
class Sentences:
    """Lines of ours."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels and their values, in order."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines of somebody else's, without their indentation."""

    lines: tuple[str, ...]


Block = Sentences | Fields | Quote


def visible(text: str) -> str:
    """
    Return the text without what cannot be seen, its lines kept.

    Control, bidirectional and unassigned characters are dropped: they would let a name rewrite what stands around it. Half a
    character (a lone surrogate) is left for whoever encodes the text to refuse.
    """
    lines = "\n".join(text.splitlines())
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)


def one_line(text: str) -> str:
    """Return what somebody typed as the value of a field: one line, single spaces, nothing that cannot be seen."""
    return " ".join(visible(text).split())


def quoted(text: str) -> str:
    """Return what somebody typed, lines kept and indented: none of them can pass for ours."""
    return "\n".join((INDENT + line).rstrip() for line in visible(text).strip().split("\n"))


def hanging(text: str) -> str:
    """Return what somebody said with its further lines set in: none of them can pass for the next one who speaks."""
    return visible(text).replace("\n", "\n  ")


def blocks(text: str) -> Iterator[Block]:
    """Yield the parts of a letter, in order."""
    for paragraph in re.split(r"\n\s*\n", visible(text)):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        for kind, run in groupby(lines, _kind):
            yield _block(kind, tuple(run))


def _kind(line: str) -> type[Block]:
    if line.startswith(INDENT):
        return Quote
    field = _FIELD.fullmatch(line)
    return Fields if field and field[2] else Sentences


def _block(kind: type[Block], lines: tuple[str, ...]) -> Block:
    if kind is Quote:
        return Quote(tuple(line.removeprefix(INDENT) for line in lines))
    if kind is Sentences:
        return Sentences(lines)
    fields = (_FIELD.fullmatch(line) for line in lines)
    return Fields(tuple((field[1], field[2]) for field in fields if field))
