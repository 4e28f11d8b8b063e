"""What the steps of a deletion share: the draft, and the boxes that may be deleted."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import TemporaryFailure
from balise.model.deletion import Asked, Standing, standing
from balise.model.identity import Person
from balise.model.mailbox import Mailbox
from balise.model.procedure import Procedure
from balise.model.unpublish import UnpublishedBox
from balise.ports import Work
from balise.usecases.drafts.box_desk import BoxDesk, BoxView

SAVED = "yes"
"""The value of `saved` once the holder has stated that they have all they need of the box."""


@dataclass(frozen=True, slots=True)
class DeletionView(BoxView):
    """The draft of a deletion and what surrounds it: `box` is the one to delete, `boxes` those that may be."""

    @property
    def unpublished(self) -> Procedure | None:
        """The request by which the box was depublished, once it is chosen."""
        return self.box.request if isinstance(self.box, UnpublishedBox) else None

    @property
    def missing(self) -> Asked:
        """The next thing to ask."""
        if self.box is None:
            return Asked.BOX
        return Asked.CONFIRMED if self.procedure.detail("saved") else Asked.EXPORT


@dataclass(frozen=True, slots=True)
class DeletionDesk(BoxDesk[DeletionView]):
    """Reads the deletion of the person who holds a conversation, with the boxes that may be deleted."""

    async def boxes(self, work: Work, person: Person) -> tuple[Mailbox, ...]:
        """Return the boxes depublished with Balise that the directory shows no more, and that are not being deleted."""
        return (await self.standing(work, person.rpps)).ready

    async def standing(self, work: Work, rpps: str) -> Standing:
        """
        Return where a person's boxes stand.

        Raises:
            TemporaryFailure: the directory's answer may be incomplete. A box it leaves out may still be published.

        """
        listing = await self.directory.boxes_of(rpps)
        if listing.partial:
            raise TemporaryFailure("the directory's answer may be incomplete")
        return standing(listing.mailboxes, await work.procedures.of_holder(rpps))

    def view(self, procedure: Procedure, boxes: tuple[Mailbox, ...]) -> DeletionView:
        """Return the draft with what surrounds it."""
        return DeletionView(procedure, boxes, *self.route(procedure.address))
