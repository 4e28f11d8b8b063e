"""Start a dépublication, or take up the one that was left unfinished."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import Conflict, NotFound, Refused
from balise.model.identity import Person
from balise.model.mailbox import Mailbox
from balise.model.procedure import Kind
from balise.ports import Clock, Store, Work
from balise.usecases.procedures.again import again
from balise.usecases.unpublish.desk import UnpublishDesk, UnpublishView


@dataclass(frozen=True, slots=True)
class OpenUnpublish:
    """Return the person's draft, making one when there is none."""

    store: Store
    desk: UnpublishDesk
    clock: Clock

    async def __call__(self, conversation_id: str, text: str) -> tuple[UnpublishView, bool]:
        """
        Return (the draft and what surrounds it, whether it had been begun earlier).

        Raises:
            NotSignedIn: the person must prove who they are first.
            NotFound: the directory publishes no personal box for them.
            Refused: `not_holder` when `text` names an address that is not theirs.
            Conflict: when it names one whose dépublication is already under way, or when they all are.

        """
        return await again(lambda: self._open(conversation_id, text))

    async def _open(self, conversation_id: str, text: str) -> tuple[UnpublishView, bool]:
        async with self.store.begin() as work:
            person = await self.desk.person(work, conversation_id)
            boxes = await self._boxes(work, person, text)
            found = await self.desk.taken_up(work, Kind.UNPUBLISH, conversation_id, person, self.clock())
        return self.desk.view(found, boxes), bool(found.address)

    async def _boxes(self, work: Work, person: Person, text: str) -> tuple[Mailbox, ...]:
        """Return the boxes one may choose from; what is named is looked for among all, those under way included."""
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
