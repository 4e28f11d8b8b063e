"""What goes over the wire of the API FHIR MSS holds to its OpenAPI: our own contract, and the ANS's draft when it is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from openapi_schema_validator import OAS30Validator

from balise.adapters.operators.fhir_mss import FhirMss
from balise.errors import BaliseError
from balise.model.box_change import Carrier
from tests.fakes.fhir_mss_server import FhirMssServer
from tests.fakes.fhir_mss_wire import telecom
from tests.fhir_mss_contract import Document, draft, ours

ANNE, PAUL, CLINIC, NOBODY = (
    Carrier(rpps="99900000011"),
    Carrier(rpps="99900000029"),
    Carrier(structure="990000001"),
    Carrier(rpps="99900000094"),
)
BOX, OTHER, BARE = "anne.fictive@medecin.mssante.fr", "o'neill@interop-mssante.apicrypt.org", "bare@cabinet-fictif.mssante.fr"
DOCUMENTS = pytest.mark.parametrize("document", [ours, draft], ids=lambda read: read.__name__)


async def everything(server: FhirMssServer, office: FhirMss) -> None:
    """Do all that the adapter can, on every kind of resource, in every way it has, and be refused."""
    boxes = [telecom(BOX), telecom(OTHER, rank=1), telecom(BARE, red=None)]
    server.practitioner(ANNE.rpps, *boxes)
    server.role(server.practitioner(PAUL.rpps), *boxes)
    server.organization(CLINIC.structure, *(telecom(f"org.{box['value']}", "ORG") for box in boxes))
    for carrier, prefix in ((ANNE, ""), (PAUL, ""), (CLINIC, "org.")):
        for address in (f"{prefix}{box}" for box in (BOX, OTHER, BARE)):
            await office.prefer(address, carrier, "1")
            await office.unpublish(address, carrier, "2")
            await office.delete(address, carrier, "3")
            await office.delete(address, carrier, "3")
    server.practitioner(ANNE.rpps, telecom(BOX))
    for refused in (NOBODY, ANNE):
        server.before_patch = server.touch_all
        with pytest.raises(BaliseError):
            await office.unpublish(BOX, refused, "4")
    server.before_patch = server.resources.clear
    with pytest.raises(BaliseError):
        await office.unpublish(BOX, ANNE, "5")


@DOCUMENTS
async def test_every_request_and_every_answer_holds(
    server: FhirMssServer, office: FhirMss, document: Callable[[], Document]
) -> None:
    """Paths, parameters, headers, key, bodies and statuses, both ways; only /metadata is FHIR's and not the draft's."""
    read = document()
    await everything(server, office)
    kinds = {exchange.path.split("/")[1] for exchange in server.sent("PATCH")}
    deeds = {part["valueCode"] for e in server.sent("PATCH") for o in json.loads(e.body)["parameter"] for part in o["part"][:1]}

    assert ({"Practitioner", "PractitionerRole", "Organization"}, {"replace", "delete"}) == (kinds, deeds)
    assert {200, 404, 412} == {exchange.reply.status for exchange in server.exchanges}
    assert len(server.exchanges) - (not read.narrow) == read.check(server.exchanges)


@DOCUMENTS
@pytest.mark.parametrize(
    "spoil",
    [
        lambda e: replace(e, path="/Patient/1"),
        lambda e: replace(e, headers={k: v for k, v in e.headers.items() if k != "esante-api-key"}),
        lambda e: replace(e, headers={**e.headers, "content-type": "application/json-patch+json"}),
        lambda e: replace(e, body=b"{}"),
        lambda e: replace(e, body=e.body.replace(b'"replace"', b'"add"')),
        lambda e: replace(e, body=e.body.replace(b'"path"', b'"chemin"')),
        lambda e: replace(e, query=[("family", "Fictive")]),
        lambda e: replace(e, reply=replace(e.reply, body={"resourceType": "Patient"})),
        lambda e: replace(e, reply=replace(e.reply, status=412, body={"resourceType": "Practitioner"})),
    ],
)
async def test_what_does_not_hold_would_be_noticed(
    server: FhirMssServer, office: FhirMss, document: Callable[[], Document], spoil: Callable[[Any], Any]
) -> None:
    """The check above sees what it looks for."""
    server.practitioner(ANNE.rpps, telecom(BOX))
    await office.unpublish(BOX, ANNE, "1")
    (sound,) = server.sent("PATCH")

    assert 1 == document().check([sound])
    with pytest.raises(AssertionError):
        document().check([spoil(sound)])


def examples(node: Any) -> Iterator[dict[str, Any]]:
    """Return the bodies that a document gives as examples."""
    if isinstance(node, dict):
        for key, inner in node.items():
            yield from (given["value"] for given in inner.values()) if key == "examples" else examples(inner)


def test_our_contract_takes_the_drafts_examples_of_what_we_do() -> None:
    """Every replacement and every deletion that the draft shows is a body that ours admits too; Balise inserts nothing."""
    schemas = ours().content["components"]["schemas"]
    schema = {"$ref": "#/components/schemas/Patch", "components": {"schemas": schemas}}
    bodies = [body for body in examples(draft().content["paths"]) if body["parameter"][0]["part"][0]["valueCode"] != "insert"]

    assert 20 < len(bodies)
    for body in bodies:
        OAS30Validator(schema).validate(body)
