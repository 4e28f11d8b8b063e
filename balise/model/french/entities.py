"""What a sentence names: people, places, numbers, addresses, dates, boxes. Pure functions on the text as typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from balise.model.french.addresses import find_addresses
from balise.model.french.boxes import find_boxes
from balise.model.french.dates import Span, find_dates
from balise.model.french.departments import find_departments
from balise.model.french.numbers import find_numbers
from balise.model.french.people import PeopleFinder
from balise.model.french.places import find_towns
from balise.model.french.roles import ROLES
from balise.model.french.sentence import Entity, Sentence
from balise.model.french.specialties import SPECIALTIES

__all__ = ["Entity", "find_entities"]

# Between two readings of the same words, the first of this list.
_SUREST = "email reference rpps finess period date duration person role box specialty department".split()


def find_entities(text: str, today: date) -> tuple[Entity, ...]:
    """
    Return what a sentence names, in order and without overlaps; `start` and `end` are places in the text as given.

    Kinds: rpps, finess, email, reference, person, role, box, town, department, specialty, and those of dates.
    """
    composed = unicodedata.normalize("NFC", text)
    found = _find(composed, today)
    if composed == text:
        return found
    # Some keyboards type an accent after its letter: count letters only.
    places = [index for index, sign in enumerate(text) if not unicodedata.combining(sign)]
    if len(places) != len(composed):
        return _find(text, today)
    places.append(len(text))
    return tuple(replace(entity, start=places[entity.start], end=places[entity.end]) for entity in found)


def _find(text: str, today: date) -> tuple[Entity, ...]:
    sentence = Sentence(text)
    found = [
        *find_addresses(sentence),
        *find_numbers(sentence),
        *ROLES.find(sentence),
        *SPECIALTIES.find(sentence),
        *(_dated(span, text) for span in find_dates(text, today)),
    ]
    taken = {place for entity in found for place in range(entity.start, entity.end)}
    found += PeopleFinder(sentence, taken).find()
    return _longest((*found, *find_boxes(sentence), *find_towns(sentence), *find_departments(sentence)))


def _dated(span: Span, text: str) -> Entity:
    """Return a time as ISO 8601 writes it, an open end as two dots, or its words when it has no day (« le 31 juin »)."""
    value = text[span.start : span.end]
    if span.length:
        value = f"P{span.length.months}M{span.length.days}D"
    elif span.first and span.first == span.last:
        value = span.first.isoformat()
    elif span.first or span.last:
        value = "/".join(day.isoformat() if day else ".." for day in (span.first, span.last))
    return Entity(span.kind.value, value, span.start, span.end)


def _longest(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Keep the longest of those that overlap, then the surest, and put them in the order of the text."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda e: (e.start - e.end, _rank(e.kind), e.start)):
        if all(entity.end <= other.start or other.end <= entity.start for other in kept):
            kept.append(entity)
    return tuple(sorted(kept, key=lambda e: e.start))


def _rank(kind: str) -> int:
    return _SUREST.index(kind) if kind in _SUREST else len(_SUREST)
