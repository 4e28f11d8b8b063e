"""FHIR Patch (FHIR R4, fhirpatch.html), as far as the API FHIR MSS describes it: telecoms, their rank and their attributes."""

from __future__ import annotations

import copy
import re
from typing import Any

Resource = dict[str, Any]

METADATA = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-mailbox-mss-metadata"
_BOX = re.compile(r"(?P<kind>\w+)\.telecom(?:\.where\(value = '(?P<value>(?:[^'\\]|\\.)*)'\)(?P<rest>.*))?")
_ATTRIBUTE = re.compile(rf"\.extension\('{re.escape(METADATA)}'\)\.extension\('(?P<name>\w+)'\)\.value")


class Unusable(Exception):
    """A patch that cannot be applied: the server answers 400."""


def patched(resource: Resource, parameters: Any) -> Resource:
    """Return a resource once patched; all the operations are applied, or none. Raises Unusable."""
    after = copy.deepcopy(resource)
    try:
        if parameters["resourceType"] != "Parameters":
            raise Unusable("not a Parameters")
        for operation in parameters["parameter"]:
            _apply(after, {part["name"]: part for part in operation["part"]})
    except (KeyError, TypeError, IndexError) as error:
        raise Unusable(f"unreadable patch: {error!r}") from error
    return after


def _apply(resource: Resource, parts: dict[str, Resource]) -> None:
    deed, path = parts["type"]["valueCode"], parts["path"]["valueString"]
    found = _BOX.fullmatch(path)
    if found is None or found["kind"] != resource["resourceType"]:
        raise Unusable(f"unknown path {path}")
    boxes: list[Resource] = resource.setdefault("telecom", [])
    if deed == "insert" and found["value"] is None:
        boxes.insert(parts["index"]["valueInteger"], parts["value"]["valueContactPoint"])
        return
    wanted = re.sub(r"\\(.)", r"\1", found["value"])
    indexes = [index for index, box in enumerate(boxes) if box.get("value") == wanted]
    if len(indexes) > 1 or (not indexes and deed != "delete"):
        raise Unusable(f"{len(indexes)} elements at {path}")
    if deed == "delete" and not found["rest"]:
        for index in indexes:
            del boxes[index]
    elif deed == "replace":
        _replace(boxes, indexes[0], found["rest"], parts["value"])
    else:
        raise Unusable(f"cannot {deed} {path}")


def _replace(boxes: list[Resource], index: int, rest: str, value: Resource) -> None:
    box = boxes[index]
    attribute = _ATTRIBUTE.fullmatch(rest)
    if rest == "":
        boxes[index] = value["valueContactPoint"]
    elif rest == ".rank" and "rank" in box:
        box["rank"] = value["valueInteger"]
    elif attribute:
        metadata = [e for extension in box.get("extension", ()) if extension["url"] == METADATA for e in extension["extension"]]
        (held,) = [e for e in metadata if e["url"] == attribute["name"]] or [None]
        if held is None:
            raise Unusable("nothing to replace")
        name = next(key for key in held if key.startswith("value"))
        held[name] = value[name]
    else:
        raise Unusable(f"nothing to replace at {rest}")
