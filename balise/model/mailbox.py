"""Mailboxes (BAL), their holders and their structures, as the Annuaire Santé publishes them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MailboxKind(StrEnum):
    """TRE_R257-TypeBAL: personal, organisational, applicative, shared practice; or not stated."""

    PER = "PER"
    ORG = "ORG"
    APP = "APP"
    CAB = "CAB"
    UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Structure:
    """A place of practice. `identifier` is the national one (FINESS, SIRET, RPPS-rang…) when known."""

    name: str
    identifier: str = ""
    address: str = ""
    postcode: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """
    One published address.

    A BAL has no identifier but its address (lower case here). `structure` is None for a BAL tied to
    the person alone. `sources` names where it was seen: `extraction`, `fhir`.
    """

    address: str
    kind: MailboxKind
    structure: Structure | None = None
    service: str = ""
    sources: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """A short stable handle that is not the address, fit for dialogue slots."""
        return hashlib.sha256(self.address.encode()).hexdigest()[:12]

    @property
    def domain(self) -> str:
        """What follows the @."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Professional:
    """A professional and the boxes the directory publishes for them."""

    rpps: str
    family: str
    given: str
    title: str = ""
    profession: str = ""
    skill: str = ""
    mailboxes: tuple[Mailbox, ...] = ()

    @property
    def full_name(self) -> str:
        """Title, given name, family name."""
        return " ".join(part for part in (self.title, self.given, self.family) if part)

    @property
    def city(self) -> str:
        """The town of the first structure that has one."""
        return next((b.structure.city for b in self.mailboxes if b.structure and b.structure.city), "")


@dataclass(frozen=True, slots=True)
class Organization:
    """A structure found by its name, and its organisational boxes."""

    structure: Structure
    mailboxes: tuple[Mailbox, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """
    The boxes found for one person.

    `as_of` is the date of the directory's file, when the source has one; `partial` says that some may be missing: a source did
    not answer, or not with all it used to hold. An empty listing never proves that there is no box: the liste rouge and
    applicative boxes are not public.
    """

    mailboxes: tuple[Mailbox, ...]
    professional: Professional | None = None
    as_of: date | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search by name found, best first."""

    professionals: tuple[Professional, ...] = ()
    organizations: tuple[Organization, ...] = ()
    as_of: date | None = None
    partial: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.professionals or self.organizations)


def merge_mailboxes(*lists: Sequence[Mailbox]) -> tuple[Mailbox, ...]:
    """
    Merge lists of boxes by address, earlier lists first, keeping every source.

    An address is one box however many lines or sources name it, since it is all that identifies a box and two
    sources name a structure differently. What an earlier list leaves out is taken from a later one.
    """
    merged: dict[str, Mailbox] = {}
    for box in (b for boxes in lists for b in boxes):
        seen = merged.get(box.address, box)
        merged[box.address] = Mailbox(
            address=box.address,
            kind=box.kind if seen.kind is MailboxKind.UNKNOWN else seen.kind,
            structure=seen.structure or box.structure,
            service=seen.service or box.service,
            sources=tuple(dict.fromkeys((*seen.sources, *box.sources))),
        )
    return tuple(merged.values())
