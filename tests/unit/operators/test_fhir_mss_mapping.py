"""What is asked of the API FHIR MSS, and whose the boxes it shows are."""

from __future__ import annotations

from typing import Any

import pytest

from balise.adapters.operators.fhir_mss import mapping
from balise.errors import Invalid, PermanentFailure
from balise.model.box_change import BoxChange, Carrier, Progress

ANNE, CLINIC = Carrier(rpps="99900000011"), Carrier(structure="990000001")
PERSON = {
    "resourceType": "Practitioner",
    "id": "p1",
    "identifier": [{"system": "https://rpps.esante.gouv.fr", "value": ANNE.rpps}],
}


def role(**elements: Any) -> dict[str, Any]:
    """Return a situation d'exercice."""
    return {"resourceType": "PractitionerRole", "id": "r1", **elements}


@pytest.mark.parametrize(
    "address", ["a.b@medecin.mssante.fr", " A.B@Medecin.MSSante.fr ", "o'neill@c.d.mssante.fr", "x@interop-mssante.apicrypt.org"]
)
def test_an_mssante_address_is_read_in_lower_case(address: str) -> None:
    """The draft's pattern, whatever the case and the spaces around."""
    assert address.strip().lower() == mapping.parse_address(address)


@pytest.mark.parametrize(
    "address", ["", "a@mssante.fr", "a@b.mssante.fr.example", "a@apicrypt.org", "a b@c.mssante.fr", "a@b@c.mssante.fr"]
)
def test_another_address_is_refused(address: str) -> None:
    """What the draft's pattern refuses is not sent."""
    with pytest.raises(Invalid, match="address"):
        mapping.parse_address(address)


def test_carriers_are_looked_for_by_the_numbers_the_draft_names() -> None:
    """A person by RPPS or IdNatPP; a structure by FINESS or SIREN, which its digits do not tell apart."""
    person, structure = mapping.carrier_query(ANNE), mapping.carrier_query(CLINIC)

    assert ("Practitioner", "Organization") == (person[0], structure[0])
    assert "https://rpps.esante.gouv.fr|99900000011,urn:oid:1.2.250.1.71.4.2.1|899900000011" == dict(person[1])["identifier"]
    assert "http://finess.sante.gouv.fr|990000001,http://sirene.fr|990000001" == dict(structure[1])["identifier"]


def test_signs_of_fhir_are_escaped_in_searches() -> None:
    """A comma, a bar, a dollar or a backslash in a value is no operator (search.html#escaping)."""
    assert r"a\,b\|c\$d\\@e.mssante.fr" == dict(mapping.box_query("Practitioner", r"a,b|c$d\@e.mssante.fr"))["mailbox-mss"]


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ([{"system": "https://rpps.esante.gouv.fr", "value": "99900000011"}], True),
        ([{"system": "urn:oid:1.2.250.1.71.4.2.1", "value": "899900000011"}], True),
        ([{"system": "https://rpps.esante.gouv.fr", "value": "99900000029"}], False),
        ([], False),
        (None, False),
        ("99900000011", False),
        ([{"system": "urn:oid:1.2.250.1.71.4.2.1"}, "99900000011"], False),
    ],
)
def test_a_resource_must_say_that_it_is_the_carrier(identifier: Any, expected: bool) -> None:
    """A server may pass over a parameter it does not know: what it answers is checked."""
    assert expected == bool(mapping.known_as(ANNE, [{**PERSON, "identifier": identifier}]))


def test_a_structure_is_known_by_its_national_number_too() -> None:
    """The national number of a structure has a digit before it, for its type."""
    numbers = [{"system": "urn:oid:1.2.250.1.71.4.2.2", "value": "1990000001"}]

    assert mapping.known_as(CLINIC, [{"resourceType": "Organization", "id": "o1", "identifier": numbers}])


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        (PERSON, True),
        ({**PERSON, "id": "p2"}, False),
        (role(practitioner={"reference": "Practitioner/p1"}), True),
        (role(practitioner={"reference": "https://x/fhir/Practitioner/p1/_history/3"}), True),
        (role(practitioner={"identifier": {"value": "99900000011"}}), True),
        (role(practitioner={"reference": "Practitioner/p2"}), False),
        (role(practitioner="Practitioner/p1"), False),
        (role(), False),
    ],
)
def test_a_box_belongs_to_who_its_resource_says(resource: dict[str, Any], expected: bool) -> None:
    """A situation d'exercice says whose it is; one that does not is nobody's, and left alone."""
    assert expected == bool(mapping.belonging_to(ANNE, [PERSON], [resource]))


def test_what_says_no_owner_may_be_the_carriers() -> None:
    """Only when each resource has another owner is a box surely somebody else's."""
    other = role(practitioner={"reference": "Practitioner/p2"})

    assert (True, True, False) == (mapping.are_others([]), mapping.are_others([other]), mapping.are_others([other, role()]))


@pytest.mark.parametrize(
    "statement",
    [
        {},
        {"rest": None},
        {"rest": "server"},
        {"rest": [{"mode": "client", "resource": [{"type": "Practitioner", "interaction": [{"code": "patch"}]}]}]},
        {"rest": [{"mode": "server", "resource": [{"type": "Practitioner"}, "Practitioner"]}]},
        {"rest": [{"mode": "server", "resource": [{"type": "Practitioner", "interaction": [{"code": "update"}, 7, None]}]}]},
    ],
)
def test_what_is_not_said_to_be_patchable_is_not(statement: dict[str, Any]) -> None:
    """Only a server's own `patch` counts."""
    assert frozenset() == mapping.patchable(statement)


def test_a_statement_says_what_can_be_patched() -> None:
    """Each kind of resource by itself."""
    kinds = [{"type": "Practitioner", "interaction": [{"code": "read"}, {"code": "patch"}]}, {"type": "Organization"}]

    assert {"Practitioner"} == mapping.patchable({"rest": [{"mode": "server", "resource": kinds}]})


@pytest.mark.parametrize(
    "resource", ["p1", None, {}, {"resourceType": "OperationOutcome"}, {"resourceType": "Patient", "id": "p1"}]
)
def test_what_is_of_another_kind_is_passed_over(resource: Any) -> None:
    """A search may add an OperationOutcome, and a server anything."""
    assert [] == mapping.resources_of({"entry": [{"resource": resource}, {}, None]}, "Practitioner")


@pytest.mark.parametrize("technical_id", ["", "../admin", "a b", "a_b", 7, None, "x" * 65])
def test_what_cannot_be_named_is_not_passed_over(technical_id: Any) -> None:
    """An id that is none of FHIR's would lead elsewhere, and what it shows is there all the same."""
    with pytest.raises(PermanentFailure):
        mapping.resources_of({"entry": [{"resource": {"resourceType": "Practitioner", "id": technical_id}}]}, "Practitioner")


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (None, None),
        ([], None),
        ([{"relation": "self", "url": "https://x?_page_token=a"}], None),
        ([{"relation": "next", "url": "https://elsewhere.example/?a=b&_page_token=c%20d"}], "c d"),
    ],
)
def test_the_next_page_is_a_token(link: Any, expected: str | None) -> None:
    """The token is taken and the link is not followed: the key would go where it leads."""
    assert expected == mapping.next_page({"link": link})


def test_a_next_page_without_a_token_is_not_passed_over() -> None:
    """What is not shown might hold the box: nothing is said to be gone."""
    with pytest.raises(PermanentFailure):
        mapping.next_page({"link": [{"relation": "next", "url": "https://x/_page?id=1"}]})


@pytest.mark.parametrize(
    ("meta", "expected"), [({"versionId": "7"}, "7"), ({"versionId": 7}, "7"), ({}, ""), (None, ""), ({"versionId": 'a"b'}, "")]
)
def test_a_version_is_an_id_or_none(meta: Any, expected: str) -> None:
    """It goes into a header: anything else is no version."""
    assert expected == mapping.version_of({"meta": meta})


def test_several_changes_are_as_far_as_the_last_of_them() -> None:
    """Done when all are; changed when one was."""
    changes = [BoxChange(Progress.DONE, ("a",), changed=False), BoxChange(Progress.ACCEPTED, ("b",))]

    assert BoxChange(Progress.ACCEPTED, ("a", "b"), changed=True) == mapping.merged(changes)
    assert BoxChange(Progress.DONE, ("a",), changed=False) == mapping.merged(changes[:1])
