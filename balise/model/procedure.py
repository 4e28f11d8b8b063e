"""
A procedure (démarche): what Balise does with a practitioner until the thing is done.

It is a durable row with a reference, a state and a history that only grows. `MOVES` is the one table
of what may follow what.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from balise.errors import Conflict


class Kind(StrEnum):
    """What a procedure is about."""

    UNPUBLISH = "unpublish"
    TICKET = "ticket"


class State(StrEnum):
    """Where a procedure is in its life."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Actor(StrEnum):
    """Who made a move."""

    PRACTITIONER = "practitioner"
    AGENT = "agent"
    WORKER = "worker"


MOVES: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        State.DRAFT: frozenset({State.CONFIRMED, State.CANCELLED, State.EXPIRED}),
        State.CONFIRMED: frozenset({State.SENT, State.CANCELLED, State.REFUSED}),
        State.SENT: frozenset({State.ACKNOWLEDGED, State.DONE, State.REFUSED, State.CANCELLED}),
        State.ACKNOWLEDGED: frozenset({State.DONE, State.REFUSED, State.CANCELLED}),
        State.DONE: frozenset(),
        State.REFUSED: frozenset(),
        State.CANCELLED: frozenset(),
        State.EXPIRED: frozenset(),
    }
)

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Characters one can dictate on the phone: no 0 nor O, no 1 nor I."""

REFERENCE_PATTERN = rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}"


def new_reference() -> str:
    """
    Return a fresh reference such as `7KQ4-9MXB` (38 random bits).

    Each half holds a digit, so that it is told from two words however it is typed.
    """
    return f"{_half()}-{_half()}"


def _half() -> str:
    while True:
        drawn = "".join(secrets.choice(ALPHABET) for _ in range(4))
        if any(character.isdigit() for character in drawn):
            return drawn


@dataclass(frozen=True, slots=True)
class Move:
    """One line of a history. `before` is None for the birth of the procedure."""

    at: datetime
    by: Actor
    before: State | None
    after: State
    why: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """
    One procedure.

    `holder` is the RPPS of the person it belongs to, empty for the ticket of somebody not signed in;
    `conversation` is where it was started; `address` the box it is about, empty for a ticket.
    `details` are the fields of its kind: for a dépublication `kept` (address of the box that stays),
    `auto_reply` (text) and, once confirmed, `recipient`; for a ticket `need` and `contact`.
    `version` grows at each save and guards against two writers.
    """

    reference: str
    kind: Kind
    state: State
    holder: str
    holder_name: str
    conversation: str
    created_at: datetime
    address: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    version: int = 0
    history: tuple[Move, ...] = ()

    @property
    def open(self) -> bool:
        """Whether something can still happen to it."""
        return bool(MOVES[self.state])

    def detail(self, name: str) -> str:
        """Return one field of its kind, empty when not filled."""
        return self.details.get(name, "")

    def edited(self, address: str | None = None, **details: str | None) -> Procedure:
        """
        Return the draft with other fields; None removes one.

        Raises:
            Conflict: when it is no longer a draft.

        """
        if self.state is not State.DRAFT:
            raise Conflict(f"{self.reference} is {self.state}, no longer a draft")
        merged = {**self.details, **details}
        kept = {name: value for name, value in merged.items() if value is not None}
        return replace(self, address=self.address if address is None else address, details=kept)

    def moved(self, to: State, by: Actor, at: datetime, why: str = "") -> Procedure:
        """
        Return the procedure in another state, the move added to its history.

        Raises:
            Conflict: when `MOVES` does not allow it.

        """
        if to not in MOVES[self.state]:
            raise Conflict(f"{self.reference} cannot go from {self.state} to {to}")
        return replace(self, state=to, history=(*self.history, Move(at, by, self.state, to, why)))


def draft(kind: Kind, conversation: str, at: datetime, holder: str = "", holder_name: str = "") -> Procedure:
    """Return a new draft, born now."""
    birth = Move(at, Actor.PRACTITIONER, None, State.DRAFT)
    return Procedure(new_reference(), kind, State.DRAFT, holder, holder_name, conversation, at, history=(birth,))


@dataclass(frozen=True, slots=True)
class Letter:
    """
    An e-mail to send, once.

    `key` is the idempotency key: the same key is never sent as two different messages, and it makes
    the Message-ID. `reference` is the procedure it belongs to, `then` the state that procedure reaches
    when the letter has left, if any; `tries` how many times it could not leave.
    """

    key: str
    reference: str
    recipient: str
    subject: str
    body: str
    then: State | None = None
    tries: int = 0
