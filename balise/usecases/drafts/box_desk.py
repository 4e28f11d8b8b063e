"""What the forms about one's own boxes share: the person, their boxes, their draft, and where a request goes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from balise.errors import NotFound, NotSignedIn
from balise.model.conversation import Step
from balise.model.designation import Designated, designate, is_vague
from balise.model.form import Taken, step_of
from balise.model.identity import Person
from balise.model.mailbox import Listing, Mailbox, MailboxKind, Professional
from balise.model.operator import Operator
from balise.model.procedure import Kind, Procedure, State, draft
from balise.ports import Directory, OperatorBook, Work
from balise.usecases.administration.switches import check_on

OWN = frozenset({MailboxKind.PER, MailboxKind.UNKNOWN})
"""The kinds of boxes that are their holder's to decide about."""


@dataclass(frozen=True, slots=True)
class BoxView(ABC):
    """A draft and what surrounds it. `operators` and `recipient` are those of the box chosen, if any."""

    procedure: Procedure
    boxes: tuple[Mailbox, ...]
    operators: tuple[Operator, ...] = ()
    recipient: str = ""

    @property
    @abstractmethod
    def missing(self) -> StrEnum:
        """The next thing to ask; the last field of the form is the consent."""

    @property
    def step(self) -> Step:
        """Where that stands among all there is to ask."""
        return step_of(self.missing)

    @property
    def box(self) -> Mailbox | None:
        """The box it is about, once chosen."""
        return next((b for b in self.boxes if b.address == self.procedure.address), None)

    @property
    def recipient_operator(self) -> str:
        """The id of the operator that is written to; empty when it is the support desk."""
        return next((o.id for o in self.operators if o.email and o.email == self.recipient), "")


View = TypeVar("View", bound=BoxView)


@dataclass(frozen=True, slots=True)
class BoxDesk(ABC, Generic[View]):
    """Reads the draft of the person who holds a conversation, with the boxes around it."""

    directory: Directory
    operators: OperatorBook
    support: str

    async def person(self, work: Work, conversation_id: str) -> Person:
        """Return who holds the conversation. Raises NotSignedIn."""
        sign_in = (await work.conversations.get(conversation_id)).sign_in
        if sign_in is None:
            raise NotSignedIn
        return sign_in.person

    @abstractmethod
    def view(self, procedure: Procedure, boxes: tuple[Mailbox, ...]) -> View:
        """Return a draft with what surrounds it."""

    async def boxes(self, work: Work, person: Person) -> tuple[Mailbox, ...]:  # noqa: ARG002 - what is under way may leave some out
        """Return the boxes one may choose from."""
        return await self.every_box(person.rpps)

    async def every_box(self, rpps: str) -> tuple[Mailbox, ...]:
        """Return the personal boxes, one line per address."""
        listing: Listing = await self.directory.boxes_of(rpps)
        first = {b.address: b for b in reversed(listing.mailboxes)}
        ordered = [first[address] for address in dict.fromkeys(b.address for b in listing.mailboxes)]
        return tuple(b for b in ordered if b.kind in OWN)

    async def holder(self, rpps: str) -> Professional | None:
        """Return the person as the directory knows them, or None."""
        return (await self.directory.boxes_of(rpps)).professional

    def designated(self, text: str, boxes: tuple[Mailbox, ...], current: Mailbox | None = None) -> Designated:
        """Return which of the boxes a sentence designates, by their operators' names too."""
        names = {b.id: " ".join(o.label for o in self.operators.of(b.address)) for b in boxes}
        return designate(text, boxes, names, current)

    async def held(self, work: Work, conversation_id: str, kind: Kind) -> tuple[Person, Procedure]:
        """Return who holds a conversation, and their draft. Raises Suspended, NotSignedIn, NotFound when there is no draft."""
        await check_on(work, kind)
        person = await self.person(work, conversation_id)
        found = await self.draft_of(work, person.rpps, kind)
        if found is None:
            raise NotFound("draft")
        return person, found

    async def draft_of(self, work: Work, rpps: str, kind: Kind) -> Procedure | None:
        """Return the person's unfinished draft of a kind, or None."""
        found = await work.procedures.of_holder(rpps)
        return next((p for p in found if p.kind is kind and p.state is State.DRAFT), None)

    async def taken_up(self, work: Work, kind: Kind, conversation_id: str, person: Person, at: datetime) -> Procedure:
        """Return the person's draft of a kind, now of this conversation, made when there was none. Raises Suspended."""
        await check_on(work, kind)
        made = draft(kind, conversation_id, at, person.rpps, person.full_name)
        found = await work.procedures.begin(made)
        if found.conversation != conversation_id:
            found = await work.procedures.save(replace(found, conversation=conversation_id))
        return found

    def route(self, address: str) -> tuple[tuple[Operator, ...], str]:
        """Return (the operators of a box, where a request about it goes): the operator, or the support desk. Empty for no box."""
        operators = self.operators.of(address) if address else ()
        recipient = next((o.email for o in operators if o.email), self.support)
        return operators, recipient if address else ""


def outcome(meant: Designated, text: str) -> Taken:
    """Say what became of an answer that designates no box."""
    if meant.foreign:
        return Taken.NOT_THEIRS
    if meant.among:
        return Taken.AMBIGUOUS
    return Taken.VAGUE if is_vague(text) else Taken.NOT_AN_ANSWER
