"""Start a dépublication, or take up the one that was left unfinished."""

from __future__ import annotations

from dataclasses import dataclass, replace

from balise.errors import Conflict, NotFound, Refused
from balise.model.designation import find_address
from balise.model.procedure import Kind, draft
from balise.ports import Clock, Store
from balise.usecases.unpublish import UnpublishDesk, UnpublishView


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
            Conflict: when it names one whose dépublication is already under way.

        """
        async with self.store.begin() as work:
            person = await self.desk.person(work, conversation_id)
            boxes = await self.desk.boxes(work, person.rpps)
            address = find_address(text)
            if address and address in await self.desk.under_way(work, person.rpps):
                raise Conflict("under_way")
            if address and all(b.address != address for b in boxes):
                raise Refused("not_holder")
            if not boxes:
                raise NotFound("boxes")
            found = await self.desk.draft(work, person.rpps)
            if found is not None and found.conversation != conversation_id:
                found = await work.procedures.save(replace(found, conversation=conversation_id))
            if found is None:
                made = draft(Kind.UNPUBLISH, conversation_id, self.clock(), person.rpps, person.full_name)
                await work.procedures.add(made)
        return self.desk.view(found or made, boxes), found is not None and bool(found.address)
