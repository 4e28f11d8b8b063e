"""What the forms share: what became of an answer, and when a draft may be sent."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum

from balise.errors import Conflict
from balise.model.conversation import Step
from balise.model.procedure import Procedure
from balise.model.wording import POLITE, fold, means_yes


class Taken(StrEnum):
    """What became of an answer. Each form knows some of these."""

    TAKEN = "taken"
    DECLINED = "declined"
    CONFIRMED = "confirmed"
    NOT_AN_ANSWER = "not_an_answer"

    AMBIGUOUS = "ambiguous"
    VAGUE = "vague"
    ONLY_OTHER = "only_other"
    NOT_THEIRS = "not_theirs"
    WRITE = "write"

    ONLY_BOX = "only_box"
    SPOUSE = "spouse"
    OTHER_ROLE = "other_role"
    PASSWORD = "password"  # noqa: S105 - that somebody gave theirs

    UNCLEAR = "unclear"
    NOT_YET = "not_yet"

    CANNOT = "cannot"

    EDIT = "edit"


def consent_of(field: StrEnum) -> StrEnum:
    """Return the last field of the form this one belongs to: the consent to what is sent."""
    return list(type(field))[-1]


def step_of(field: StrEnum, needless: Collection[StrEnum] = ()) -> Step:
    """Return where a field stands in its form, those that a draft has no need of left out; what is known already counts."""
    fields = [one for one in type(field) if one not in needless]
    return Step(fields.index(field) + 1, len(fields))


UNSEEN = "unseen"
"""The detail of a draft that an agent has completed, as long as the person has not been shown it."""


def shown_in(draft: Procedure, conversation_id: str) -> tuple[Procedure, bool]:
    """
    Return (the draft as a conversation shows it from now on, whether that is what it showed before).

    Otherwise an answer given there is about something else: another door, or an agent, has changed the draft meanwhile.
    """
    here = replace(draft.edited(**{UNSEEN: None}), conversation=conversation_id)
    return here, here == draft


def check_sendable(draft: Procedure, conversation_id: str, missing: StrEnum) -> None:
    """Raise Conflict unless a draft is complete, and is what the conversation it is sent from has shown."""
    if not shown_in(draft, conversation_id)[1]:
        raise Conflict(f"{draft.reference} is not what {conversation_id} has shown")
    if missing is not consent_of(missing):
        raise Conflict(f"{draft.reference} lacks {missing}")


_SEND = (
    r"(oui |ok |c est bon )?(vous pouvez |tu peux |j )?(l )?(envo[iy]e[rsz]?|continue[rz]?)"
    rf"( (la|le|ma|cette|ca))?( (demande|message|courrier))?( ({POLITE}))*"
)


def confirms(text: str) -> bool:
    """
    Say whether the whole message agrees to the sending.

    To begin like a yes is not enough: so do « j’utilise encore cette boîte », « gardez-la », « envoyez-moi une copie ».
    """
    return means_yes(text) or re.fullmatch(_SEND, fold(text)) is not None
