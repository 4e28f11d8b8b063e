"""What goes over the wire of the API FHIR MSS: boxes and outcomes as the ANS's draft writes them, answers, exchanges."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from tests.fakes.fhir_patch import METADATA, Resource

KEY = "a-test-key"
PREFIX = "/a/definir"
KINDS = ("Practitioner", "PractitionerRole", "Organization")
RPPS, IDNPS, FINESS = "https://rpps.esante.gouv.fr", "urn:oid:1.2.250.1.71.4.2.1", "http://finess.sante.gouv.fr"
NOS = "https://mos.esante.gouv.fr/NOS/TRE_R256-TypeMessagerie/FHIR/TRE-R256-TypeMessagerie"
FHIR = "application/fhir+json"


def telecom(address: str, kind: str = "PER", red: bool | None = False, rank: int | None = None) -> Resource:
    """Return a box as the draft writes one; `red` None leaves the attribute out."""
    attributes: list[Resource] = [{"url": "type", "valueCodeableConcept": {"coding": [{"system": NOS, "code": kind}]}}]
    if red is not None:
        attributes.append({"url": "listeRouge", "valueBoolean": red})
    box: Resource = {"system": "email", "value": address, "extension": [{"url": METADATA, "extension": attributes}]}
    return box if rank is None else {**box, "rank": rank}


def outcome(code: str, text: str, severity: str = "error") -> Resource:
    """Return an OperationOutcome as the draft writes one."""
    return {"resourceType": "OperationOutcome", "issue": [{"severity": severity, "code": code, "details": {"text": text}}]}


@dataclass(frozen=True)
class Reply:
    """
    What is answered. As a failure: `after` lets the PATCH be done first, `drop` hangs up without a word (`cut`: after half of
    the body), `delay` makes the other side wait.
    """

    status: int = 200
    body: Resource | bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    after: bool = False
    drop: bool = False
    cut: bool = False
    delay: float = 0.0

    @property
    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass(frozen=True)
class Exchange:
    """One request and its answer, as they went over the wire; `scripted` when a test had written the answer."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: bytes
    reply: Reply
    scripted: bool
