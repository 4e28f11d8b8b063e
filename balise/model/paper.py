"""Papers people take away: a receipt, a memo to sign, a calendar entry, what makes an address known."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

PICTURE = "image/png"
"""The media type of the pictures that are shown: no other file of ours is opened in a page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """How a file is seen in a message: its size in pixels, and what it shows in words, as (label, value)."""

    width: int
    height: int
    table: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """
    A file, ready to hand over. `name` is plain ASCII with its extension; `title` is what people are told it is.

    `picture` is set on a `PICTURE`; it goes with the message that hands the file over, and is not kept with the file.
    """

    name: str
    media_type: str
    content: bytes
    title: str
    picture: Picture | None = None


class DelegateRole(StrEnum):
    """Who the sheet lets a practitioner delegate to, under the names that `model.french.roles` reads."""

    SECRETARY = "secretaire"
    MEDICAL_ASSISTANT = "assistant_medical"
    LOCUM = "remplacant"


class Right(StrEnum):
    """What a delegate may do with the messages of a box."""

    READ = "read"
    REPLY = "reply"
    FILE = "file"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class DelegationTerms:
    """
    What a practitioner (the délégant) entrusts to somebody of their team (the délégataire).

    `end` is the last day, included; None when the delegation is permanent. `reference` is the procedure's, when there is one.
    """

    holder_name: str
    holder: str
    address: str
    delegate_name: str
    role: DelegateRole
    rights: frozenset[Right]
    start: date
    end: date | None = None
    delegate_email: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Kit:
    """What makes a preferred address known, for one practice situation."""

    signature_html: Paper
    signature_text: Paper
    letter_line: Paper
    network_text: Paper
    vcard: Paper
    qr_svg: Paper
    qr_png: Paper
    card: Paper

    @property
    def papers(self) -> tuple[Paper, ...]:
        """All of them, in the order to offer them."""
        return tuple(getattr(self, field.name) for field in fields(self))
