"""What the steps of a dépublication share: the draft, the boxes around it, and the view the dialogue shows."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import NotSignedIn
from balise.model.designation import Designated, designate
from balise.model.identity import Person
from balise.model.mailbox import Listing, Mailbox, MailboxKind
from balise.model.operator import Operator
from balise.model.procedure import Kind, Procedure, State
from balise.model.unpublish import Asked
from balise.ports import Directory, OperatorBook, Work

NO_BOX_LEFT = "none"
"""The value of `kept` once the person has accepted that no other box stays published."""

WITHOUT = "-"
"""The value of `auto_reply` once the person has chosen to have none."""


@dataclass(frozen=True, slots=True)
class UnpublishView:
    """A draft and what surrounds it. `operators` and `recipient` are those of the box chosen, if any."""

    procedure: Procedure
    boxes: tuple[Mailbox, ...]
    operators: tuple[Operator, ...] = ()
    recipient: str = ""

    @property
    def box(self) -> Mailbox | None:
        """The box to depublish, once chosen."""
        return next((b for b in self.boxes if b.address == self.procedure.address), None)

    @property
    def others(self) -> tuple[Mailbox, ...]:
        """The boxes that would stay published."""
        return tuple(b for b in self.boxes if b.address != self.procedure.address)

    @property
    def kept(self) -> str:
        """The address people are redirected to; empty when there is none, or none chosen."""
        kept = self.procedure.detail("kept")
        return "" if kept == NO_BOX_LEFT else kept

    @property
    def auto_reply(self) -> str:
        """The auto-reply's text, empty when there is none."""
        text = self.procedure.detail("auto_reply")
        return "" if text == WITHOUT else text

    @property
    def missing(self) -> Asked:
        """The next thing to ask."""
        if self.box is None:
            return Asked.BOX
        if not self.procedure.detail("kept"):
            return Asked.KEPT
        if not self.procedure.detail("auto_reply"):
            return Asked.AUTO_REPLY
        return Asked.CONFIRMED


@dataclass(frozen=True, slots=True)
class UnpublishDesk:
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

    async def boxes(self, work: Work, rpps: str) -> tuple[Mailbox, ...]:
        """Return the personal boxes whose dépublication is not already under way, one line per address."""
        under_way = await self.under_way(work, rpps)
        return tuple(b for b in await self.every_box(rpps) if b.address not in under_way)

    async def every_box(self, rpps: str) -> tuple[Mailbox, ...]:
        """Return the personal boxes, one line per address."""
        listing: Listing = await self.directory.boxes_of(rpps)
        first = {b.address: b for b in reversed(listing.mailboxes)}
        ordered = [first[address] for address in dict.fromkeys(b.address for b in listing.mailboxes)]
        return tuple(b for b in ordered if b.kind in (MailboxKind.PER, MailboxKind.UNKNOWN))

    def designated(self, text: str, boxes: tuple[Mailbox, ...], current: Mailbox | None = None) -> Designated:
        """Return which of the boxes a sentence designates, by their operators' names too."""
        names = {b.id: " ".join(o.label for o in self.operators.of(b.address)) for b in boxes}
        return designate(text, boxes, names, current)

    async def under_way(self, work: Work, rpps: str) -> set[str]:
        """Return the addresses whose dépublication has been asked for and is not over."""
        return {p.address for p in await work.procedures.of_holder(rpps) if _under_way(p)}

    async def draft(self, work: Work, rpps: str) -> Procedure | None:
        """Return the person's unfinished dépublication, or None."""
        found = await work.procedures.of_holder(rpps)
        return next((p for p in found if p.kind is Kind.UNPUBLISH and p.state is State.DRAFT), None)

    def view(self, procedure: Procedure, boxes: tuple[Mailbox, ...]) -> UnpublishView:
        """Return the draft with what surrounds it; the request goes to the operator, or to the support desk."""
        operators = self.operators.of(procedure.address) if procedure.address else ()
        recipient = next((o.email for o in operators if o.email), self.support)
        return UnpublishView(procedure, boxes, operators, recipient if procedure.address else "")


def _under_way(procedure: Procedure) -> bool:
    return procedure.kind is Kind.UNPUBLISH and procedure.open and procedure.state is not State.DRAFT
