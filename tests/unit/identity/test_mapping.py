"""From the claims of Pro Santé Connect to a person."""

from __future__ import annotations

import pytest

from balise.adapters.identity.oidc.mapping import to_person
from balise.errors import Invalid
from balise.model.identity import Person

NAMES = {"given_name": "Anne-Claire", "family_name": "ESSAI (FICTIVE)"}


@pytest.mark.parametrize("identifier", ["810999999991", "10999999991", " 810999999991 "])
def test_the_idnps_loses_its_leading_8(identifier: str) -> None:
    """
    SubjectNameID is `8` then the RPPS; a bare RPPS, even one that starts with 8, is kept whole.
    """
    expected = Person(rpps="10999999991", family="ESSAI (FICTIVE)", given="Anne-Claire")

    assert expected == to_person({"SubjectNameID": identifier, **NAMES})
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
