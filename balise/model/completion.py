"""What an agent may fill in somebody's draft: free texts, and addresses among the holder's boxes. Never the consent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from balise.errors import Conflict, Invalid
from balise.model.auto_reply import WRITING
from balise.model.conversation import MAX_TEXT
from balise.model.form import UNSEEN
from balise.model.guard import seen
from balise.model.procedure import Actor, Kind, Move, Procedure, State

ADDRESS = "address"
"""The box a draft is about; every other field is one of its details."""

_BOXES: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        Kind.UNPUBLISH: frozenset({ADDRESS, "kept"}),
        Kind.DELEGATION: frozenset({ADDRESS}),
        Kind.PREFERRED_BOX: frozenset({ADDRESS}),
    }
)
_TEXTS: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        Kind.UNPUBLISH: frozenset({"auto_reply"}),
        Kind.AUTO_REPLY: frozenset({"auto_reply"}),
        Kind.TICKET: frozenset({"need"}),
    }
)
_FOLLOWS_BOX: Mapping[Kind, tuple[str, ...]] = MappingProxyType({Kind.UNPUBLISH: ("kept", "auto_reply")})
"""What was said of one box, and is asked again of another."""


def completed(draft: Procedure, field: str, value: str, boxes: Collection[str], at: datetime) -> Procedure:
    """
    Return a draft with a field filled in by an agent, its history saying so; `boxes` are the addresses of its holder.

    Raises:
        Conflict: it is no longer a draft.
        Invalid: `field`, when it is not one an agent may fill in this kind; `box`, an address that is not one of the holder's, or
            that is already said otherwise; `text`, one that is empty, too long, or holds what must not enter.

    """
    if draft.state is not State.DRAFT:
        raise Conflict(f"{draft.reference} is {draft.state}, no longer a draft")
    value = value.strip()
    if field in _BOXES.get(draft.kind, ()):
        filled = _with_box(draft, field, value.lower(), boxes)
    elif field in _TEXTS.get(draft.kind, ()):
        if not value or len(value) > MAX_TEXT or seen(value):
            raise Invalid("text", field)
        filled = draft.edited(**{field: value, WRITING: None})
    else:
        raise Invalid("field", field)
    line = Move(at, Actor.AGENT, State.DRAFT, State.DRAFT, why="completed")
    return replace(filled.edited(**{UNSEEN: field}), history=(*draft.history, line))


def _with_box(draft: Procedure, field: str, address: str, boxes: Collection[str]) -> Procedure:
    if address not in boxes or (field != ADDRESS and address == draft.address):
        raise Invalid("box", address)
    if field != ADDRESS:
        return draft.edited(**{field: address})
    return draft.edited(address=address, **dict.fromkeys(_FOLLOWS_BOX.get(draft.kind, ())))
