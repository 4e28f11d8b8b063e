"""Start choosing a preferred box, or take up the choice that was left unfinished."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import NotFound, Refused
from balise.model.procedure import Kind
from balise.ports import Clock, Store
from balise.usecases.preferred.desk import PreferredDesk, PreferredView
from balise.usecases.procedures.again import again


@dataclass(frozen=True, slots=True)
class OpenPreferred:
    """Return the person's draft, making one when there is none."""

    store: Store
    desk: PreferredDesk
    clock: Clock

    async def __call__(self, conversation_id: str, text: str) -> tuple[PreferredView, bool]:
        """
        Return (the draft and what surrounds it, whether it had been begun earlier).

        Raises:
            NotSignedIn: only their holder chooses among boxes.
            NotFound: the directory publishes no personal box for them.
            Refused: `not_holder` when `text` names an address that is not theirs.

        """
        return await again(lambda: self._open(conversation_id, text))

    async def _open(self, conversation_id: str, text: str) -> tuple[PreferredView, bool]:
        async with self.store.begin() as work:
            person = await self.desk.person(work, conversation_id)
            boxes = await self.desk.boxes(work, person)
            if not boxes:
                raise NotFound("boxes")
            if self.desk.designated(text, boxes).foreign:
                raise Refused("not_holder")
            found = await self.desk.taken_up(work, Kind.PREFERRED_BOX, conversation_id, person, self.clock())
        return self.desk.view(found, boxes), bool(found.address)
