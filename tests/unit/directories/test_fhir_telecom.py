"""Which telecoms are boxes: lenient on purpose, but never showing the liste rouge."""

from __future__ import annotations

from typing import Any

import pytest

from balise.adapters.directories.fhir.mapping import to_mailboxes
from balise.model.mailbox import MailboxKind
from tests.fakes.fhir_server import EMAIL_TYPE, METADATA

ADDRESS = "jean.dupont.fictif@medecin.mssante.fr"
TYPED = {"url": EMAIL_TYPE, "valueCoding": {"code": "MSSANTE"}}
PER = {"url": "type", "valueCodeableConcept": {"coding": [{"code": "PER"}]}}


def read(
    value: str, *extensions: dict[str, Any], otherwise: MailboxKind = MailboxKind.UNKNOWN, **more: Any
) -> list[tuple[str, MailboxKind]]:
    """Return the address and kind of the boxes read from one telecom."""
    item = {"system": "email", "value": value, "extension": list(extensions)} | more
    return [(box.address, box.kind) for box in to_mailboxes({"telecom": [item]}, None, otherwise)]


def metadata(*parts: dict[str, Any]) -> dict[str, Any]:
    """Return the metadata extension of a BAL."""
    return {"url": METADATA, "extension": list(parts)}


@pytest.mark.parametrize(
    ("value", "extensions"),
    [
        (ADDRESS, (TYPED, metadata(PER))),
        ("someone@hospital.example", (TYPED,)),
        ("someone@hospital.example", (metadata(PER),)),
        (ADDRESS, ()),
        ("jean.dupont.fictif@interop-mssante.apicrypt.org", ()),
        (" Jean.Dupont.FICTIF@medecin.mssante.fr ", ()),
        (ADDRESS, ({"url": EMAIL_TYPE, "valueCodeableConcept": {"coding": [{"code": "MSSANTE"}]}},)),
    ],
)
def test_any_of_three_signs_makes_a_box(value: str, extensions: tuple[dict[str, Any], ...]) -> None:
    """
    PP16DP has the type of e-mail only, the IG MSS examples the metadata only, and some boxes neither.
    """
    assert [value.strip().lower()] == [address for address, _ in read(value, *extensions)]


@pytest.mark.parametrize(
    ("value", "extensions", "more"),
    [
        ("accueil@structure.example", (), {}),
        ("accueil@structure.example", ({"url": EMAIL_TYPE, "valueCoding": {"code": "MAIL"}},), {}),
        ("0102030405", (TYPED,), {"system": "phone"}),
        ("not an address", (TYPED,), {}),
        ("", (TYPED,), {}),
        ("x@evilmssante.fr", (), {}),
    ],
)
def test_other_telecoms_are_not_boxes(value: str, extensions: tuple[dict[str, Any], ...], more: dict[str, Any]) -> None:
    """
    A structure's telephone and ordinary mail stand beside its boxes.
    """
    assert [] == read(value, *extensions, **more)


@pytest.mark.parametrize("value", [True, "true"])
def test_the_liste_rouge_is_never_shown(value: object) -> None:
    """
    It should not be there at all; should it be, it is dropped.
    """
    assert [] == read(ADDRESS, TYPED, metadata(PER, {"url": "listeRouge", "valueBoolean": value}))


def test_sub_extensions_nobody_knows_are_accepted() -> None:
    """
    `digitization` was removed from the guide and is still served; others will come.
    """
    assert [(ADDRESS, MailboxKind.PER)] == read(
        ADDRESS, metadata({"url": "digitization", "valueBoolean": True}, PER, {"url": "new"}, {})
    )


@pytest.mark.parametrize(("code", "kind"), [("ORG", MailboxKind.ORG), ("CAB", MailboxKind.CAB), ("NEW", MailboxKind.UNKNOWN)])
def test_the_kind_is_the_stated_one(code: str, kind: MailboxKind) -> None:
    """
    TRE_R257 when it is one of ours.
    """
    assert [(ADDRESS, kind)] == read(ADDRESS, metadata({"url": "type", "valueCodeableConcept": {"coding": [{"code": code}]}}))


def test_the_description_of_a_box_is_its_service() -> None:
    """
    « DR HOUSE Secrétariat » of the API's own guide, without its final space; an explicit service comes first.
    """
    described = {
        "system": "email",
        "value": ADDRESS,
        "extension": [metadata({"url": "description", "valueString": "Secrétariat "})],
    }
    served = {
        "system": "email",
        "value": ADDRESS,
        "extension": [metadata({"url": "description", "valueString": "x"}, {"url": "service", "valueString": "Urgences"})],
    }

    assert ["Secrétariat", "Urgences"] == [
        to_mailboxes({"telecom": [item]}, None, MailboxKind.ORG)[0].service for item in (described, served)
    ]
