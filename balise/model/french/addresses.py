"""E-mail addresses, typed or dictated: « jean point dupont arobase medecin point mssante point fr »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balise.model.french.sentence import Entity, Sentence

_LINK = r"(?:point|tiret(?: du bas| bas)?|underscore)"
_ATOM = r"[a-z0-9_%+'.-]+"
_LOCAL = re.compile(rf"{_ATOM}(?: {_LINK} {_ATOM})*(?= ?$)")
_SIGN = re.compile(r"@|[(\[] ?(?:at|ar+obas?e?) ?[)\]]|(?<= )(?:at|ar+obas?e?)(?= )")
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_TYPED = rf"{_LABEL}(?:\.{_LABEL})*\.[a-z]{{2,}}(?![a-z0-9])"
_DICTATED = rf"{_LABEL}(?:(?:\.| {_LINK} ){_LABEL})*? point (?:fr|com|org|net|eu|re|info)\b"
_DOMAIN = re.compile(rf" ?({_DICTATED}|{_TYPED})")
_ELIDED = re.compile(r"(?:['.-]+|(?:[cdjlmnst]|qu)')+")
_LONGEST_LOCAL = 90


def find_addresses(sentence: Sentence) -> Iterator[Entity]:
    """Yield the addresses a sentence holds, in lower case; an elided word before one is no part of it."""
    for sign in _SIGN.finditer(sentence.plain):
        after = _DOMAIN.match(sentence.plain, sign.end())
        first = max(0, sign.start() - _LONGEST_LOCAL)
        before = _LOCAL.search(sentence.plain[first : sign.start()])
        if after is None or before is None or not _joined(before[0], sign, after[0]):
            continue
        start = first + before.start()
        if elided := _ELIDED.match(before[0]):
            start += elided.end()
        local = sentence.plain[start : first + before.end()]
        if local:
            yield Entity("email", f"{_written(local)}@{_written(after[1])}", start, after.end())


def _joined(local: str, sign: re.Match[str], domain: str) -> bool:
    """Say whether what stands before the sign belongs to it: « jean.dupont @medecin.fr », not « une adresse @medecin.fr »."""
    spaced = sign.string[sign.start() - 1] == " "
    if not spaced or re.search(rf"[a-z0-9][._-][a-z0-9]| {_LINK} |\d", local):
        return True
    return sign[0] != "at" and (sign[0] != "@" or domain.startswith(" "))


def _written(dictated: str) -> str:
    """Return a dictated part as it is written."""
    underscored = re.sub(r" (?:tiret (?:du )?bas|underscore) ", "_", dictated)
    return underscored.replace(" point ", ".").replace(" tiret ", "-")
