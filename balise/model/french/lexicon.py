"""Words that stand for one thing each, however they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from balise.model.french.sentence import Entity, Sentence


@dataclass(frozen=True, slots=True)
class Form:
    """How a thing is typed, as a pattern on plain text. `after` is a pattern of what must stand just before it, if anything."""

    value: str
    typed: str
    after: str = ""


class Lexicon:
    """
    Finds the forms of things in a sentence. Where two forms fit, the first of the list wins.

    All forms make one pattern: reading a sentence costs one pass, whatever their number.
    """

    def __init__(self, kind: str, forms: tuple[Form, ...]) -> None:
        self._kind = kind
        self._any = re.compile(rf"(?<![a-z0-9@.])(?:{'|'.join(form.typed for form in forms)})(?![a-z0-9@])")
        self._forms = tuple((form.value, re.compile(form.typed), re.compile(rf"(?<!\w)(?:{form.after})$")) for form in forms)

    def find(self, sentence: Sentence) -> Iterator[Entity]:
        """Yield what is named, with its canonical value."""
        for match in self._any.finditer(sentence.plain):
            before = sentence.plain[max(0, match.start() - 20) : match.start()]
            fitting = (value for value, typed, after in self._forms if typed.fullmatch(match[0]) and after.search(before))
            if value := next(fitting, ""):
                yield sentence.entity(self._kind, match, value)
