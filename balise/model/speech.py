"""What a message does, whatever it is about: it asks something, it names somebody, or it only mentions. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from balise.model.french.names import NOT_NAMES
from balise.model.french.sentence import Entity, Sentence
from balise.model.wording import fold

NAMING = frozenset("person town department specialty rpps finess email".split())
"""Kinds of entities that tell who somebody is, or where."""

_OPENING = r"(?:(?:bonjour|attendez|pardon|excusez moi|au fait|et|mais|dites|dites moi|d abord|une question|juste|alors|euh) )*"
_INTERROGATIVE = (
    r"(?:c est quoi|qu est ce|que (?:se|faire|veut|signifie|devient|dois|puis)|qui|quel(?:le)?s?|lesquel\w+|laquelle|lequel"
    r"|comment|pourquoi|combien|est ce|a quoi|ou (?:en|est|sont|se|puis|peut|dois|faut|trouve\w*|ranger)"
    r"|puis je|peut on|dois je|faut il|y a t il|ca (?:veut|sert))"
)
_HOW = re.compile(
    r"\bcomment\b|\b(?:quelle|la|une) (?:est (?:la|donc la) )?(?:demarche|procedure|filiere)\b"
    r"|\bmarche a suivre\b|\ba qui (?:faut il |dois je )?(?:l |la |le |les |s )?(?:demand|adress|transmet)\w*\b"
)
_STREET = re.compile(
    r"(?:\d+ )?(?:bis )?(?:rue|avenue|boulevard|impasse|allee|chemin|quai|place|square) (?:de|du|des|d|l|la|le)\b"
)
_SHORT = 4


def begins_question(text: str) -> bool:
    """Say whether a message begins as a question does; a question mark at the end of a story is not enough."""
    return re.match(rf"{_OPENING}{_INTERROGATIVE}\b", fold(text)) is not None


def asks_how(text: str) -> bool:
    """Say whether a message asks how something is done, wherever in it, rather than to have it done."""
    return begins_question(text) or _HOW.search(fold(text)) is not None


def names_somebody(text: str, kinds: Iterable[str]) -> bool:
    """Say whether a message tells who or where somebody is: by the kinds of its entities, a street, or a capital inside."""
    if not NAMING.isdisjoint(kinds) or _STREET.match(fold(text)):
        return True
    sentence = Sentence(text)
    _, *others = sentence.words or (None,)
    capitals = (w for w in others if w and w.capital and not w.text.isupper() and w.plain not in NOT_NAMES)
    return sentence.cased and len(others) < _SHORT and any(capitals)


class Mention(StrEnum):
    """What a message that only names something asks for."""

    FOLLOW = "follow"
    CANCEL = "cancel"
    SOMEBODY = "somebody"
    ADDRESS = "address"


_SAYS_NOTHING = frozenset(
    "le la les l de du d a au aux en et chez c est pour sur n no numero dr dre drs docteur docteure pr pre professeur professeure"
    " mme mlle madame mademoiselle m mr monsieur maitre me svp stp s il vous te plait ma mon demande dossier ticket reference ref"
    " rpps adresse mail email bal".split()
)
_CANCELS = frozenset("annuler annule annulez annulation".split())
_PLACES = frozenset(("town", "department"))


def mention(text: str, entities: Sequence[Entity]) -> Mention | None:
    """Return what a message made of names only asks for, None when it says more: « CM8K-CSYN », « Dr Martin, Lyon »."""
    kinds = {entity.kind for entity in entities} & (NAMING | {"reference"})
    words = _words_beside(text, [entity for entity in entities if entity.kind in kinds])
    if "reference" in kinds and not words - _CANCELS:
        return Mention.CANCEL if words else Mention.FOLLOW
    if words:
        return None
    if kinds & {"person", "rpps"} or ("specialty" in kinds and kinds & _PLACES):
        return Mention.SOMEBODY
    return Mention.ADDRESS if "email" in kinds else None


def _words_beside(text: str, entities: Iterable[Entity]) -> set[str]:
    """Return the words of a text that are in none of its entities and say something."""
    for entity in entities:
        text = text[: entity.start] + " " * (entity.end - entity.start) + text[entity.end :]
    return set(fold(text).split()) - _SAYS_NOTHING
