"""Start a deletion, or take up the one that was left unfinished."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import Refused
from balise.model.identity import Person
from balise.model.mailbox import Mailbox
from balise.model.procedure import Kind
from balise.ports import Work
from balise.usecases.deletion.desk import DeletionDesk, DeletionView
from balise.usecases.drafts.open import OpenDraft


@dataclass(frozen=True, slots=True)
class OpenDeletion(OpenDraft[DeletionView]):
    """Return the person's draft, making one when there is none."""

    kind = Kind.DELETE_BOX

    desk: DeletionDesk

    async def offered(self, work: Work, person: Person, text: str) -> tuple[Mailbox, ...]:
        """
        Return the boxes that may be deleted.

        Raises:
            Refused: an `Obstacle`, for the box that `text` names or for all; `detail` tells more (`Standing.obstacle`).
            TemporaryFailure: the directory's answer may be incomplete.

        """
        standing = await self.desk.standing(work, person.rpps)
        # What is named is looked for among all of their boxes: the one that may be deleted must not be taken for another.
        meant = self.desk.designated(text, (*standing.shown, *standing.gone))
        if obstacle := standing.obstacle(meant.box.address if meant.box else meant.foreign):
            raise Refused(*obstacle)
        return standing.ready
