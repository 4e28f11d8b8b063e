"""
A procedure (démarche): what Balise does with a practitioner until the thing is done.

It is a durable row with a reference, a state and a history that only grows. `MOVES` is the one table
of what may follow what; docs/procedures.md draws it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from balise.errors import Conflict


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

ENDS = frozenset(state for state, following in MOVES.items() if not following)
"""The states nothing can follow."""

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


_TYPED = REFERENCE_PATTERN.replace("-", r"[ \-–]?", 1)
_CANDIDATE = re.compile(rf"(?<![A-Z0-9])(?=({_TYPED})(?![A-Z0-9]))", re.IGNORECASE)


def references_in(text: str) -> Iterator[tuple[str, int, int]]:
    """
    Yield each reference written in a sentence, whatever its case, hyphen or spaces, with where it begins and ends.

    Likeliest first: candidates are found overlapping, since in « avec 7KQ4 9MXB », « avec 7KQ4 » would hide the right one.
    """
    likely = [match for match in _CANDIDATE.finditer(text) if _likeness(match[1])]
    for match in sorted(likely, key=lambda match: -_likeness(match[1])):
        bare = re.sub(r"[^A-Z0-9]", "", match[1].upper())
        yield f"{bare[:4]}-{bare[4:]}", *match.span(1)


def find_reference(text: str) -> str | None:
    """Return the likeliest reference written in a sentence; None when there is none."""
    return next((reference for reference, _, _ in references_in(text)), None)


def _likeness(candidate: str) -> int:
    """
    Say how much eight characters look like a reference rather than like words, hours or another number; 0 for not at all.

    Each half of a reference holds a digit, but one may be mistyped where there is a hyphen.
    """
    if not re.search("[A-Z]", candidate, re.IGNORECASE) or re.fullmatch(r"\dh\d\d.?\dh\d\d", candidate, re.IGNORECASE):
        return 0
    halves = sum(any(character.isdigit() for character in half) for half in (candidate[:4], candidate[-4:]))
    hyphen = candidate[4] in "-–"
    return halves + hyphen if halves == 2 or (halves and hyphen) else 0


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
    `auto_reply` (text) and, once confirmed, `recipient`; for a ticket `need` and `contact`.
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
    def waits_to_leave(self) -> bool:
        """Whether it is confirmed and nobody outside has been asked yet."""
        return self.state is State.CONFIRMED

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

        """
        if to not in MOVES[self.state]:
            raise Conflict(f"{self.reference} cannot go from {self.state} to {to}")
        if (to is State.DONE) != (proof is not None):
            raise Conflict(f"{self.reference} is done when it is proven, and only then")
        needs = None if to in ENDS else self.needs_agent
        history = (*self.history, Move(at, by, self.state, to, why))
        return replace(self, state=to, history=history, proof=proof, needs_agent=needs)

    def reached(self, state: State) -> bool:
        """Say whether it is, or has been, in a state."""
        return any(move.after is state for move in self.history)

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

        `deed` names it among all that this procedure asks: `request`, `cancel`.
        """
        return "-".join(filter(None, (self.reference, deed, operator)))


def draft(
    kind: Kind, conversation: str, at: datetime, holder: str = "", holder_name: str = "", by: Actor = Actor.PRACTITIONER
) -> Procedure:
    """Return a new draft, born now."""
    birth = Move(at, by, None, State.DRAFT)
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
