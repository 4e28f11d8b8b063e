"""
From a wish to FHIR Patch operations (openapi-balmss.yaml, PatchParameters; FHIR R4, fhirpatch.html). No I/O here.

No operation means that all is as wished: the same function says what to do, and whether it is done.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from balise.adapters.operators.fhir_mss.mapping import Resource, boxes_at, is_mssante, objects, telecoms
from balise.errors import PermanentFailure

METADATA = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-mailbox-mss-metadata"
# The same on every BAL, and absent from the API's schema: what rewrites a box may leave it out.
_EMAIL_TYPE = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-contact-point-email-type"
# Components.schemas.MailboxMSSMetadata: the only attributes the API can carry.
_ATTRIBUTES = frozenset(("type", "listeRouge", "description", "service", "responsible"))
_FIRST, _SECOND = 1, 2


class Wish(StrEnum):
    """What may be wished of a box."""

    UNPUBLISH = "unpublish"
    DELETE = "delete"
    PREFER = "prefer"


def operations(wish: Wish, resource: Resource, address: str) -> list[Resource]:
    """
    Return the operations that make a resource as wished for a box (its address lower case); none when it already is.

    Raises:
        PermanentFailure: the API has no operation that would do it without losing something of the box.

    """
    kind, boxes = str(resource["resourceType"]), boxes_at(resource, address)
    if wish is Wish.DELETE:
        return [_operation("delete", _path(kind, box)) for box in boxes]
    if wish is Wish.UNPUBLISH:
        return [_hiding(kind, box) for box in boxes if not _is_hidden(box)]
    rivals = [telecom for telecom in telecoms(resource) if telecom not in boxes and _is_rival(telecom)]
    demoted = [_operation("replace", f"{_path(kind, rival)}.rank", valueInteger=_SECOND) for rival in rivals]
    return demoted + [_promoting(kind, box) for box in boxes if box.get("rank") != _FIRST]


def is_as_wished(wish: Wish, resource: Resource, address: str) -> bool:
    """Say whether a resource that comes back shows a box as wished."""
    try:
        todo = operations(wish, resource, address)
    except PermanentFailure:  # it would have to be rewritten: it is not
        return False
    return not todo and (wish is not Wish.PREFER or boxes_at(resource, address) != [])


def to_patch(todo: list[Resource]) -> Resource:
    """Return operations as the body of a PATCH: all of them or none."""
    return {"resourceType": "Parameters", "parameter": todo}


def rewrites(todo: list[Resource]) -> bool:
    """Say whether operations replace more of a box than what was wished: then nobody may have touched it meanwhile."""
    return any("valueContactPoint" in part for operation in todo for part in operation["part"])


def _hiding(kind: str, box: Resource) -> Resource:
    """Return the operation that puts a box on the liste rouge."""
    path = _path(kind, box)
    if "listeRouge" in _metadata(box):
        return _operation("replace", f"{path}.extension('{METADATA}').extension('listeRouge').value", valueBoolean=True)
    hidden = {**_metadata(box), "listeRouge": {"url": "listeRouge", "valueBoolean": True}}
    return _operation("replace", path, valueContactPoint=_rewritten(box, hidden))


def _promoting(kind: str, box: Resource) -> Resource:
    """Return the operation that makes a box the first."""
    path = _path(kind, box)
    if "rank" in box:
        return _operation("replace", f"{path}.rank", valueInteger=_FIRST)
    return _operation("replace", path, valueContactPoint=_rewritten(box, _metadata(box)) | {"rank": _FIRST})


def _rewritten(box: Resource, metadata: dict[str, Resource]) -> Resource:
    """
    Return a whole box with other metadata.

    The API has no operation that adds an attribute where there is none (FHIR Patch's `add` is not among its types), and
    its schema of a box is narrower than what the directory holds: what it cannot carry would be lost.
    """
    others = [e for e in _extensions(box) if e.get("url") not in (METADATA, _EMAIL_TYPE)]
    if others or not _ATTRIBUTES.issuperset(metadata):
        raise PermanentFailure("API FHIR MSS: this box holds what a replacement would lose")
    kept = {key: value for key, value in box.items() if key != "extension"}
    return kept | ({"extension": [{"url": METADATA, "extension": list(metadata.values())}]} if metadata else {})


def _operation(deed: str, path: str, **value: Any) -> Resource:
    parts: list[Resource] = [{"name": "type", "valueCode": deed}, {"name": "path", "valueString": path}]
    if value:
        parts.append({"name": "value", **value})
    return {"name": "operation", "part": parts}


def _path(kind: str, box: Resource) -> str:
    """Return the FHIRPath of a box, by its address as the directory writes it: FHIRPath minds case."""
    quoted = str(box["value"]).replace("\\", "\\\\").replace("'", "\\'")
    return f"{kind}.telecom.where(value = '{quoted}')"


def _is_hidden(box: Resource) -> bool:
    return _metadata(box).get("listeRouge", {}).get("valueBoolean") is True


def _is_rival(telecom: Resource) -> bool:
    """Say whether another box is in the first place. Numbers and ordinary addresses may keep theirs."""
    address = str(telecom.get("value") or "")
    return telecom.get("rank") == _FIRST and address != "" and (bool(_metadata(telecom)) or is_mssante(address))


def _metadata(box: Resource) -> dict[str, Resource]:
    """Return the attributes of a box by name."""
    found = [extension for extension in _extensions(box) if extension.get("url") == METADATA]
    return {str(attribute.get("url")): attribute for extension in found for attribute in _extensions(extension)}


def _extensions(element: Resource) -> list[Resource]:
    return objects(element.get("extension"))
