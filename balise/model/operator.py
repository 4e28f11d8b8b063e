"""Operators: who provides a box, and how they can be reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Ability(StrEnum):
    """What an operator can be asked, and how."""

    REQUEST_BY_EMAIL = "request_by_email"
    FHIR_MSS = "fhir_mss"
    IMAP = "imap"
    SIEVE = "sieve"


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach an operator. `source` and `date` (ISO) say where it was read."""

    value: str
    medium: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an ability was read, and when (`date`, ISO)."""

    ability: Ability
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Operator:
    """
    An MSSanté operator, as it serves one domain.

    `product` is the name people know (Mailiz, Medimail); `professional` is false where its boxes are not those of
    professionals (Mon espace santé). `evidence` says where each ability was read.
    """

    id: str
    name: str
    product: str = ""
    contacts: tuple[Contact, ...] = ()
    abilities: frozenset[Ability] = field(default_factory=frozenset)
    professional: bool = True
    evidence: tuple[Evidence, ...] = ()

    @property
    def label(self) -> str:
        """The name people know, then the company's."""
        return f"{self.product} ({self.name})" if self.product else self.name

    @property
    def email(self) -> str | None:
        """The address that takes requests, when the operator has one."""
        if Ability.REQUEST_BY_EMAIL not in self.abilities:
            return None
        return next((c.value for c in self.contacts if c.medium == "email"), None)
