"""Numbers that name somebody or something: RPPS, FINESS, a request's reference."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balise.model.french.sentence import Entity, Sentence
from balise.model.identity import rpps_in
from balise.model.reference import references_in

_FINESS = re.compile(r"(?<![a-z0-9])(?:\d{2}|2[ab])(?:[ .-]?\d){7}(?![a-z0-9])")
_SAID = re.compile(r"\bfiness\b")
_NEARBY = 30


def find_numbers(sentence: Sentence) -> Iterator[Entity]:
    """Yield the numbers, in their canonical form."""
    yield from (Entity("rpps", value, start, end) for value, start, end in rpps_in(sentence.text))
    yield from (Entity("reference", value, start, end) for value, start, end in references_in(sentence.text))
    yield from _finess(sentence)


def _finess(sentence: Sentence) -> Iterator[Entity]:
    """Yield nine digits that are called a FINESS, or that are the whole message."""
    plain = sentence.plain
    said = [match.start() for match in _SAID.finditer(plain)]
    for match in _FINESS.finditer(plain):
        alone = not re.search(r"[a-z0-9]", plain[: match.start()] + plain[match.end() :])
        if alone or any(match.start() - _NEARBY <= place <= match.end() + _NEARBY for place in said):
            yield sentence.entity("finess", match, re.sub(r"[ .-]", "", match[0]).upper())
