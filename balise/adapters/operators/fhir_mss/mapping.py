"""
From the model to the questions of the API FHIR MSS, and from its resources to whose boxes they are. No I/O here.

A BAL is a telecom of a Practitioner, of a PractitionerRole or of an Organization (openapi-balmss.yaml, `info`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from balise.errors import Invalid, PermanentFailure
from balise.model.box_change import BoxChange, Carrier, Progress

Resource = dict[str, Any]
Parameters = list[tuple[str, str]]

PERSON, SITUATION, STRUCTURE = "Practitioner", "PractitionerRole", "Organization"

# Components.parameters and the descriptions of `identifier` on the conditional PATCH name these systems.
_RPPS = "https://rpps.esante.gouv.fr"
_IDNPS = "urn:oid:1.2.250.1.71.4.2.1"
_IDNST = "urn:oid:1.2.250.1.71.4.2.2"
_FINESS = "http://finess.sante.gouv.fr"
_SIRENE = "http://sirene.fr"
# Components.schemas.MailboxMssAddress.
_ADDRESS = re.compile(r"[^@\s]+@([^@\s]+\.mssante\.fr|interop-mssante\.apicrypt\.org)", re.IGNORECASE)
# The data type `id` (FHIR R4, datatypes.html#id): nothing that could leave a path.
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


def objects(value: Any) -> list[Resource]:
    """Return the objects of a list, none of what is no list: what a server sends may be anything."""
    return [element for element in value if isinstance(element, dict)] if isinstance(value, list) else []


def parse_address(text: str) -> str:
    """
    Return an MSSanté address, lower case.

    Raises:
        Invalid: `address` when the API would refuse it.

    """
    address = text.strip().lower()
    if not is_mssante(address):
        raise Invalid("address")
    return address


def is_mssante(address: str) -> bool:
    """Say whether an address has the shape the API demands."""
    return _ADDRESS.fullmatch(address) is not None


def own_types(carrier: Carrier) -> tuple[str, ...]:
    """Return the resources a carrier's boxes hang on: those of one person are on two."""
    return (PERSON, SITUATION) if carrier.rpps else (STRUCTURE,)


def other_types(carrier: Carrier) -> tuple[str, ...]:
    """Return the resources its boxes never hang on."""
    return (STRUCTURE,) if carrier.rpps else (PERSON, SITUATION)


def carrier_query(carrier: Carrier) -> tuple[str, Parameters]:
    """
    Return where and how to look for a carrier.

    The comma is FHIR's « or » (search.html#combining): a person is known by two numbers, and what kind of number a
    structure's is cannot be told from its nine digits.
    """
    if carrier.rpps:
        numbers = [(_RPPS, carrier.rpps), (_IDNPS, f"8{carrier.rpps}")]
    else:
        numbers = [(_FINESS, carrier.structure), (_SIRENE, carrier.structure)]
    token = ",".join(f"{system}|{_escaped(number)}" for system, number in numbers)
    return own_types(carrier)[0], [("identifier", token), ("_elements", "meta,identifier")]


def box_query(kind: str, address: str) -> Parameters:
    """Return how to look for the resources of one kind that show an address."""
    owner = ",practitioner" if kind == SITUATION else ""
    return [("mailbox-mss", _escaped(address)), ("_elements", f"meta,identifier,telecom{owner}")]


def resources_of(bundle: Resource, kind: str) -> list[Resource]:
    """
    Return the resources of one kind in a Bundle.

    Raises:
        PermanentFailure: one cannot be named in a path; passing over it would say that what it shows is not there.

    """
    resources = objects([entry.get("resource") for entry in objects(bundle.get("entry"))])
    ours = [resource for resource in resources if resource.get("resourceType") == kind]
    if not all(isinstance(resource.get("id"), str) and _ID.fullmatch(resource["id"]) for resource in ours):
        raise PermanentFailure("API FHIR MSS: a resource that cannot be named")
    return ours


def next_page(bundle: Resource) -> str | None:
    """
    Return the `_page_token` of the next page, None at the last.

    The link itself is not followed: our key goes with every request, and only to the address we were given.

    Raises:
        PermanentFailure: there is more, and no token to ask for it.

    """
    following = [str(link.get("url", "")) for link in objects(bundle.get("link")) if link.get("relation") == "next"]
    if not following:
        return None
    tokens = parse_qs(urlsplit(following[0]).query).get("_page_token")
    if not tokens:
        raise PermanentFailure("API FHIR MSS: a next page that cannot be asked for")
    return tokens[0]


def patchable(statement: Resource) -> frozenset[str]:
    """Return the kinds of resource that a CapabilityStatement lets one PATCH (FHIR R4, capabilitystatement.html)."""
    sides = [side for side in objects(statement.get("rest")) if side.get("mode") == "server"]
    kinds = [kind for side in sides for kind in objects(side.get("resource"))]
    return frozenset(str(kind.get("type")) for kind in kinds if "patch" in _codes(kind.get("interaction")))


def boxes_at(resource: Resource, address: str) -> list[Resource]:
    """Return the telecoms of a resource that are the box at an address (lower case)."""
    return [telecom for telecom in telecoms(resource) if str(telecom.get("value") or "").strip().lower() == address]


def telecoms(resource: Resource) -> list[Resource]:
    """Return the e-mail addresses of a resource."""
    return [telecom for telecom in objects(resource.get("telecom")) if telecom.get("system", "email") == "email"]


def known_as(carrier: Carrier, resources: Iterable[Resource]) -> list[Resource]:
    """
    Return the resources that say they are the carrier.

    FHIR lets a server pass over a parameter it does not know (search.html#errors): the answer is never taken on trust.
    """
    return [resource for resource in resources if _is_number(carrier, resource.get("identifier"))]


def belonging_to(carrier: Carrier, carriers: Sequence[Resource], shown: Iterable[Resource]) -> list[Resource]:
    """
    Return the resources, among those that show a box, that are the carrier's own.

    A situation d'exercice says whose it is by a reference; one that does not is left alone.
    """
    ids = {resource["id"] for resource in carriers}
    return [resource for resource in shown if _owner(resource) in ids or _is_owned_by_number(carrier, resource)]


def are_others(shown: Iterable[Resource]) -> bool:
    """Say whether each resource is known to be somebody's: then, none being the carrier's, all are somebody else's."""
    return all(_owner(resource) for resource in shown)


def is_same(resource: Resource, other: Resource) -> bool:
    """Say whether an answer is about the resource that was asked about."""
    return (resource["resourceType"], resource["id"]) == (other.get("resourceType"), other.get("id"))


def when_not_shown(carriers: Sequence[Resource]) -> BoxChange:
    """Return what became of a box to hide or delete that its carrier does not show: nothing is left to do."""
    return BoxChange(Progress.DONE, tuple(name(carrier, version_of(carrier)) for carrier in carriers), changed=False)


def version_of(resource: Resource) -> str:
    """Return the version a resource says it is, empty when it says none."""
    meta = resource.get("meta")
    version = str(meta.get("versionId") or "") if isinstance(meta, dict) else ""
    return version if _ID.fullmatch(version) else ""


def name(resource: Resource, version: str) -> str:
    """
    Return the reference of one version of a resource (FHIR R4, http.html#vread).

    >>> name({"resourceType": "Practitioner", "id": "003-1"}, "7")
    'Practitioner/003-1/_history/7'
    """
    reference = f"{resource['resourceType']}/{resource['id']}"
    return f"{reference}/_history/{version}" if version else reference


def merged(changes: Sequence[BoxChange]) -> BoxChange:
    """Return several changes of one request as one, as far as the least advanced."""
    done = all(change.progress is Progress.DONE for change in changes)
    return BoxChange(
        Progress.DONE if done else Progress.ACCEPTED,
        tuple(version for change in changes for version in change.versions),
        any(change.changed for change in changes),
    )


def _codes(interactions: Any) -> set[str]:
    return {str(interaction.get("code")) for interaction in objects(interactions)}


def _owner(resource: Resource) -> str:
    if resource["resourceType"] != SITUATION:
        return str(resource["id"])
    reference = resource.get("practitioner")
    target = str(reference.get("reference", "")) if isinstance(reference, dict) else ""
    return target.partition("/_history")[0].rpartition("/")[2]


def _is_owned_by_number(carrier: Carrier, resource: Resource) -> bool:
    reference = resource.get("practitioner")
    return isinstance(reference, dict) and _is_number(carrier, [reference.get("identifier")])


def _is_number(carrier: Carrier, identifiers: Any) -> bool:
    """Say whether an identifier is the carrier's; national ones have a digit before it, for its type."""
    numbers = objects(identifiers)
    wanted, national = (carrier.rpps, _IDNPS) if carrier.rpps else (carrier.structure, _IDNST)
    values = [str(n.get("value") or "") for n in numbers]
    with_type = [str(n.get("value") or "")[1:] for n in numbers if n.get("system") == national]
    return wanted in (*values, *with_type)


def _escaped(value: str) -> str:
    """Return a value of a search as it is, whatever signs of FHIR's it holds (search.html#escaping)."""
    return re.sub(r"([\\$,|])", r"\\\1", value)
