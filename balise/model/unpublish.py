"""
The dépublication, field by field: what a sentence answers to what was asked.

Sheet « Identifier ses BAL »: depublish inactive boxes, with an auto-reply that redirects to the active one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from balise.model.auto_reply import looks_like_auto_reply
from balise.model.choice import Choice, choice_in
from balise.model.mailbox import Mailbox, MailboxKind
from balise.model.procedure import REQUESTED, Evidence, Kind, Procedure
from balise.model.wording import fold


class Asked(StrEnum):
    """The fields, in the order they are asked."""

    BOX = "unpublish_box"
    KEPT = "unpublish_kept"
    AUTO_REPLY = "unpublish_auto_reply"
    CONFIRMED = "unpublish_confirmed"


def speaks_of_kept(text: str) -> bool:
    """Say whether a sentence speaks of the box that stays, not of the one to depublish."""
    return re.search(r"\b(redirig\w*|redirection|gard(e|er|ez)|conserv\w*)\b", fold(text)) is not None


def answers(asked: Asked, text: str) -> bool:
    """
    Say whether a sentence answers what was asked by its wording alone, whatever else it may seem to be about.

    A bare no is left out: « non, je veux parler à quelqu'un » says more than no.
    """
    if asked is Asked.AUTO_REPLY and looks_like_auto_reply(text):
        return True
    return choice_in(text) not in (None, Choice.NO)


@dataclass(frozen=True, slots=True)
class UnpublishedBox(Mailbox):
    """A box whose dépublication was asked for with Balise; the directory may still show it."""

    request: Procedure = field(kw_only=True)


def gone(request: Procedure) -> UnpublishedBox:
    """
    Return a box that the directory no longer shows, by the request that had it depublished.

    Of what kind it is the directory no longer tells; but the API depublishes personal ones only.
    """
    by_api = request.proof is not None and request.proof.by is Evidence.API
    return UnpublishedBox(request.address, MailboxKind.PER if by_api else MailboxKind.UNKNOWN, request=request)


def requested(procedures: Iterable[Procedure], kind: Kind = Kind.UNPUBLISH) -> dict[str, Procedure]:
    """Return the latest request of a kind that was made about each address; `procedures` come newest first."""
    found: dict[str, Procedure] = {}
    for procedure in procedures:
        if procedure.kind is kind and procedure.state in REQUESTED:
            found.setdefault(procedure.address, procedure)
    return found
