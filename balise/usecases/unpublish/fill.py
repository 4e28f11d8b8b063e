"""Take one answer into the draft of a dépublication."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.auto_reply import WRITING, take_words
from balise.model.choice import Choice, choice_in
from balise.model.designation import is_vague, turns_away
from balise.model.form import Taken, confirms
from balise.model.procedure import Kind, Procedure
from balise.model.unpublish import Asked, speaks_of_kept
from balise.ports import Texts
from balise.usecases.auto_reply.desk import NO_BOX_LEFT, proposed_auto_reply
from balise.usecases.drafts.box_desk import outcome
from balise.usecases.drafts.fill import FillDraft
from balise.usecases.unpublish.desk import WITHOUT, UnpublishView


@dataclass(frozen=True, slots=True)
class FillUnpublish(FillDraft[UnpublishView, Asked]):
    """
    Read a sentence as the answer to what was asked.

    A correction is heard at any step: another box named while the recap is shown changes the box.
    """

    kind = Kind.UNPUBLISH

    texts: Texts

    def take(self, view: UnpublishView, asked: Asked | None, text: str) -> tuple[Procedure, Taken]:
        """Take an answer, or a correction of an earlier one."""
        match asked:
            case Asked.BOX:
                return self._take_box(view, text)
            case Asked.KEPT:
                return self._take_kept(view, text)
            case Asked.AUTO_REPLY:
                return self._take_auto_reply(view, text)
            case Asked.CONFIRMED:
                return self._take_confirmation(view, text)
        return self._take_hint(view, text)

    def _take_hint(self, view: UnpublishView, text: str) -> tuple[Procedure, Taken]:
        """Use what the opening sentence already says of the box; it need not say anything."""
        meant = self.desk.designated(text, view.boxes, view.box)
        if meant.box is not None and meant.box != view.box:
            return view.procedure.edited(address=meant.box.address, kept=None, auto_reply=None), Taken.TAKEN
        unsure = view.box is None and len(view.boxes) > 1 and (meant.among or is_vague(text))
        return view.procedure, outcome(meant, text) if unsure else Taken.TAKEN

    def _take_box(self, view: UnpublishView, text: str) -> tuple[Procedure, Taken]:
        current = view.box or next((b for b in view.boxes if b.address == view.procedure.detail("turned_from")), None)
        meant = self.desk.designated(text, view.boxes, current)
        if meant.box is not None:
            return view.procedure.edited(address=meant.box.address, kept=None, auto_reply=None, turned_from=None), Taken.TAKEN
        return view.procedure, outcome(meant, text)

    def _take_kept(self, view: UnpublishView, text: str) -> tuple[Procedure, Taken]:
        choice = choice_in(text)
        if choice is Choice.EDIT_BOX:
            return _reopened(view, Asked.BOX), Taken.TAKEN
        if not view.others:
            if choice in (Choice.YES, Choice.WITHOUT):
                return view.procedure.edited(kept=NO_BOX_LEFT), Taken.TAKEN
            declined = choice in (Choice.NO, Choice.KEEP) or turns_away(text)
            return view.procedure, Taken.DECLINED if declined else Taken.NOT_AN_ANSWER
        if turns_away(text):
            # « Non, pas celle-là » is not said of a box that was never chosen: it speaks of the one to depublish.
            return self._correction(view, text)
        meant = self.desk.designated(text, view.others)
        if meant.box is not None:
            return view.procedure.edited(kept=meant.box.address), Taken.TAKEN
        return view.procedure, outcome(meant, text)

    def _take_auto_reply(self, view: UnpublishView, text: str) -> tuple[Procedure, Taken]:
        if given := take_words(view.procedure, text, proposed_auto_reply(self.texts, view.kept)):
            return given
        choice, without = choice_in(text), view.procedure.edited(auto_reply=WITHOUT, **{WRITING: None})
        if choice is Choice.WITHOUT:
            return without, Taken.TAKEN
        changed, outcome = self._change(view, text, choice)
        if choice is Choice.NO and outcome is Taken.NOT_AN_ANSWER:
            return without, Taken.TAKEN
        return changed, outcome

    def _take_confirmation(self, view: UnpublishView, text: str) -> tuple[Procedure, Taken]:
        match choice := choice_in(text):
            case Choice.YES if confirms(text):
                return view.procedure, Taken.CONFIRMED
            case Choice.KEEP:
                return view.procedure, Taken.DECLINED
            case Choice.EDIT_AUTO_REPLY | Choice.WRITE:
                return _reopened(view, Asked.AUTO_REPLY), Taken.TAKEN
            case Choice.WITHOUT:
                return view.procedure.edited(auto_reply=WITHOUT), Taken.TAKEN
        changed, outcome = self._change(view, text, choice)
        if choice in (Choice.YES, Choice.NO) and outcome is Taken.NOT_AN_ANSWER:
            # What only begins like a yes (« j’utilise encore cette boîte ») sends nothing.
            return view.procedure, Taken.DECLINED
        return changed, outcome

    def _change(self, view: UnpublishView, text: str, choice: Choice | None) -> tuple[Procedure, Taken]:
        """Hear what changes an earlier answer, by an edit button or in so many words."""
        if choice is Choice.EDIT_BOX:
            return _reopened(view, Asked.BOX), Taken.TAKEN
        if choice is Choice.EDIT_KEPT:
            return (_reopened(view, Asked.KEPT), Taken.TAKEN) if len(view.others) > 1 else (view.procedure, Taken.ONLY_OTHER)
        return self._correction(view, text)

    def _correction(self, view: UnpublishView, text: str) -> tuple[Procedure, Taken]:
        """Hear « non, pas celle-là, l'autre » or another address where something else was asked."""
        if text.strip().isdigit():
            # No list is shown here: a number alone designates nothing, and must not change what was chosen.
            return view.procedure, Taken.NOT_AN_ANSWER
        meant = self.desk.designated(text, view.boxes, view.box)
        if meant.box is not None and meant.box != view.box:
            if speaks_of_kept(text):
                return view.procedure.edited(kept=meant.box.address, auto_reply=None), Taken.TAKEN
            return view.procedure.edited(address=meant.box.address, kept=None, auto_reply=None), Taken.TAKEN
        if meant.among and view.box not in meant.among:
            return _reopened(view, Asked.BOX), Taken.AMBIGUOUS
        return view.procedure, Taken.NOT_THEIRS if meant.foreign else Taken.NOT_AN_ANSWER

    def settle(self, view: UnpublishView) -> Procedure:
        """Fill what goes without saying: the only box, and the only box that would stay."""
        procedure = super(FillUnpublish, self).settle(view)
        view = self.desk.view(procedure, view.boxes)
        if view.box is not None and not procedure.detail("kept") and len(view.others) == 1:
            procedure = procedure.edited(kept=view.others[0].address)
        return procedure


def _reopened(view: UnpublishView, field: Asked) -> Procedure:
    """Return the draft with one field, and what depends on it, to be asked again."""
    if field is Asked.BOX:
        return view.procedure.edited(address="", kept=None, auto_reply=None, turned_from=view.procedure.address or None)
    if field is Asked.KEPT:
        return view.procedure.edited(kept=None, auto_reply=None)
    return view.procedure.edited(auto_reply=None)
