"""Départements, by number or name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balise.model.french.places import Known, known_names
from balise.model.french.sentence import Entity, Sentence
from balise.model.french.towns import DEPARTMENTS, TOWNS, UNSURE_DEPARTMENTS

_NUMBER = r"(2[ab]|\d{2,3})(?![a-z0-9])"
_MEASURED = (
    r"(?! ?(?:%|€|[.,:/-]\d|\d|(?:h|heures?|min\w*|sec\w*|jours?|ans?|mois|semaines?|euros?|[mgk]o|eme|pages?|messages?|mails?"
    r"|janv\w*|fevr\w*|mars|avr\w*|mai|juin|juil\w*|aout|sept\w*|oct\w*|nov\w*|dec\w*)\b))"
)
_NUMBERED = re.compile(rf"(?:\bdans (?:tout )?le|\bdep(?:t|artement)?s?\.?(?: n°| numero| du| de l[ae])?) {_NUMBER}{_MEASURED}")
_BRACKETED = re.compile(rf"([^\W\d_][\w'-]*) ?\({_NUMBER}\)")
_CODES = frozenset(DEPARTMENTS.values())
_NAMES = DEPARTMENTS.keys() - {"paris"}
_FIRST_WORDS = frozenset(name.split()[0] for name in _NAMES)
_INSIDE = re.compile(
    r"(?:\bdans (?:la |le |les |l')|\ben |\bdu |\bde la |\bde l'|\bdes |\bl'|\bdep(?:t|artement)s? (?:de |d')?)$"
)
_ISLANDS = re.compile(r"\b(?:a|de|vers|depuis) (?:la )?$")


def find_departments(sentence: Sentence) -> Iterator[Entity]:
    """Yield the départements, by number: « dans le 44 », « Vertou (44) », « en Gironde »."""
    for match in _NUMBERED.finditer(sentence.plain):
        if match[1].upper() in _CODES:
            yield sentence.entity("department", match, match[1].upper())
    for match in _BRACKETED.finditer(sentence.plain):
        if match[2].upper() in _CODES and _may_be_placed(sentence, match):
            yield sentence.entity("department", match, match[2].upper(), group=2)
    for known in known_names(sentence, _NAMES, _FIRST_WORDS):
        if _is_department(sentence, known):
            yield Entity("department", DEPARTMENTS[known.name], known.start, known.end)


def _may_be_placed(sentence: Sentence, bracketed: re.Match[str]) -> bool:
    """Say whether what stands before a number in brackets may be in a département: in « non lus (12) » it is a count."""
    later = bool(sentence.plain[: bracketed.start()].strip())
    return bracketed[1].replace("-", " ") in TOWNS or (later and sentence.text[bracketed.start()].isupper())


def _is_department(sentence: Sentence, known: Known) -> bool:
    """Say whether the name of a département is said of it: not « pas cher », « la réunion », « périodes creuses »."""
    last_word = sentence.pieces[known.last][1]
    capital = sentence.cased and sentence.text[last_word].isupper()
    inside = _INSIDE.search(sentence.plain, max(0, known.start - 20), known.start) is not None
    overseas = DEPARTMENTS[known.name].startswith("97")
    if overseas and (capital or known.name not in UNSURE_DEPARTMENTS):
        inside = inside or _ISLANDS.search(sentence.plain, max(0, known.start - 12), known.start) is not None
    if known.name in UNSURE_DEPARTMENTS:
        return capital and inside
    return inside or known.first != known.last or (capital and known.first > 0)
