"""From the claims of Pro Santé Connect to a Person, from those of the agents' provider to an Agent. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from balise.errors import Invalid, Refused
from balise.model.agent import Agent, Role
from balise.model.identity import Person, PracticeSituation, parse_rpps

_LONGEST_NAME = 80
_PLACE_NAMES = ("raisonSocialeSite", "enseigneCommercialeSite")
_PLACE_NUMBERS = ("numeroFinessSite", "numeroSiretSite", "identifiantTechniqueDeLaStructure")


def to_person(claims: Mapping[str, object]) -> Person:
    """
    Return the person the claims describe.

    The RPPS is in SubjectNameID: the IDNPS (`8` + RPPS) of a registered professional. Others have
    an identifier of their establishment or of the test directory there: Balise cannot use it.
    Who has no SubjectRefPro, or one that holds no activity, has no practice situation.

    Raises:
        Invalid: `rpps`, when SubjectNameID is missing or holds something else.

    """
    identifier = claims.get("SubjectNameID")
    if not isinstance(identifier, str):
        raise Invalid("rpps", "no SubjectNameID")
    rpps = parse_rpps(identifier)
    return Person(rpps, _text(claims, "family_name"), _text(claims, "given_name"), tuple(_situations(claims)))


def to_agent(claims: Mapping[str, object], claim: str, roles: Mapping[str, Role]) -> Agent:
    """
    Return the agent the claims describe; `claim` names the one that lists their groups, `roles` what each group may do.

    Raises:
        Refused: `login`, when the provider does not say who they are; `role`, when they are in none of these groups.

    """
    subject, groups = _text(claims, "sub"), claims.get(claim)
    if not subject:
        raise Refused("login", "no sub")
    named = [groups] if isinstance(groups, str) else groups if isinstance(groups, list) else []
    theirs = frozenset(roles[group] for group in named if isinstance(group, str) and group in roles)
    if not theirs:
        raise Refused("role")
    both = f"{_text(claims, 'given_name')} {_text(claims, 'family_name')}".strip()
    name = _text(claims, "name") or both or _first(claims, "preferred_username", "email") or subject
    return Agent(f"oidc:{subject}", name[:_LONGEST_NAME], theirs)


def _situations(claims: Mapping[str, object]) -> Iterator[PracticeSituation]:
    """Yield each activity of each exercice, once."""
    seen = set()
    for exercice in _objects(claims.get("SubjectRefPro"), "exercices"):
        for activity in _objects(exercice, "activities"):
            situation = PracticeSituation(
                structure=_first(activity, *_PLACE_NAMES),
                structure_id=_first(activity, *_PLACE_NUMBERS),
                profession=_text(exercice, "codeProfession"),
                mode=_text(activity, "codeModeExercice"),
            )
            if situation != PracticeSituation() and situation not in seen:
                seen.add(situation)
                yield situation


def _objects(holder: object, name: str) -> Iterator[Mapping[str, object]]:
    """Yield the objects of a list that may not be there."""
    held = holder.get(name) if isinstance(holder, Mapping) else None
    yield from (one for one in held if isinstance(one, Mapping)) if isinstance(held, list) else ()


def _first(claims: Mapping[str, object], *names: str) -> str:
    return next(filter(None, (_text(claims, name) for name in names)), "")


def _text(claims: Mapping[str, object], name: str) -> str:
    value = claims.get(name)
    # Neither NUL nor half a surrogate pair, which JSON allows, can be kept in a database.
    words = value.split() if isinstance(value, str) else []
    return " ".join("".join(filter(str.isprintable, word)) for word in words).strip()
