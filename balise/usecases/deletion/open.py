"""Start a deletion, or take up the one that was left unfinished."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import Refused
from balise.model.procedure import Kind
from balise.ports import Clock, Store
from balise.usecases.deletion.desk import DeletionDesk, DeletionView
from balise.usecases.procedures.again import again


@dataclass(frozen=True, slots=True)
class OpenDeletion:
    """Return the person's draft, making one when there is none."""

    store: Store
    desk: DeletionDesk
    clock: Clock

    async def __call__(self, conversation_id: str, text: str) -> tuple[DeletionView, bool]:
        """
        Return (the draft and what surrounds it, whether it had been begun earlier).

        Raises:
            NotSignedIn: only the holder of a box has it deleted.
            Refused: an `Obstacle`, for the box that `text` names or for all; `detail` tells more (`Standing.obstacle`).
            TemporaryFailure: the directory's answer may be incomplete.

        """
        return await again(lambda: self._open(conversation_id, text))

    async def _open(self, conversation_id: str, text: str) -> tuple[DeletionView, bool]:
        async with self.store.begin() as work:
            person = await self.desk.person(work, conversation_id)
            standing = await self.desk.standing(work, person.rpps)
            # What is named is looked for among all of their boxes: the one that may be deleted must not be taken for another.
            meant = self.desk.designated(text, (*standing.shown, *standing.gone))
            if obstacle := standing.obstacle(meant.box.address if meant.box else meant.foreign):
                raise Refused(*obstacle)
            found = await self.desk.taken_up(work, Kind.DELETE_BOX, conversation_id, person, self.clock())
        return self.desk.view(found, standing.ready), bool(found.address)
