"""Start a dépublication, or take up the one that was left unfinished."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import Conflict, NotFound, Refused
from balise.model.identity import Person
from balise.model.mailbox import Mailbox
from balise.model.procedure import Kind
from balise.ports import Work
from balise.usecases.drafts.open import OpenDraft
from balise.usecases.unpublish.desk import UnpublishDesk, UnpublishView


@dataclass(frozen=True, slots=True)
class OpenUnpublish(OpenDraft[UnpublishView]):
    """Return the person's draft, making one when there is none."""

    kind = Kind.UNPUBLISH

    desk: UnpublishDesk

    async def offered(self, work: Work, person: Person, text: str) -> tuple[Mailbox, ...]:
        """
        Return the boxes that one may choose from; what is named is looked for among all, those under way included.

        Raises:
            NotFound: `boxes`, there is none.
            Refused: `not_holder` when `text` names a box that is not theirs.
            Conflict: when it names one whose dépublication is already under way, or when they all are.

        """
        under_way = await self.desk.under_way(work, person.rpps)
        meant = self.desk.designated(text, await self.desk.every_box(person.rpps))
        if (meant.box.address if meant.box else meant.foreign) in under_way:
            raise Conflict("under_way")
        if meant.foreign:
            raise Refused("not_holder")
        boxes = await self.desk.boxes(work, person)
        if not boxes:
            raise Conflict("under_way") if under_way else NotFound("boxes")
        return boxes
