"""Opening the draft of a form about one's own boxes, or taking up the one that was left unfinished."""

from __future__ import annotations

from abc import ABC
from dataclasses import dataclass
from typing import ClassVar, Generic

from balise.errors import NotFound, Refused
from balise.model.identity import Person
from balise.model.mailbox import Mailbox
from balise.model.procedure import Kind, Procedure
from balise.ports import Clock, Store, Work
from balise.usecases.drafts.box_desk import BoxDesk, View
from balise.usecases.procedures.again import again


@dataclass(frozen=True, slots=True)
class OpenDraft(ABC, Generic[View]):
    """Return the person's draft of a kind, making one when there is none."""

    kind: ClassVar[Kind]

    store: Store
    desk: BoxDesk[View]
    clock: Clock

    async def __call__(self, conversation_id: str, text: str) -> tuple[View, bool]:
        """
        Return (the draft and what surrounds it, whether it had been begun earlier).

        Raises:
            NotSignedIn: the person must prove who they are first.
            NotFound, Refused, Conflict, TemporaryFailure: as `offered` does.

        """
        return await again(lambda: self._open(conversation_id, text))

    async def _open(self, conversation_id: str, text: str) -> tuple[View, bool]:
        async with self.store.begin() as work:
            person = await self.desk.person(work, conversation_id)
            boxes = await self.offered(work, person, text)
            found = await self.desk.taken_up(work, self.kind, conversation_id, person, self.clock())
            draft = self.agreeing(found, person, boxes, text)
            begun = draft == found and bool(found.address or found.details)
            draft = found if draft == found else await work.procedures.save(draft)
        return self.desk.view(draft, boxes), begun

    async def offered(self, work: Work, person: Person, text: str) -> tuple[Mailbox, ...]:
        """
        Return the boxes that one may choose from.

        Raises:
            NotFound: `boxes`, there is none.
            Refused: `not_holder` when `text` names a box that is not theirs.

        """
        boxes = await self.desk.boxes(work, person)
        if not boxes:
            raise NotFound("boxes")
        if self.desk.designated(self.about_box(text, person, boxes), boxes).foreign:
            raise Refused("not_holder")
        return boxes

    def about_box(self, text: str, person: Person, boxes: tuple[Mailbox, ...]) -> str:  # noqa: ARG002 - a kind may look at them
        """Return the part of a sentence in which a box of their own may be named."""
        return text

    def agreeing(self, draft: Procedure, person: Person, boxes: tuple[Mailbox, ...], text: str) -> Procedure:  # noqa: ARG002 - the same
        """Return the draft without what the sentence shows to be of something else."""
        return draft
