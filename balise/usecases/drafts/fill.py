"""Taking one answer into the draft of a form about a box, whatever its kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Generic, TypeVar

from balise.model.form import Taken, shown_in
from balise.model.procedure import Kind, Procedure
from balise.ports import Store
from balise.usecases.drafts.box_desk import BoxDesk, View
from balise.usecases.procedures.again import again

Field = TypeVar("Field", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class FillDraft(ABC, Generic[View, Field]):
    """
    Read a sentence as the answer to what was asked; what a kind makes of it is `take`, what goes without saying `settle`.

    Another channel may be filling the same draft: who comes second reads it again.
    """

    kind: ClassVar[Kind]

    store: Store
    desk: BoxDesk[View]

    async def __call__(self, conversation_id: str, asked: Field | None, text: str) -> tuple[View, Taken]:
        """
        Return (the draft as it now stands, what became of the answer).

        `asked` None takes an opening sentence or, with no text, only reads.

        Raises:
            NotSignedIn, NotFound: when there is no draft to fill.

        """
        return await again(lambda: self._fill(conversation_id, asked, text))

    async def _fill(self, conversation_id: str, asked: Field | None, text: str) -> tuple[View, Taken]:
        async with self.store.begin() as work:
            person, draft = await self.desk.held(work, conversation_id, self.kind)
            boxes = await self.desk.boxes(work, person)
            here, known = shown_in(draft, conversation_id)
            if not known:
                # What is answered is about a draft that is no longer the one shown. Ask again.
                asked, text = None, ""
            view = self.desk.view(here, boxes)
            changed, taken = self.take(view, asked, text)
            changed = self.settle(self.desk.view(changed, boxes))
            if changed != draft:
                changed = await work.procedures.save(changed)
        return self.desk.view(changed, boxes), taken

    @abstractmethod
    def take(self, view: View, asked: Field | None, text: str) -> tuple[Procedure, Taken]:
        """Return the draft with what a sentence answers, and what became of the answer."""

    def settle(self, view: View) -> Procedure:
        """Return the draft with what goes without saying: the only box."""
        if view.box is None and len(view.boxes) == 1:
            return view.procedure.edited(address=view.boxes[0].address)
        return view.procedure
