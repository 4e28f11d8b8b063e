"""What the tests of entities share: a day, and a short way to say what is found."""

from __future__ import annotations

from datetime import date

from balise.model.french.entities import find_entities

MONDAY = date(2026, 3, 2)


def found(text: str) -> list[tuple[str, str]]:
    """Return the kind and value of everything a sentence names, in order."""
    return [(entity.kind, entity.value) for entity in find_entities(text, MONDAY)]
