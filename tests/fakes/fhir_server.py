"""
A small server of the FHIR API of the Annuaire Santé, for httpx.MockTransport.

It serves people as the API does: boxes are telecoms, codes have no label, pages are short, and an unknown parameter is a
400 with an OperationOutcome.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qsl

import httpx

from balise.adapters.directories.fhir.nomenclatures import PROFESSIONS
from balise.model.mailbox import Mailbox, MailboxKind, Organization, Professional, Structure
from balise.model.wording import fold

BASE = "https://annuaire.test/fhir/v2"
KEY = "a-test-key"
NOS = "https://mos.esante.gouv.fr/NOS"
EMAIL_TYPE = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-contact-point-email-type"
METADATA = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-mailbox-mss-metadata"

Resource = dict[str, Any]
Parameters = list[tuple[str, str]]


def telecom(box: Mailbox) -> Resource:
    """Return a box as the API writes it."""
    nos_type = f"{NOS}/TRE_R256-TypeMessagerie/FHIR/TRE-R256-TypeMessagerie"
    extensions: list[Resource] = [{"url": EMAIL_TYPE, "valueCoding": {"system": nos_type, "code": "MSSANTE"}}]
    if box.kind is not MailboxKind.UNKNOWN:
        kind = {"coding": [{"system": f"{NOS}/TRE_R257-TypeBAL/FHIR/TRE-R257-TypeBAL", "code": box.kind.value}]}
        metadata: list[Resource] = [{"url": "type", "valueCodeableConcept": kind}, {"url": "listeRouge", "valueBoolean": False}]
        if box.service:
            metadata.append({"url": "description", "valueString": f"{box.service} "})
        extensions.append({"url": METADATA, "extension": metadata})
    return {"system": "email", "value": box.address, "extension": extensions}


def outcome(diagnostics: str) -> Resource:
    """Return an OperationOutcome as the API writes it."""
    return {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": "error", "code": "processing", "diagnostics": diagnostics}],
    }


class FhirServer:
    """
    Answers the searches the adapter makes. `requests` keeps them; `page_size` bounds its pages whatever `_count` says.
    """

    def __init__(
        self, professionals: Sequence[Professional] = (), organizations: Sequence[Organization] = (), page_size: int = 50
    ) -> None:
        self.requests: list[httpx.Request] = []
        self.resources: list[Resource] = []
        self._page_size = page_size
        self._pages: dict[str, list[Resource]] = {}
        for organization in organizations:
            self._place(organization.structure)["telecom"] += [telecom(box) for box in organization.mailboxes]
        for person in professionals:
            self._add(person)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        self.requests.append(request)
        if request.headers.get("ESANTE-API-KEY") != KEY:
            return httpx.Response(403, text="<html><body>Forbidden</body></html>")
        resource = request.url.path.removeprefix("/fhir/v2/")
        parameters = parse_qsl(request.url.query.decode())
        if resource == "_page":
            return self._page(self._pages.pop(dict(parameters)["id"]))
        found = [r for r in self.resources if r["resourceType"] == resource]
        included: list[Resource] = []
        for name, value in parameters:
            if name == "_include":
                included += self._included(found, value.partition(":")[2])
            elif name in _FILTERS:
                found = [r for r in found if _FILTERS[name](r, value)]
            elif name != "_count":
                return httpx.Response(400, json=outcome(f"Parameter {name} not found"))
        return self._page([*found, *included])

    def _page(self, resources: list[Resource]) -> httpx.Response:
        link = []
        if len(resources) > self._page_size:
            token = f"p{len(self.requests)}"
            self._pages[token] = resources[self._page_size :]
            link = [{"relation": "next", "url": f"{BASE}/_page?id={token}"}]
        entry = [{"resource": resource} for resource in resources[: self._page_size]]
        return httpx.Response(200, json={"resourceType": "Bundle", "type": "searchset", "link": link, "entry": entry})

    def _included(self, roles: list[Resource], field: str) -> list[Resource]:
        wanted = {role[field]["reference"] for role in roles if field in role}
        return [r for r in self.resources if f"{r['resourceType']}/{r['id']}" in wanted]

    def _place(self, structure: Structure) -> Resource:
        known = next(
            (r for r in self.resources if r["resourceType"] == "Organization" and r["id"] == f"001-{structure.identifier}"), None
        )
        if known is None:
            known = {
                "resourceType": "Organization",
                "id": f"001-{structure.identifier}",
                "identifier": [
                    {"system": "urn:oid:1.2.250.1.71.4.2.2", "value": f"1{structure.identifier}"},
                    {"system": "https://finess.esante.gouv.fr", "value": structure.identifier},
                ],
                "name": structure.name,
                "address": [{"line": [structure.address], "postalCode": structure.postcode, "city": structure.city}],
                "telecom": [{"system": "email", "value": "accueil@structure.example"}],
            }
            self.resources.append(known)
        return known

    def _add(self, person: Professional) -> None:
        technical_id = f"003-{person.rpps}"
        self.resources.append(
            {
                "resourceType": "Practitioner",
                "id": technical_id,
                "identifier": [
                    {"system": "urn:oid:1.2.250.1.71.4.2.1", "value": f"8{person.rpps}"},
                    {"system": "https://rpps.esante.gouv.fr", "value": person.rpps},
                ],
                "name": [{"family": person.family, "given": [person.given], "suffix": [person.title]}],
                "qualification": [{"code": {"coding": _codings(person)}}],
                "telecom": [telecom(box) for box in person.mailboxes if box.structure is None],
            }
        )
        for rank, box in enumerate(box for box in person.mailboxes if box.structure):
            assert box.structure is not None
            self.resources.append(
                {
                    "resourceType": "PractitionerRole",
                    "id": f"005-{person.rpps}-{rank}",
                    "practitioner": {"reference": f"Practitioner/{technical_id}"},
                    "organization": {"reference": f"Organization/{self._place(box.structure)['id']}"},
                    "telecom": [telecom(box)],
                }
            )


def _codings(person: Professional) -> list[Resource]:
    code = next((code for code, label in PROFESSIONS.items() if label == person.profession), "")
    codings = [{"system": f"{NOS}/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante", "code": code}]
    if person.skill:
        nos = f"{NOS}/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale"
        codings.append({"system": nos, "code": "SM00", "display": f"{person.skill} (SM)"})
    return codings


def _addresses(resource: Resource) -> list[str]:
    return [item["value"].lower() for item in resource.get("telecom", ())]


def _names(resource: Resource) -> str:
    people = (
        [f"{name['family']} {' '.join(name['given'])}" for name in resource["name"]] if isinstance(resource["name"], list) else []
    )
    return fold(" ".join(people) or resource["name"])


# Searches on strings mind neither case nor accents; a parameter given twice means both.
_FILTERS: dict[str, Callable[[Resource, str], bool]] = {
    "identifier": lambda resource, value: any(number["value"] == value for number in resource["identifier"]),
    "name:contains": lambda resource, value: fold(value) in _names(resource),
    "mailbox-mss": lambda resource, value: any(address.startswith(value.lower()) for address in _addresses(resource)),
    "mailbox-mss:contains": lambda resource, value: any(value.lower() in address for address in _addresses(resource)),
    "practitioner": lambda resource, value: resource["practitioner"]["reference"].rpartition("/")[2] in value.split(","),
}
