"""Take one answer into the draft of a dépublication."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from balise.errors import NotFound
from balise.model.designation import Designated, designate
from balise.model.mailbox import Mailbox
from balise.model.procedure import Procedure
from balise.model.unpublish import Asked, Choice, choice_in, looks_like_auto_reply
from balise.ports import OperatorBook, Store, Texts
from balise.usecases.unpublish import NO_BOX_LEFT, WITHOUT, UnpublishDesk, UnpublishView

_WRITING = "writing"


class Taken(StrEnum):
    """What became of an answer."""

    TAKEN = "taken"
    AMBIGUOUS = "ambiguous"
    NOT_THEIRS = "not_theirs"
    WRITE = "write"
    DECLINED = "declined"
    CONFIRMED = "confirmed"
    NOT_AN_ANSWER = "not_an_answer"


@dataclass(frozen=True, slots=True)
class FillUnpublish:
    """
    Read a sentence as the answer to what was asked.

    A correction is heard at any step: another box named while the recap is shown changes the box.
    """

    store: Store
    desk: UnpublishDesk
    operators: OperatorBook
    texts: Texts

    async def __call__(self, conversation_id: str, asked: Asked | None, text: str) -> tuple[UnpublishView, Taken]:
        """
        Return (the draft as it now stands, what became of the answer).

        `asked` None only reads: the draft is filled with what goes without saying.

        Raises:
            NotSignedIn, NotFound: when there is no draft to fill.

        """
        async with self.store.begin() as work:
            person = await self.desk.person(work, conversation_id)
            draft = await self.desk.draft(work, person.rpps)
            if draft is None:
                raise NotFound("draft")
            boxes = await self.desk.boxes(work, person.rpps)
            view = self.desk.view(draft, boxes)
            changed, taken = self._take(view, asked, text)
            changed = self._settle(self.desk.view(changed, boxes))
            if changed != draft:
                changed = await work.procedures.save(changed)
        return self.desk.view(changed, boxes), taken

    def proposed_auto_reply(self, view: UnpublishView) -> str:
        """Return the auto-reply Balise proposes for this draft."""
        return self.texts.line("auto_reply_proposed" if view.kept else "auto_reply_proposed_alone", kept=view.kept)

    def _take(self, view: UnpublishView, asked: Asked | None, text: str) -> tuple[Procedure, Taken]:
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
        meant = self._designated(text, view.boxes, view.box)
        if meant.box is not None and meant.box != view.box:
            return view.procedure.edited(address=meant.box.address, kept=None, auto_reply=None), Taken.TAKEN
        return view.procedure, Taken.TAKEN

    def _take_box(self, view: UnpublishView, text: str) -> tuple[Procedure, Taken]:
        current = view.box or next((b for b in view.boxes if b.address == view.procedure.detail("turned_from")), None)
        meant = self._designated(text, view.boxes, current)
        if meant.box is not None:
            return view.procedure.edited(address=meant.box.address, kept=None, auto_reply=None, turned_from=None), Taken.TAKEN
        return view.procedure, _outcome(meant)

    def _take_kept(self, view: UnpublishView, text: str) -> tuple[Procedure, Taken]:
        choice = choice_in(text)
        if choice is Choice.EDIT_BOX:
            return _reopened(view, Asked.BOX), Taken.TAKEN
        if not view.others:
            if choice in (Choice.YES, Choice.WITHOUT):
                return view.procedure.edited(kept=NO_BOX_LEFT), Taken.TAKEN
            return view.procedure, Taken.DECLINED if choice is Choice.NO else Taken.NOT_AN_ANSWER
        meant = self._designated(text, view.others, None)
        if meant.box is not None:
            return view.procedure.edited(kept=meant.box.address), Taken.TAKEN
        return view.procedure, _outcome(meant)

    def _take_auto_reply(self, view: UnpublishView, text: str) -> tuple[Procedure, Taken]:
        if view.procedure.detail(_WRITING):
            return view.procedure.edited(auto_reply=text.strip(), **{_WRITING: None}), Taken.TAKEN
        match choice_in(text):
            case Choice.YES:
                return view.procedure.edited(auto_reply=self.proposed_auto_reply(view)), Taken.TAKEN
            case Choice.WITHOUT | Choice.NO:
                return view.procedure.edited(auto_reply=WITHOUT), Taken.TAKEN
            case Choice.WRITE | Choice.EDIT_AUTO_REPLY:
                return view.procedure.edited(**{_WRITING: "yes"}), Taken.WRITE
            case Choice.EDIT_BOX:
                return _reopened(view, Asked.BOX), Taken.TAKEN
            case Choice.EDIT_KEPT:
                return _reopened(view, Asked.KEPT), Taken.TAKEN
        corrected, outcome = self._correction(view, text)
        if outcome is Taken.NOT_AN_ANSWER and looks_like_auto_reply(text):
            return view.procedure.edited(auto_reply=text.strip()), Taken.TAKEN
        return corrected, outcome

    def _take_confirmation(self, view: UnpublishView, text: str) -> tuple[Procedure, Taken]:
        corrected, outcome = self._correction(view, text)
        if outcome is not Taken.NOT_AN_ANSWER:
            return corrected, outcome
        match choice_in(text):
            case Choice.YES:
                return view.procedure, Taken.CONFIRMED
            case Choice.NO:
                return view.procedure, Taken.DECLINED
            case Choice.EDIT_BOX:
                return _reopened(view, Asked.BOX), Taken.TAKEN
            case Choice.EDIT_KEPT:
                return _reopened(view, Asked.KEPT), Taken.TAKEN
            case Choice.EDIT_AUTO_REPLY | Choice.WRITE:
                return _reopened(view, Asked.AUTO_REPLY), Taken.TAKEN
            case Choice.WITHOUT:
                return view.procedure.edited(auto_reply=WITHOUT), Taken.TAKEN
        return view.procedure, Taken.NOT_AN_ANSWER

    def _correction(self, view: UnpublishView, text: str) -> tuple[Procedure, Taken]:
        """Hear « non, pas celle-là, l'autre » or another address where something else was asked."""
        meant = self._designated(text, view.boxes, view.box)
        if meant.box is not None and meant.box != view.box:
            return view.procedure.edited(address=meant.box.address, kept=None, auto_reply=None), Taken.TAKEN
        if meant.among and view.box not in meant.among:
            return _reopened(view, Asked.BOX), Taken.AMBIGUOUS
        return view.procedure, Taken.NOT_THEIRS if meant.foreign else Taken.NOT_AN_ANSWER

    def _designated(self, text: str, boxes: tuple[Mailbox, ...], current: Mailbox | None) -> Designated:
        names = {b.id: " ".join(o.label for o in self.operators.of(b.address)) for b in boxes}
        return designate(text, boxes, names, current)

    def _settle(self, view: UnpublishView) -> Procedure:
        """Fill what goes without saying: the only box, and the only box that would stay."""
        procedure = view.procedure
        if view.box is None and len(view.boxes) == 1:
            procedure = procedure.edited(address=view.boxes[0].address)
            view = self.desk.view(procedure, view.boxes)
        if view.box is not None and not procedure.detail("kept") and len(view.others) == 1:
            procedure = procedure.edited(kept=view.others[0].address)
        return procedure


def _outcome(meant: Designated) -> Taken:
    if meant.foreign:
        return Taken.NOT_THEIRS
    return Taken.AMBIGUOUS if meant.among else Taken.NOT_AN_ANSWER


def _reopened(view: UnpublishView, field: Asked) -> Procedure:
    """Return the draft with one field, and what depends on it, to be asked again."""
    if field is Asked.BOX:
        return view.procedure.edited(address="", kept=None, auto_reply=None, turned_from=view.procedure.address or None)
    if field is Asked.KEPT:
        return view.procedure.edited(kept=None, auto_reply=None)
    return view.procedure.edited(auto_reply=None)
