"""From the claims of Pro Santé Connect to a Person. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from balise.errors import Invalid
from balise.model.identity import Person, parse_rpps


def to_person(claims: Mapping[str, object]) -> Person:
    """
    Return the person the claims describe.

    The RPPS is in SubjectNameID: the IDNPS (`8` + RPPS) of a registered professional. Others have
    an identifier of their establishment or of the test directory there: Balise cannot use it.

    Raises:
        Invalid: `rpps`, when SubjectNameID is missing or holds something else.

    """
    identifier = claims.get("SubjectNameID")
    if not isinstance(identifier, str):
        raise Invalid("rpps", "no SubjectNameID")
    return Person(rpps=parse_rpps(identifier), family=_text(claims, "family_name"), given=_text(claims, "given_name"))


def _text(claims: Mapping[str, object], name: str) -> str:
    value = claims.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""
