"""Who a health professional is: their national number, and their proven identity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from balise.errors import Invalid

_SEPARATOR = r"[ .\-\u00a0\u202f]"
# Neither the end of a longer number written in groups (SIRET, IBAN) nor a phone number with its country.
_GROUPED = rf"(?<!\d{_SEPARATOR})(?:8{_SEPARATOR}?)?(?:\d{_SEPARATOR}?){{10}}\d"
_RPPS = re.compile(rf"(?<![\d+])(?:8?\d{{11}}|{_GROUPED})(?!\d)", re.ASCII)


def parse_rpps(text: str) -> str:
    """
    Return the 11 digits of an RPPS, from a number typed with spaces or as an IDNPS.

    An IDNPS is `8` followed by the RPPS (urn:oid:1.2.250.1.71.4.2.1). No checksum is required:
    some published numbers do not satisfy it.

    Raises:
        Invalid: `rpps`, when the text is not exactly such a number.

    """
    digits = re.sub(_SEPARATOR, "", text.strip())
    if re.fullmatch(r"8[0-9]{11}", digits):
        return digits[1:]
    if re.fullmatch(r"[0-9]{11}", digits):
        return digits
    raise Invalid("rpps")


def rpps_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each RPPS written inside a sentence, with where it begins and ends."""
    for candidate in _RPPS.finditer(text):
        try:
            yield parse_rpps(candidate[0]), *candidate.span()
        except Invalid:
            continue


def find_rpps(text: str) -> str | None:
    """Return the first RPPS written inside a sentence, or None."""
    return next((rpps for rpps, _, _ in rpps_in(text)), None)


@dataclass(frozen=True, slots=True)
class PracticeSituation:
    """
    A situation d'exercice: a profession practised in one place, as Pro Santé Connect tells it. What is not told is empty.

    `structure` and `structure_id` name the place (FINESS, else SIRET, else a technical identifier); `profession` and `mode` are
    codes of the national nomenclatures (`10`, a physician; `L` libéral, `S` salarié, `B` bénévole).
    """

    structure: str = ""
    structure_id: str = ""
    profession: str = ""
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A person as an identity provider vouches for them; `situations` is empty when it does not know where they practise."""

    rpps: str
    family: str
    given: str
    situations: tuple[PracticeSituation, ...] = ()

    @property
    def full_name(self) -> str:
        """Given name then family name."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Proven:
    """What an identity provider proves at the end of a login: who, and the hint with which it knows its session again."""

    person: Person
    hint: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SignIn:
    """
    The proof that a conversation is held by a person, since when and until when (aware datetimes).

    `hint` is what the identity provider knows its session by; empty when it has none.
    """

    person: Person
    at: datetime
    until: datetime
    hint: str = field(default="", repr=False)

    def holds(self, now: datetime) -> bool:
        """Say whether the person may still act. The stores ask this for everybody (`Conversations.get`)."""
        return now < self.until
