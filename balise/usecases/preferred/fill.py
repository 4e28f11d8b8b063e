"""Take one answer into the choice of a preferred box."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.form import Taken, confirms
from balise.model.preferred import Asked, edits
from balise.model.procedure import Kind, Procedure
from balise.model.wording import means_no
from balise.usecases.drafts.box_desk import outcome
from balise.usecases.drafts.fill import FillDraft
from balise.usecases.preferred.desk import PreferredView


@dataclass(frozen=True, slots=True)
class FillPreferred(FillDraft[PreferredView, Asked]):
    """Read a sentence as the answer to what was asked. Another box named while the recap is shown changes the choice."""

    kind = Kind.PREFERRED_BOX

    def take(self, view: PreferredView, asked: Asked | None, text: str) -> tuple[Procedure, Taken]:
        """Take an answer, or a correction."""
        if asked is Asked.CONFIRMED:
            return self._take_confirmation(view, text)
        meant = self.desk.designated(text, view.boxes, view.box)
        if meant.box is not None:
            return view.procedure.edited(address=meant.box.address), Taken.TAKEN
        if asked is None:
            unsure = view.box is None and len(view.boxes) > 1 and meant.among
            return view.procedure, Taken.AMBIGUOUS if unsure else Taken.TAKEN
        return view.procedure, outcome(meant, text)

    def _take_confirmation(self, view: PreferredView, text: str) -> tuple[Procedure, Taken]:
        if confirms(text):
            return view.procedure, Taken.CONFIRMED
        meant = self.desk.designated(text, view.boxes, view.box)
        if meant.box is not None and meant.box != view.box and not text.strip().isdigit():
            return view.procedure.edited(address=meant.box.address), Taken.TAKEN
        if edits(text) or (meant.among and view.box not in meant.among):
            only = len(view.boxes) == 1
            return (view.procedure, Taken.ONLY_BOX) if only else (view.procedure.edited(address=""), Taken.TAKEN)
        if meant.foreign:
            return view.procedure, Taken.NOT_THEIRS
        return view.procedure, Taken.DECLINED if means_no(text) else Taken.NOT_AN_ANSWER
