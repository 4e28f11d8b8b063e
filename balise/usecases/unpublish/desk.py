"""What the steps of a dépublication share: the draft, the boxes around it, and the view the dialogue shows."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.identity import Person
from balise.model.mailbox import Mailbox
from balise.model.procedure import Kind, Procedure, State
from balise.model.unpublish import Asked
from balise.ports import Work
from balise.usecases.auto_reply.desk import NO_BOX_LEFT
from balise.usecases.drafts.box_desk import BoxDesk, BoxView

WITHOUT = "-"
"""The value of `auto_reply` once the person has chosen to have none."""


@dataclass(frozen=True, slots=True)
class UnpublishView(BoxView):
    """The draft of a dépublication and what surrounds it: `box` is the one to depublish."""

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
class UnpublishDesk(BoxDesk[UnpublishView]):
    """Reads the dépublication of the person who holds a conversation, with the boxes around it."""

    async def boxes(self, work: Work, person: Person) -> tuple[Mailbox, ...]:
        """Return the personal boxes whose dépublication is not already under way, one line per address."""
        under_way = await self.under_way(work, person.rpps)
        return tuple(b for b in await self.every_box(person.rpps) if b.address not in under_way)

    async def under_way(self, work: Work, rpps: str) -> set[str]:
        """Return the addresses whose dépublication has been asked for and is not over."""
        return {p.address for p in await work.procedures.of_holder(rpps) if _under_way(p)}

    def view(self, procedure: Procedure, boxes: tuple[Mailbox, ...]) -> UnpublishView:
        """Return the draft with what surrounds it."""
        return UnpublishView(procedure, boxes, *self.route(procedure.address))


def _under_way(procedure: Procedure) -> bool:
    return procedure.kind is Kind.UNPUBLISH and procedure.open and procedure.state is not State.DRAFT
