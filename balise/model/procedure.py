"""
A procedure (démarche): what Balise does with a practitioner until the thing is done.

It is a durable row with a reference, a state and a history that only grows. `MOVES` is the one table
of what may follow what, `ACTORS` of who may bring a procedure there; docs/procedures.md draws them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from balise.errors import Conflict, Refused
from balise.model.reference import new_reference


class Kind(StrEnum):
    """What a procedure is about."""

    UNPUBLISH = "unpublish"
    AUTO_REPLY = "auto_reply"
    DELETE_BOX = "delete_box"
    DELEGATION = "delegation"
    WITHDRAW_DELEGATION = "withdraw_delegation"
    CLEANUP = "cleanup"
    PREFERRED_BOX = "preferred_box"
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
    DELEGATE = "delegate"
    AGENT = "agent"
    WORKER = "worker"


class Way(StrEnum):
    """How a request leaves."""

    EMAIL = "email"
    FHIR_MSS = "fhir_mss"


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

_ANYBODY_BUT_DELEGATES = frozenset({Actor.PRACTITIONER, Actor.AGENT, Actor.WORKER})

ACTORS: Mapping[State, frozenset[Actor]] = MappingProxyType(
    {
        State.DRAFT: _ANYBODY_BUT_DELEGATES,
        State.CONFIRMED: frozenset({Actor.PRACTITIONER, Actor.WORKER}),
        State.SENT: _ANYBODY_BUT_DELEGATES,
        State.ACKNOWLEDGED: frozenset({Actor.WORKER, Actor.AGENT}),
        State.DONE: _ANYBODY_BUT_DELEGATES,
        State.REFUSED: frozenset({Actor.WORKER, Actor.AGENT}),
        State.CANCELLED: frozenset({Actor.PRACTITIONER, Actor.AGENT}),
        State.EXPIRED: frozenset({Actor.WORKER}),
    }
)
"""
Who may bring a procedure to a state. A delegate acts in the box that was entrusted to them, and never on a procedure.

The worker agrees to one thing in its holder's place: that a delegation ends on the day they had said (`Procedure.moved`).
"""

REQUESTED = frozenset({State.CONFIRMED, State.SENT, State.ACKNOWLEDGED, State.DONE})
"""The states in which a request counts as made: somebody may have acted upon it."""

ENDS = frozenset(state for state, following in MOVES.items() if not following)
"""The states nothing can follow."""


NEWS = "news"
"""The deed of a letter that only tells the practitioner what is told where they asked."""


@dataclass(frozen=True, slots=True)
class Move:
    """
    One line of a history. `before` is None for the birth of the procedure.

    `why` is a word of ours (`undeliverable`), never what somebody wrote: a history is kept when what is personal is dropped.
    """

    at: datetime
    by: Actor
    before: State | None
    after: State
    why: str = ""


class Evidence(StrEnum):
    """What shows that a procedure is done."""

    DIRECTORY = "directory"
    REPLY = "reply"
    API = "api"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Proof:
    """
    When and by what a procedure was verified as done.

    `what` names the evidence so that it can be found again: the date of the directory's file, the Message-ID of the operator's
    reply, the version that the FHIR API answered, who gave their word (`agent`, `practitioner`). Nothing personal.
    """

    at: datetime
    by: Evidence
    what: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """Since when a procedure needs an agent, and why, in one word of ours (`out_of_tries`)."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """
    One procedure.

    `holder` is the RPPS of the person it belongs to, empty for the ticket of somebody not signed in;
    `conversation` is where it was started; `address` the box it is about, empty for a ticket.
    `details` are the fields of its kind: for a dépublication `kept` (address of the box that stays),
    `auto_reply` (text) and, once confirmed, `recipient` and, unless it is e-mail, `way`; for a ticket `need` and `contact`.
    `proof` is how a done procedure was verified, `needs_agent` says that it waits for a person of the support desk.
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
    proof: Proof | None = None
    needs_agent: HandOver | None = None

    @property
    def open(self) -> bool:
        """Whether something can still happen to it."""
        return bool(MOVES[self.state])

    @property
    def asks_nobody(self) -> bool:
        """Whether nobody outside has anything to do with it: a cleanup, or a preferred box that no operator was asked to set."""
        return self.kind in (Kind.CLEANUP, Kind.PREFERRED_BOX) and not self.detail("recipient")

    @property
    def waits_to_leave(self) -> bool:
        """Whether it is confirmed and nobody outside has been asked yet."""
        return self.state is State.CONFIRMED

    @property
    def stands_since(self) -> datetime:
        """Since when it is as it is: its last move, or the moment it began to wait for an agent."""
        moved = self.history[-1].at if self.history else self.created_at
        return max(moved, self.needs_agent.at) if self.needs_agent else moved

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

    def moved(self, to: State, by: Actor, at: datetime, why: str = "", proof: Proof | None = None) -> Procedure:
        """
        Return the procedure in another state, the move added to its history. An end needs no agent any more.

        Raises:
            Conflict: when `MOVES` does not allow it, or it would be done without a proof, or proven without being done.
            Refused: `actor`, when it is not theirs to do.

        """
        if to not in MOVES[self.state]:
            raise Conflict(f"{self.reference} cannot go from {self.state} to {to}")
        agreed_before = self.kind is Kind.WITHDRAW_DELEGATION
        if by not in ACTORS[to] or (by is Actor.WORKER and to is State.CONFIRMED and not agreed_before):
            raise Refused("actor", f"{by} does not bring {self.reference} to {to}")
        if (to is State.DONE) != (proof is not None):
            raise Conflict(f"{self.reference} is done when it is proven, and only then")
        needs = None if to in ENDS else self.needs_agent
        history = (*self.history, Move(at, by, self.state, to, why))
        return replace(self, state=to, history=history, proof=proof, needs_agent=needs)

    def reached(self, state: State) -> bool:
        """Say whether it is, or has been, in a state."""
        return self.reached_at(state) is not None

    def reached_at(self, state: State) -> datetime | None:
        """Return since when it has been in a state, or had been; None when it never was."""
        return next((move.at for move in self.history if move.after is state), None)

    def noted(self, **details: str) -> Procedure:
        """Return it with what became of it since it was asked for, in whatever state it is: `reminded`, `withdrawal`."""
        return replace(self, details={**self.details, **details})

    def handed_over(self, at: datetime, why: str) -> Procedure:
        """Return the procedure waiting for an agent, in the state it is in; one that already waits keeps its place."""
        return self if self.needs_agent else replace(self, needs_agent=HandOver(at, why))

    def forgotten(self) -> Procedure:
        """
        Return what stays of it when what is personal is dropped: reference, kind, state, proof and history.

        Raises:
            Conflict: while something can still happen to it.

        """
        if self.open:
            raise Conflict(f"{self.reference} is not over")
        return replace(self, holder="", holder_name="", conversation="", address="", details={})

    def key(self, deed: str, operator: str = "") -> str:
        """
        Return the idempotency key of what is asked of one operator (by id; none is the support desk), the same for every try.

        `deed` names it among all that this procedure asks: `request`, `reminder`, `cancel`; of `NEWS`, `operator` is which.
        """
        return "-".join(filter(None, (self.reference, deed, operator)))


def draft(
    kind: Kind, conversation: str, at: datetime, holder: str = "", holder_name: str = "", by: Actor = Actor.PRACTITIONER
) -> Procedure:
    """Return a new draft, born now. Raises Refused (`actor`) when it is not for them to begin one."""
    if by not in ACTORS[State.DRAFT]:
        raise Refused("actor", f"{by} begins no procedure")
    birth = Move(at, by, None, State.DRAFT)
    return Procedure(new_reference(), kind, State.DRAFT, holder, holder_name, conversation, at, history=(birth,))


@dataclass(frozen=True, slots=True)
class Letter:
    """
    A request to make, once: an e-mail, or what `way` says; its words are then ready should that way refuse it.

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
    way: Way = Way.EMAIL

    @property
    def is_news(self) -> bool:
        """Whether it only tells the practitioner something: nothing depends on its arriving."""
        return self.key.startswith(f"{self.reference}-{NEWS}-")
