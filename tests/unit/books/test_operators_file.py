"""What `data/operators.yml` knows."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from balise.adapters.books.operators import load_operators

PATH = Path(__file__).parents[3] / "data" / "operators.yml"
BOOK = yaml.safe_load(PATH.read_text(encoding="utf-8"))
OPERATORS = load_operators(PATH)


def names(address: str) -> list[str]:
    """Return the ids of the operators of an address."""
    return [operator.id for operator in OPERATORS.of(address)]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("jean.dupont@medecin.mssante.fr", ["mailiz"]),
        ("jean.dupont@medecin.oc.mssante.fr", ["medimail"]),
        ("service@chu-lyon.aura.mssante.fr", ["sara"]),
        ("cabinet@un-cabinet.aura.mssante.fr", ["sara"]),
        ("jean.dupont@interop-mssante.apicrypt.org", ["apicrypt"]),
        ("jean.dupont@oi.mssante.fr", ["tesis"]),
    ],
)
def test_a_known_domain_has_its_operator(address: str, expected: list[str]) -> None:
    """An address leads to the operator of its domain, or of its nearest known parent."""
    assert expected == names(address)


def test_the_longest_suffix_wins_over_its_parent() -> None:
    """One structure under a Mailiz domain has another operator: the exact domain decides."""
    assert names("equipe@fildargent.pro.mssante.fr") == ["medimail"]
    assert names("equipe@pro.mssante.fr") == ["mailiz"]


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("cgm.mssante.fr", ["cgm", "dedalus"]),
        ("lgpi.mssante.fr", ["equasens", "dedalus"]),
        ("chorus.mssante.fr", ["equasens", "dedalus", "cross-talk"]),
        ("iledefrance.mssante.fr", ["sesan", "dedalus"]),
        ("ssa.mssante.fr", ["ssa", "enovacom"]),
    ],
)
def test_a_domain_may_have_several_operators(domain: str, expected: list[str]) -> None:
    """All the operators the white list names are given, likeliest first."""
    assert expected == names(f"jean@{domain}")


@pytest.mark.parametrize("domain", ["ch-inconnu-fictif.mssante.fr", "mssante.fr", "apicrypt.org", "example.org"])
def test_an_unlisted_domain_is_unknown(domain: str) -> None:
    """A domain that is not in the book has no operator, even under mssante.fr."""
    assert names(f"jean@{domain}") == []
    assert OPERATORS.domain(f"jean@{domain}") is None


def test_the_fictional_operator_says_so_and_takes_requests() -> None:
    """The demonstration's operator is named as fictional and has an address that cannot exist."""
    (operator,) = OPERATORS.of("jean@ch-valmont-fictif.mssante.fr")

    assert operator.label == "Opérateur de démonstration (fictif)"
    assert operator.email == "support@operateur-fictif.example"


def test_patients_boxes_are_not_professional() -> None:
    """patient.mssante.fr is Mon espace santé; no other domain of the book is a patient's."""
    suffixes = [suffix for group in BOOK["domains"] for suffix in group["suffixes"]]
    private = [suffix for suffix in suffixes if (domain := OPERATORS.domain(suffix)) and not domain.professional]

    assert private == ["patient.mssante.fr"]
    assert [(o.product, o.professional) for o in OPERATORS.of("x@patient.mssante.fr")] == [("Mon espace santé", False)]


def test_a_domain_keeps_the_contacts_that_the_list_names_for_it() -> None:
    """Doctors' Mailiz boxes have a contact of their own in the white list; nurses' have both."""
    doctors, nurses = (OPERATORS.of(f"x@{trade}.mssante.fr")[0] for trade in ("medecin", "infirmier"))

    assert doctors.id == nurses.id == "mailiz"
    assert doctors.email == "monserviceclient.mssante@esante.gouv.fr"
    assert nurses.email == "monserviceclient.mailiz@esante.gouv.fr"


def test_contacts_of_the_white_list_are_to_be_checked() -> None:
    """A contact read in the white list may be a copy or out of date: its source says « à vérifier »."""
    contacts = [contact for operator in BOOK["operators"] for contact in operator.get("contacts", [])]
    from_the_list = [contact["source"] for contact in contacts if "Liste blanche" in contact["source"]]

    assert all(source.endswith("à vérifier") for source in from_the_list)
    assert all("à vérifier" in contact["source"] for contact in contacts if contact["medium"] == "phone")


def test_every_ability_says_where_it_was_read() -> None:
    """Each ability of an operator has a source and a date, and is the one the operator is said to have."""
    operators = [operator for entry in BOOK["operators"] if (operator := OPERATORS.get(entry["id"]))]

    assert all(evidence.source and evidence.date for operator in operators for evidence in operator.evidence)
    assert [o.abilities for o in operators] == [frozenset(e.ability for e in o.evidence) for o in operators]


def test_no_operator_takes_changes_through_the_write_api() -> None:
    """The API FHIR MSS is a draft that nobody serves: no operator may be said to have it before a source says so."""
    assert [] == [entry["id"] for entry in BOOK["operators"] if "fhir_mss" in str(entry.get("abilities"))]


def test_requests_go_only_where_an_address_takes_them() -> None:
    """No request can leave by e-mail for an operator whose own support address is unknown."""
    without = ["apicrypt", "cgm", "esea", "pays-de-la-loire", "normandie", "tesis", "ssa", "dedalus", "mon-espace-sante"]
    operators = [OPERATORS.get(name) for name in without]

    assert [None] * len(without) == [operator.email for operator in operators if operator]
