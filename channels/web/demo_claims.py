"""What the demo's identity provider tells of a person: the claims of Pro Santé Connect that it can. Pure."""

from __future__ import annotations

from balise.model.identity import Person, PracticeSituation


def claims_of(person: Person) -> dict[str, object]:
    """Return the claims of Pro Santé Connect that can be told of a person: no SubjectRefPro for who practises nowhere known."""
    identifier = f"8{person.rpps}" if len(person.rpps) == 11 and person.rpps.isdecimal() else person.rpps
    claims: dict[str, object] = {
        "sub": f"f:demo-psc:{identifier}",
        "SubjectNameID": identifier,
        "preferred_username": identifier,
        "given_name": person.given,
        "family_name": person.family,
        "Mode_Acces_Raison": "",
        "PSI_Locale": "1.2.250.1.213.1.3.1.1",
        "UITVersion": "1.0",
        "otherIds": [],
    }
    if person.situations:
        claims["SubjectRefPro"] = {"exercices": [_exercice(person, situation) for situation in person.situations]}
    return claims


def _exercice(person: Person, situation: PracticeSituation) -> dict[str, object]:
    activity = {
        "codeModeExercice": situation.mode,
        "numeroFinessSite": situation.structure_id,
        "raisonSocialeSite": situation.structure,
    }
    return {
        "codeProfession": situation.profession,
        "nomDexercice": person.family,
        "prenomDexercice": person.given,
        "activities": [activity],
    }
