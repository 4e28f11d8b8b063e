"""Take one answer into the draft of a deletion."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.choice import Choice, choice_in
from balise.model.deletion import Asked, saved
from balise.model.designation import Designated, is_vague
from balise.model.form import Taken, confirms
from balise.model.procedure import Kind, Procedure
from balise.model.wording import means_no, means_yes
from balise.usecases.deletion.desk import SAVED, DeletionView
from balise.usecases.drafts.box_desk import outcome
from balise.usecases.drafts.fill import FillDraft


@dataclass(frozen=True, slots=True)
class FillDeletion(FillDraft[DeletionView, Asked]):
    """
    Read a sentence as the answer to what was asked.

    What was stated to be saved was of one box: it is asked again of another. That nothing is saved yet is heard at the recap too.
    """

    kind = Kind.DELETE_BOX

    def take(self, view: DeletionView, asked: Asked | None, text: str) -> tuple[Procedure, Taken]:
        """Take an answer, or a correction of an earlier one."""
        meant = self.desk.designated(text, view.boxes, view.box)
        match asked:
            case None:
                return _opening(view, meant, text)
            case Asked.BOX:
                return _chosen(view, meant) or (view.procedure, outcome(meant, text))
        if asked is Asked.CONFIRMED and confirms(text):
            return view.procedure, Taken.CONFIRMED
        if choice_in(text) is Choice.EDIT_BOX:
            return _reopened(view)
        if not text.strip().isdigit() and (changed := _corrected(view, meant)):
            return changed
        return _stated(view, asked, text)


def _opening(view: DeletionView, meant: Designated, text: str) -> tuple[Procedure, Taken]:
    """Use what the opening sentence says of the box; it need not say anything. What it says of the rest is asked all the same."""
    if meant.box is not None and meant.box != view.box:
        return _of(view, meant.box.address), Taken.TAKEN
    unsure = view.box is None and len(view.boxes) > 1 and (meant.among or is_vague(text))
    return view.procedure, outcome(meant, text) if unsure else Taken.TAKEN


def _chosen(view: DeletionView, meant: Designated) -> tuple[Procedure, Taken] | None:
    return (_of(view, meant.box.address), Taken.TAKEN) if meant.box else None


def _corrected(view: DeletionView, meant: Designated) -> tuple[Procedure, Taken] | None:
    """Hear another box named where something else was asked; None when there is none."""
    if meant.box is not None and meant.box != view.box:
        return _chosen(view, meant)
    if meant.among and view.box not in meant.among:
        return _of(view, ""), Taken.AMBIGUOUS
    return (view.procedure, Taken.NOT_THEIRS) if meant.foreign else None


def _stated(view: DeletionView, asked: Asked, text: str) -> tuple[Procedure, Taken]:
    """Hear whether everything useful is saved; at the recap, a no is no consent rather than that."""
    stated = saved(text)
    if asked is Asked.CONFIRMED:
        if means_no(text):
            return view.procedure, Taken.DECLINED
        return (view.procedure.edited(saved=None), Taken.NOT_YET) if stated is False else (view.procedure, Taken.NOT_AN_ANSWER)
    if stated is None:
        return view.procedure, Taken.UNCLEAR if means_yes(text) else Taken.NOT_AN_ANSWER
    return (view.procedure.edited(saved=SAVED), Taken.TAKEN) if stated else (view.procedure, Taken.NOT_YET)


def _reopened(view: DeletionView) -> tuple[Procedure, Taken]:
    return (view.procedure, Taken.ONLY_BOX) if len(view.boxes) == 1 else (_of(view, ""), Taken.TAKEN)


def _of(view: DeletionView, address: str) -> Procedure:
    """Return the draft about another box."""
    return view.procedure.edited(address=address, saved=None)
