"""Take one answer into the draft of an auto-reply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from balise.model.auto_reply import Asked, halves, take_days, take_words
from balise.model.choice import Choice, choice_in
from balise.model.designation import Designated, turns_away
from balise.model.form import Taken, confirms
from balise.model.moment import in_france
from balise.model.period import fresh, other_days, without_days
from balise.model.procedure import Kind, Procedure
from balise.model.wording import rank_in
from balise.ports import Clock
from balise.usecases.auto_reply.desk import NO_BOX_LEFT, AutoReplyView, AutoReplyWords, is_to_stay
from balise.usecases.drafts.box_desk import outcome
from balise.usecases.drafts.fill import FillDraft


@dataclass(frozen=True, slots=True)
class FillAutoReply(FillDraft[AutoReplyView, Asked]):
    """
    Read a sentence as the answer to what was asked, and the days it tells beside.

    A correction is heard at any step. Days that make no period wait in the draft for the question that asks again.
    """

    kind = Kind.AUTO_REPLY

    words: AutoReplyWords
    clock: Clock

    def take(self, view: AutoReplyView, asked: Asked | None, text: str) -> tuple[Procedure, Taken]:
        """Take an answer, or a correction of an earlier one."""
        match asked:
            case None:
                return self._take_opening(view, text)
            case Asked.BOX:
                return self._take_box(view, text)
            case Asked.PERIOD:
                return self._change(view, text)
            case Asked.REDIRECTION:
                return self._take_redirection(view, text)
            case Asked.TEXT:
                return take_words(view.procedure, text, self.words.proposed(view)) or self._change(view, text)
        return self._take_confirmation(view, text)

    def _take_opening(self, view: AutoReplyView, text: str) -> tuple[Procedure, Taken]:
        """Use what the opening sentence says of the box, the days and the redirection; it need not say anything."""
        about, redirection = halves(text)
        meant = self._designated(view, about)
        procedure = take_days(view.procedure, text, self._today())
        if meant.box is not None and meant.box != view.box:
            procedure = _of(procedure, meant.box.address)
        others = [box for box in view.boxes if box.address != procedure.address]
        target = self.desk.designated(redirection, tuple(others)).box if redirection else None
        if target is not None and is_to_stay(target):
            procedure = procedure.edited(kept=target.address)
        unsure = view.box is None and len(view.boxes) > 1 and (meant.among or meant.foreign)
        return procedure, outcome(meant, about) if unsure else Taken.TAKEN

    def _take_box(self, view: AutoReplyView, text: str) -> tuple[Procedure, Taken]:
        meant = self._designated(view, text)
        if meant.box is None:
            return view.procedure, outcome(meant, text)
        chosen = _of(view.procedure, meant.box.address)
        # « Le 2 » is a box here, not a day.
        return chosen if rank_in(text, len(view.boxes)) else take_days(chosen, text, self._today()), Taken.TAKEN

    def _take_redirection(self, view: AutoReplyView, text: str) -> tuple[Procedure, Taken]:
        if choice_in(text) is Choice.WITHOUT:
            return view.procedure.edited(kept=NO_BOX_LEFT), Taken.TAKEN
        meant = Designated() if turns_away(text) else self.desk.designated(text, view.others)
        if meant.box is not None:
            return view.procedure.edited(kept=meant.box.address), Taken.TAKEN
        changed, taken = self._change(view, text)
        return (changed, taken) if taken is not Taken.NOT_AN_ANSWER else (view.procedure, outcome(meant, text))

    def _take_confirmation(self, view: AutoReplyView, text: str) -> tuple[Procedure, Taken]:
        choice = choice_in(text)
        if choice is Choice.YES and confirms(text):
            return view.procedure, Taken.CONFIRMED
        if choice in (Choice.EDIT_AUTO_REPLY, Choice.WRITE):
            return view.procedure.edited(auto_reply=None), Taken.TAKEN
        changed, taken = self._change(view, text)
        if choice in (Choice.YES, Choice.NO) and taken is Taken.NOT_AN_ANSWER:
            return view.procedure, Taken.DECLINED
        return changed, taken

    def _change(self, view: AutoReplyView, text: str) -> tuple[Procedure, Taken]:
        """Hear what tells or changes a field: by an edit button, or in so many words."""
        procedure = view.procedure
        match choice_in(text):
            case Choice.EDIT_BOX:
                return (procedure, Taken.ONLY_BOX) if len(view.boxes) == 1 else (_of(procedure, ""), Taken.TAKEN)
            case Choice.EDIT_PERIOD:
                return other_days(procedure).edited(kept=None, auto_reply=None), Taken.TAKEN
            case Choice.EDIT_KEPT if view.for_good:
                alone = len(view.others) < 2
                return (procedure, Taken.ONLY_OTHER) if alone else (procedure.edited(kept=None, auto_reply=None), Taken.TAKEN)
        changed = take_days(procedure, text, self._today())
        if text.strip().isdigit():
            # No list is shown here: a number alone designates nothing.
            return procedure, Taken.NOT_AN_ANSWER
        meant = self._designated(view, text)
        if meant.box is not None and meant.box != view.box:
            return _of(changed, meant.box.address), Taken.TAKEN
        if changed != procedure:
            return changed, Taken.TAKEN
        if meant.among and view.box not in meant.among:
            return _of(procedure, ""), Taken.AMBIGUOUS
        return procedure, Taken.NOT_THEIRS if meant.foreign else Taken.NOT_AN_ANSWER

    def settle(self, view: AutoReplyView) -> Procedure:
        """Fill what goes without saying: the only box, and the only one to redirect to; leave out days that are behind us."""
        procedure = fresh(super(FillAutoReply, self).settle(view), self._today())
        if not procedure.detail("end"):
            return procedure.edited(auto_reply=None)
        view = self.desk.view(procedure, view.boxes)
        if view.box is not None and view.for_good and not procedure.detail("kept") and len(view.others) < 2:
            return procedure.edited(kept=view.others[0].address if view.others else NO_BOX_LEFT)
        return procedure

    def _designated(self, view: AutoReplyView, text: str) -> Designated:
        return self.desk.designated(without_days(text, self._today()), view.boxes, view.box)

    def _today(self) -> date:
        return in_france(self.clock()).date()


def _of(procedure: Procedure, address: str) -> Procedure:
    """Return the draft about another box: where it redirects and its words were for the first."""
    return procedure.edited(address=address, kept=None, auto_reply=None)
