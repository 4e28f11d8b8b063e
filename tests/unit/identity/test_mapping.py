"""From the claims of Pro Santé Connect to a person."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balise.adapters.identity.oidc.mapping import to_person
from balise.errors import Invalid
from balise.model.identity import Person, PracticeSituation

NAMES = {"given_name": "Anne-Claire", "family_name": "ESSAI (FICTIVE)"}
ANNE_CLAIRE = Person(rpps="10999999991", family="ESSAI (FICTIVE)", given="Anne-Claire")
HOSPITAL = {
    "codeModeExercice": "S",
    "numeroSiretSite": "99900000100011",
    "numeroFinessSite": "999000001",
    "raisonSocialeSite": "CENTRE  HOSPITALIER DE VALMONT",
}

SCALAR = st.none() | st.integers() | st.text(max_size=5)
JSON = SCALAR | st.lists(SCALAR, max_size=2) | st.dictionaries(st.text(max_size=5), SCALAR, max_size=2)
ACTIVITIES = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(HOSPITAL, JSON)) | JSON, max_size=3) | JSON
EXERCICES = st.lists(st.fixed_dictionaries({}, optional={"codeProfession": JSON, "activities": ACTIVITIES}) | JSON, max_size=2)
CLAIMS = st.fixed_dictionaries(
    {"SubjectNameID": st.sampled_from(["810999999991", "10999999991", "EDIT00042"]) | JSON},
    optional={
        "family_name": JSON,
        "given_name": JSON,
        "SubjectRefPro": st.fixed_dictionaries({}, optional={"exercices": EXERCICES | JSON}) | JSON,
    },
)


def practising(*exercices: dict[str, Any]) -> dict[str, Any]:
    """Return the claims of somebody with these exercices."""
    return {"SubjectNameID": "810999999991", **NAMES, "SubjectRefPro": {"exercices": list(exercices)}}


@pytest.mark.parametrize("identifier", ["810999999991", "10999999991", " 810999999991 "])
def test_the_idnps_loses_its_leading_8(identifier: str) -> None:
    """
    SubjectNameID is `8` then the RPPS; a bare RPPS, even one that starts with 8, is kept whole.
    """
    assert ANNE_CLAIRE == to_person({"SubjectNameID": identifier, **NAMES})
    assert "80999999991" == to_person({"SubjectNameID": "80999999991", **NAMES}).rpps


@pytest.mark.parametrize("identifier", [None, "", 810999999991, ["810999999991"], "910999999991", "EDIT00042", "8109999999910"])
def test_another_identifier_is_invalid(identifier: object) -> None:
    """
    Anything but an RPPS or an IDNPS in text is Invalid: a number is never guessed.
    """
    with pytest.raises(Invalid, match="rpps"):
        to_person({"SubjectNameID": identifier, **NAMES})


def test_no_identifier_is_invalid() -> None:
    """
    A person without SubjectNameID is Invalid, whatever the other claims.
    """
    with pytest.raises(Invalid, match="rpps"):
        to_person({"sub": "810999999991", "preferred_username": "810999999991", **NAMES})


@pytest.mark.parametrize("name", [{}, {"given_name": None, "family_name": 3}])
def test_missing_names_are_empty(name: dict[str, object]) -> None:
    """
    The number is what proves; names that are missing or are no text become empty.
    """
    assert Person(rpps="10999999991", family="", given="") == to_person({"SubjectNameID": "810999999991", **name})


def test_each_activity_is_a_practice_situation() -> None:
    """
    Its place by name and FINESS, its mode, and the profession of the exercice it belongs to.
    """
    practice = {"codeModeExercice": "L", "enseigneCommercialeSite": "CABINET DES TILLEULS", "numeroSiretSite": "99900000200019"}
    person = to_person(
        practising(
            {"codeProfession": "10", "activities": [HOSPITAL, practice]},
            {"codeProfession": "21", "activities": [{"codeModeExercice": "S", "identifiantTechniqueDeLaStructure": "R10"}]},
        )
    )

    assert (
        PracticeSituation("CENTRE HOSPITALIER DE VALMONT", "999000001", "10", "S"),
        PracticeSituation("CABINET DES TILLEULS", "99900000200019", "10", "L"),
        PracticeSituation("", "R10", "21", "S"),
    ) == person.situations


def test_a_situation_told_twice_is_one() -> None:
    """
    Two roles in the same place, which differ by what Balise does not read, are not asked about twice.
    """
    assert 1 == len(to_person(practising({"activities": [HOSPITAL, HOSPITAL | {"codeRole": "5"}]})).situations)


@pytest.mark.parametrize(
    "professional",
    [{}, {"SubjectRefPro": None}, {"SubjectRefPro": {}}, {"SubjectRefPro": {"exercices": [{"activities": []}, {}, None]}}],
    ids=str,
)
def test_who_has_no_activity_has_no_situation(professional: dict[str, Any]) -> None:
    """
    A person without SubjectRefPro, or with an empty one, signs in all the same.
    """
    assert ANNE_CLAIRE == to_person({"SubjectNameID": "810999999991", **NAMES, **professional})


def test_what_no_database_keeps_is_left_out() -> None:
    """
    JSON may hold NUL and halves of surrogate pairs.
    """
    person = to_person({"SubjectNameID": "810999999991", "family_name": "ES\x00SAI", "given_name": "\ud800 Anne"})

    assert ("ESSAI", "Anne") == (person.family, person.given)


@given(CLAIMS)
def test_whatever_the_claims_the_errors_are_ours(claims: dict[str, Any]) -> None:
    """
    Any JSON gives a person with an RPPS and texts that can be kept, or Invalid.
    """
    try:
        person = to_person(claims)
    except Invalid:
        return
    situations = [text for s in person.situations for text in (s.structure, s.structure_id, s.profession, s.mode)]
    assert 11 == len(person.rpps)
    assert all(text.isprintable() for text in (person.family, person.given, *situations))
