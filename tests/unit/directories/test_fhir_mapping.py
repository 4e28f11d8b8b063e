"""From FHIR resources to the model. The fragments are those of the official guides, with fictional people."""

from __future__ import annotations

from typing import Any

import pytest

from balise.adapters.directories.fhir.mapping import (
    Resources,
    next_link,
    reference_id,
    resources_of,
    to_organizations,
    to_professionals,
    to_structure,
)
from balise.model.mailbox import Mailbox, MailboxKind, Structure
from tests.fakes.fhir_server import telecom

ADDRESS = "jean.dupont.fictif@medecin.mssante.fr"


def gather(*resources: dict[str, Any]) -> Resources:
    """Return resources gathered."""
    gathered = Resources()
    gathered.add(resources)
    return gathered


def test_a_box_that_states_no_kind_takes_its_carriers() -> None:
    """
    On a person it is PER; on a structure nothing tells ORG from APP.
    """
    item = {"system": "email", "value": ADDRESS}
    people = to_professionals(gather({"resourceType": "Practitioner", "id": "1", "telecom": [item]}))
    places = to_organizations(gather({"resourceType": "Organization", "id": "2", "name": "X (fictif)", "telecom": [item]}))

    assert MailboxKind.PER is people[0].mailboxes[0].kind
    assert MailboxKind.UNKNOWN is places[0].mailboxes[0].kind


def test_boxes_of_a_situation_have_its_structure() -> None:
    """
    A PractitionerRole's box is the person's in that structure; without the structure it is kept all the same.
    """
    box = Mailbox(ADDRESS, MailboxKind.PER)
    person: dict[str, Any] = {
        "resourceType": "Practitioner",
        "id": "p",
        "name": [{"family": "DUPONT (fictif)", "given": ["Jean"]}],
    }
    place = {"resourceType": "Organization", "id": "o", "name": "CH (fictif)"}
    role: dict[str, Any] = {
        "resourceType": "PractitionerRole",
        "id": "r",
        "practitioner": {"reference": "Practitioner/p"},
        "organization": {"reference": "Organization/o"},
    }
    role["telecom"] = [telecom(box)]

    assert [Structure("CH (fictif)")] == [b.structure for b in to_professionals(gather(person, role, place))[0].mailboxes]
    assert [None] == [b.structure for b in to_professionals(gather(person, role))[0].mailboxes]


def test_two_exercices_of_one_rpps_are_one_person() -> None:
    """
    A student who became a doctor has two Practitioner resources; the IDNPS carries the RPPS too.
    """
    first = {
        "resourceType": "Practitioner",
        "id": "1",
        "identifier": [{"system": "https://rpps.esante.gouv.fr", "value": "99900000011"}],
    }
    second: dict[str, Any] = {
        "resourceType": "Practitioner",
        "id": "2",
        "identifier": [{"system": "urn:oid:1.2.250.1.71.4.2.1", "value": "899900000011"}],
    }
    second |= {
        "telecom": [{"system": "email", "value": ADDRESS}],
        "qualification": [{"code": {"coding": [{"system": "x/TRE-G15-ProfessionSante", "code": "10"}]}}],
    }
    (person,) = to_professionals(gather(first, second))

    assert ("99900000011", "Médecin", 1) == (person.rpps, person.profession, len(person.mailboxes))


def test_names_are_read_as_published() -> None:
    """
    The suffix is the civilité d'exercice and comes before the prefix, the civilité; several given names are kept.
    """
    name = {"family": "DUPONT (fictif)", "given": ["Jean", "Paul"], "prefix": ["M"], "suffix": ["DR"]}
    (person,) = to_professionals(gather({"resourceType": "Practitioner", "id": "1", "name": [name]}))

    assert "Dr Jean Paul DUPONT (fictif)" == person.full_name


def test_codes_without_a_label_get_the_official_one() -> None:
    """
    The API sends no display; a code nobody knows is shown as nothing.
    """
    nos = "https://mos.esante.gouv.fr/NOS"
    codings = [
        {"system": f"{nos}/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante", "code": "99999"},
        {"system": f"{nos}/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale", "code": "SM40"},
    ]
    (person,) = to_professionals(
        gather({"resourceType": "Practitioner", "id": "1", "qualification": [{"code": {"coding": codings}}]})
    )

    assert ("", "Pédiatrie") == (person.profession, person.skill)


def test_a_structure_is_read_from_the_official_example() -> None:
    """
    FINESS before the national number, CEDEX left out, the alias in place of a missing name, an URL is no number.
    """
    nancy = {
        "identifier": [
            {"system": "urn:oid:1.2.250.1.71.4.2.2", "value": "1999000008"},
            {"system": "https://finess.esante.gouv.fr", "value": "999000008"},
        ],
        "alias": ["CHRU (fictif)"],
        "address": [{"line": ["R DU MORVAN"], "postalCode": "54511", "city": "VANDOEUVRE LES NANCY CEDEX"}],
    }
    cabinet = {
        "identifier": [
            {"system": "urn:oid:1.2.250.1.71.4.2.2", "value": "4999000009"},
            {"system": "https://rppsrang.esante.gouv.fr", "value": "https://rppsrang.esante.gouv.fr"},
        ]
    }

    assert Structure("CHRU (fictif)", "999000008", "R DU MORVAN", "54511", "VANDOEUVRE LES NANCY") == to_structure(nancy)
    assert "999000009" == to_structure(cabinet).identifier


def test_structures_without_a_box_are_left_out() -> None:
    """
    There is nothing to write to.
    """
    assert () == to_organizations(
        gather({"resourceType": "Organization", "id": "1", "name": "X", "telecom": [{"system": "phone", "value": "1"}]})
    )


@pytest.mark.parametrize(
    "reference", ["Practitioner/003-1", "https://x.test/fhir/v2/Practitioner/003-1", "Practitioner/003-1/_history/2"]
)
def test_a_reference_may_be_relative_absolute_or_versioned(reference: str) -> None:
    """
    The technical id is what follows the type.
    """
    assert "003-1" == reference_id({"reference": reference})


@pytest.mark.parametrize(
    "bundle", [{}, {"entry": None, "link": None}, {"entry": [None, {}, {"resource": None}], "link": [None, {}]}]
)
def test_an_empty_bundle_is_no_trouble(bundle: dict[str, Any]) -> None:
    """
    Nothing in it, no next page.
    """
    assert [] == resources_of(bundle)
    assert "" == next_link(bundle)
