"""
From the FHIR resources of the Annuaire Santé to the model. No I/O here.

A BAL is no resource: it is a telecom of a Practitioner (the person alone), of a PractitionerRole (the person in a
structure) or of an Organization (IG annuaire 1.1.0; domain dossier §1.5).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from balise.adapters.directories.fhir.nomenclatures import PROFESSIONS, SKILLS
from balise.adapters.directories.labels import city_label, skill_label, title_label
from balise.errors import Invalid
from balise.model.identity import parse_rpps
from balise.model.mailbox import Mailbox, MailboxKind, Organization, Professional, Structure, merge_mailboxes

Resource = dict[str, Any]

SOURCE = "fhir"
RPPS = "https://rpps.esante.gouv.fr"
IDNPS = "urn:oid:1.2.250.1.71.4.2.1"
_IDNST = "urn:oid:1.2.250.1.71.4.2.2"
# The order in which a structure's numbers are preferred; the last carries the others, behind a digit for their type.
_STRUCTURE_SYSTEMS = ("https://finess.esante.gouv.fr", "https://sirene.fr", "https://rppsrang.esante.gouv.fr", _IDNST)
_EMAIL_TYPE = "fr-core-contact-point-email-type"
_METADATA = "as-ext-mailbox-mss-metadata"
_KINDS = frozenset(kind.value for kind in MailboxKind)


@dataclass(frozen=True, slots=True)
class Resources:
    """Resources of one or several Bundles, by technical id."""

    practitioners: dict[str, Resource] = field(default_factory=dict)
    roles: dict[str, Resource] = field(default_factory=dict)
    organizations: dict[str, Resource] = field(default_factory=dict)

    def add(self, resources: Iterable[Resource]) -> None:
        """Keep the resources of the three types we know, once each."""
        known = {"Practitioner": self.practitioners, "PractitionerRole": self.roles, "Organization": self.organizations}
        for resource in resources:
            kind = known.get(resource.get("resourceType", ""))
            if kind is not None and resource.get("id"):
                kind.setdefault(resource["id"], resource)


def resources_of(bundle: Resource) -> list[Resource]:
    """Return the resources of a Bundle, without the OperationOutcome a search may add."""
    entries = [entry for entry in bundle.get("entry") or () if isinstance(entry, dict)]
    return [entry["resource"] for entry in entries if isinstance(entry.get("resource"), dict)]


def next_link(bundle: Resource) -> str:
    """Return the address of the next page, empty at the last."""
    links = [link for link in bundle.get("link") or () if isinstance(link, dict)]
    return next((str(link.get("url", "")) for link in links if link.get("relation") == "next"), "")


def reference_id(reference: Any) -> str:
    """
    Return the technical id a Reference points to, be it relative, absolute or versioned.

    >>> reference_id({"reference": "https://x/fhir/v2/Practitioner/003-1/_history/2"})
    '003-1'
    """
    target = str(reference.get("reference", "")) if isinstance(reference, dict) else ""
    return target.partition("/_history")[0].rpartition("/")[2]


def to_professionals(resources: Resources) -> tuple[Professional, ...]:
    """
    Return the people of the resources, in order, each with every box of theirs.

    Somebody with two exercices professionnels has two Practitioner resources and one RPPS: they are one here. Closed
    exercices and situations count too: a box that is still published on one of them is the very kind to clean up.
    """
    people: dict[str, Professional] = {}
    for technical_id, resource in resources.practitioners.items():
        person = _professional(resource, _boxes_of(technical_id, resource, resources))
        key = person.rpps or technical_id
        seen = people.get(key)
        people[key] = _joined(seen, person) if seen else person
    return tuple(people.values())


def to_organizations(resources: Resources) -> tuple[Organization, ...]:
    """Return the structures that have boxes, in order: the others have nothing to write to."""
    found = [(resource, to_structure(resource)) for resource in resources.organizations.values()]
    every = [Organization(place, to_mailboxes(resource, place, MailboxKind.UNKNOWN)) for resource, place in found]
    return tuple(organization for organization in every if organization.mailboxes)


def to_structure(resource: Resource) -> Structure:
    """Return an Organization as a place of practice."""
    address = next((a for a in resource.get("address") or () if isinstance(a, dict)), {})
    alias = next(iter(resource.get("alias") or ()), "")
    return Structure(
        name=str(resource.get("name") or alias),
        identifier=_structure_number(resource),
        address=", ".join(str(line) for line in address.get("line") or () if line),
        postcode=str(address.get("postalCode") or ""),
        city=city_label(str(address.get("city") or "")),
    )


def to_mailboxes(resource: Resource, structure: Structure | None, otherwise: MailboxKind) -> tuple[Mailbox, ...]:
    """Return the BAL among the telecoms of a resource; `otherwise` is the kind of those that state none."""
    boxes = (_mailbox(t, structure, otherwise) for t in resource.get("telecom") or () if isinstance(t, dict))
    return tuple(box for box in boxes if box)


def _mailbox(telecom: Resource, structure: Structure | None, otherwise: MailboxKind) -> Mailbox | None:
    """
    Return a telecom as a BAL, None when it is not one or must not be shown.

    Lenient on purpose: the official examples have the type of e-mail without the metadata, or the reverse. A box on the
    liste rouge is never shown, whoever let it through.
    """
    address = str(telecom.get("value") or "").strip().lower()
    metadata = _sub_extensions(telecom)
    if telecom.get("system", "email") != "email" or "@" not in address or _flag(metadata.get("listeRouge")):
        return None
    if not (_is_mssante(telecom) or metadata or looks_mssante(address)):
        return None
    kind = _code(metadata.get("type", {}).get("valueCodeableConcept"))
    service = next(
        (str(metadata[n]["valueString"]) for n in ("service", "description") if metadata.get(n, {}).get("valueString")), ""
    )
    stated = MailboxKind(kind) if kind in _KINDS else otherwise
    return Mailbox(address, stated, structure, service.strip(), (SOURCE,))


def looks_mssante(address: str) -> bool:
    """Say whether an address has the shape the espace de confiance requires (openapi-balmss.yaml)."""
    domain = address.rpartition("@")[2]
    return domain.endswith(".mssante.fr") or domain in ("interop-mssante.apicrypt.org", "mssante.apicrypt.org")


def _is_mssante(telecom: Resource) -> bool:
    typed = [e for e in _extensions(telecom) if str(e.get("url", "")).endswith(_EMAIL_TYPE)]
    return any(
        _code({"coding": [e.get("valueCoding") or {}]}) == "MSSANTE" or _code(e.get("valueCodeableConcept")) == "MSSANTE"
        for e in typed
    )


def _sub_extensions(telecom: Resource) -> dict[str, Resource]:
    """Return the metadata of a BAL by name; names nobody knows yet are kept and harmless."""
    found = [e for e in _extensions(telecom) if str(e.get("url", "")).endswith(_METADATA)]
    return {str(sub.get("url", "")): sub for extension in found for sub in _extensions(extension)}


def _extensions(element: Resource) -> list[Resource]:
    return [e for e in element.get("extension") or () if isinstance(e, dict)]


def _flag(extension: Resource | None) -> bool:
    return str((extension or {}).get("valueBoolean", "")).lower() == "true"


def _code(concept: Any) -> str:
    codings = (concept or {}).get("coding") or () if isinstance(concept, dict) else ()
    return next((str(coding["code"]) for coding in codings if isinstance(coding, dict) and coding.get("code")), "")


def _boxes_of(technical_id: str, practitioner: Resource, resources: Resources) -> tuple[Mailbox, ...]:
    """Return the boxes of the person alone, then those of each situation d'exercice."""
    own = to_mailboxes(practitioner, None, MailboxKind.PER)
    roles = [role for role in resources.roles.values() if reference_id(role.get("practitioner")) == technical_id]
    tied = [to_mailboxes(role, _place_of(role, resources), MailboxKind.PER) for role in roles]
    return merge_mailboxes(own, *tied)


def _place_of(role: Resource, resources: Resources) -> Structure | None:
    organization = resources.organizations.get(reference_id(role.get("organization")))
    return to_structure(organization) if organization else None


def _professional(resource: Resource, boxes: tuple[Mailbox, ...]) -> Professional:
    name = next((n for n in resource.get("name") or () if isinstance(n, dict)), {})
    # The suffix is the civilité d'exercice (DR), the prefix the civilité (M, MME): practitioner.md.
    civilities = [*(name.get("suffix") or ()), *(name.get("prefix") or ())]
    return Professional(
        rpps=_rpps(resource),
        family=str(name.get("family") or ""),
        given=" ".join(str(given) for given in name.get("given") or ()),
        title=title_label(str(next(iter(civilities), ""))),
        profession=_qualification(resource, "TRE-G15-ProfessionSante", PROFESSIONS),
        skill=skill_label(_qualification(resource, "TRE-R38-SpecialiteOrdinale", SKILLS)),
        mailboxes=boxes,
    )


def _joined(first: Professional, second: Professional) -> Professional:
    return Professional(
        first.rpps,
        first.family,
        first.given,
        title=first.title or second.title,
        profession=first.profession or second.profession,
        skill=first.skill or second.skill,
        mailboxes=merge_mailboxes(first.mailboxes, second.mailboxes),
    )


def _identifiers(resource: Resource) -> list[tuple[str, str]]:
    numbers = [n for n in resource.get("identifier") or () if isinstance(n, dict)]
    return [(str(n.get("system", "")), str(n.get("value") or "")) for n in numbers]


def _rpps(resource: Resource) -> str:
    """Return the RPPS, from its own identifier or from the national one that carries it."""
    for system, value in sorted(_identifiers(resource), key=lambda number: number[0] != RPPS):
        try:
            if system in (RPPS, IDNPS):
                return parse_rpps(value)
        except Invalid:
            continue
    return ""


def _structure_number(resource: Resource) -> str:
    """Return the number other sources know a structure by; an official example has an URL in its place."""
    numbers = {system: value for system, value in _identifiers(resource) if value and ":" not in value}
    system = next((system for system in _STRUCTURE_SYSTEMS if system in numbers), "")
    return numbers[system][1:] if system == _IDNST else numbers.get(system, "")


def _qualification(resource: Resource, system: str, labels: dict[str, str]) -> str:
    """Return the label of the first qualification coded in a nomenclature; the API sends codes without labels."""
    concepts = [q.get("code") or {} for q in resource.get("qualification") or () if isinstance(q, dict)]
    codings = [c for concept in concepts for c in concept.get("coding") or () if str(c.get("system", "")).endswith(system)]
    return next((str(c.get("display") or labels.get(str(c.get("code")), "")) for c in codings), "")
