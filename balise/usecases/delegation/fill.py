"""Take one answer into the draft of a delegation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from balise.model import delegation
from balise.model.delegation import Asked, another_delegate
from balise.model.delegation_answers import (
    SPOUSE,
    Heard,
    edit_in,
    full_name,
    hear,
    is_somebody,
    is_whole_name,
    leaves_out_email,
    shares_password,
    wants_edit,
)
from balise.model.delegation_rights import corrects_rights, rights_in
from balise.model.form import Taken, confirms
from balise.model.french.dates import Trouble
from balise.model.moment import in_france
from balise.model.period import dated, fresh, other_days, start_of, with_year
from balise.model.procedure import Kind, Procedure
from balise.model.wording import means_no, rank_in
from balise.ports import Clock
from balise.usecases.delegation.desk import DelegationView
from balise.usecases.drafts.box_desk import outcome
from balise.usecases.drafts.fill import FillDraft


@dataclass(frozen=True, slots=True)
class FillDelegation(FillDraft[DelegationView, Asked]):
    """
    Read a sentence as the answer to what was asked, and take all that it tells beside.

    What is already filled changes at the recap, or by an edit button. Days that make no period leave their words and their
    trouble in the draft (`dates`, `trouble`), for the question that asks again.
    """

    kind = Kind.DELEGATION

    clock: Clock

    def settle(self, view: DelegationView) -> Procedure:
        """Fill in the only box, and leave out days that are behind us."""
        return fresh(super(FillDelegation, self).settle(view), self._today())

    def _today(self) -> date:
        return in_france(self.clock()).date()

    def _hear(self, view: DelegationView, text: str, begins: date | None = None) -> Heard:
        own = {b.address for b in view.boxes}
        return hear(text, self._today(), own, view.procedure.holder_name, begins)

    def take(self, view: DelegationView, asked: Asked | None, text: str) -> tuple[Procedure, Taken]:
        """Take what a sentence tells."""
        if shares_password(text):
            # Nothing of such a sentence is kept.
            return view.procedure, Taken.PASSWORD
        if asked is not None and (field := edit_in(text)):
            return _reopened(view, field)
        match asked:
            case None:
                return self._take_opening(view, text)
            case Asked.BOX:
                return self._take_box(view, text)
            case Asked.PERIOD:
                return self._take_period(view, text)
            case Asked.CONFIRMED:
                return self._take_confirmation(view, text)
        return self._take_delegate(view, asked, text)

    def _take_opening(self, view: DelegationView, text: str) -> tuple[Procedure, Taken]:
        """Use whatever the opening sentence says; it need not say anything."""
        if not text:
            return view.procedure, Taken.TAKEN
        heard = self._hear(view, text)
        meant = self.desk.designated(heard.elsewhere, view.boxes, view.box)
        procedure = view.procedure.edited(address=meant.box.address) if meant.box else view.procedure
        unsure = view.box is None and len(view.boxes) > 1 and meant.among
        return _told(procedure, heard), Taken.AMBIGUOUS if unsure else Taken.TAKEN

    def _take_box(self, view: DelegationView, text: str) -> tuple[Procedure, Taken]:
        heard = self._hear(view, text)
        meant = self.desk.designated(heard.elsewhere, view.boxes, view.box)
        if meant.box is None and not meant.among:
            meant = self.desk.designated(text, view.boxes, view.box)
        if meant.box is None:
            return view.procedure, outcome(meant, text)
        chosen = view.procedure.edited(address=meant.box.address)
        # « Le 2 » is a box here, not a day.
        return chosen if rank_in(text, len(view.boxes)) else _told(chosen, heard), Taken.TAKEN

    def _take_delegate(self, view: DelegationView, asked: Asked, text: str) -> tuple[Procedure, Taken]:
        """Take who, where they can be reached, what they may do, and whatever is told in the same breath."""
        procedure, heard = view.procedure, self._hear(view, text)
        if asked is Asked.ROLE and heard.role is None and (heard.refused or (not heard.name and is_somebody(text))):
            return procedure, Taken.SPOUSE if heard.refused == SPOUSE else Taken.OTHER_ROLE
        if heard.role and procedure.detail("role") not in ("", heard.role):
            # « Non, mon remplaçant, Paul Durand »: nothing said of the other holds.
            return _told(another_delegate(procedure), heard), Taken.TAKEN
        if asked is Asked.NAME:
            heard = replace(heard, name=full_name(text, procedure.detail("partial"), heard.name))
        if asked is Asked.RIGHTS:
            heard = replace(heard, rights=rights_in(text, asked=True))
        told = _told(procedure, heard)
        if asked is Asked.EMAIL and not heard.email and leaves_out_email(text):
            told = told.edited(email=delegation.WITHOUT)
        return told, Taken.NOT_AN_ANSWER if told == procedure else Taken.TAKEN

    def _take_period(self, view: DelegationView, text: str) -> tuple[Procedure, Taken]:
        procedure = view.procedure
        heard = self._hear(view, with_year(procedure, text), start_of(procedure))
        told = _told(procedure, heard)
        if heard.days.period is Trouble.NOTHING:
            return told, Taken.NOT_AN_ANSWER if told == procedure else Taken.TAKEN
        return told, Taken.TAKEN

    def _take_confirmation(self, view: DelegationView, text: str) -> tuple[Procedure, Taken]:
        if confirms(text):
            return view.procedure, Taken.CONFIRMED
        if wants_edit(text):
            return view.procedure, Taken.EDIT
        heard = self._hear(view, text, start_of(view.procedure))
        meant = self.desk.designated(heard.elsewhere, view.boxes, view.box)
        corrected = _corrected(view.procedure, heard, corrects_rights(text))
        if meant.box is not None and meant.box != view.box and not text.strip().isdigit():
            corrected = corrected.edited(address=meant.box.address)
        if corrected != view.procedure:
            return corrected, Taken.TAKEN
        if meant.foreign:
            return view.procedure, Taken.NOT_THEIRS
        return view.procedure, Taken.DECLINED if means_no(text) else Taken.NOT_AN_ANSWER


def _told(procedure: Procedure, heard: Heard) -> Procedure:
    """Return the draft with what a sentence tells of its empty fields."""
    changes: dict[str, str | None] = {"role": heard.role, "email": heard.email}
    if heard.name:
        changes["delegate" if is_whole_name(heard.name) else "partial"] = heard.name
    if heard.rights:
        changes["rights"] = delegation.written(heard.rights)
    told = procedure.edited(**{name: value for name, value in changes.items() if value and not procedure.detail(name)})
    return told if procedure.detail("end") else dated(told, heard.days)


def _corrected(procedure: Procedure, heard: Heard, rights: bool) -> Procedure:
    """Return a complete draft with what a sentence said at the recap changes."""
    changed = procedure
    if heard.role and heard.role != changed.detail("role"):
        changed = another_delegate(changed)
    elif heard.name and is_whole_name(heard.name) and heard.name != changed.detail("delegate"):
        changed = changed.edited(delegate=None, email=None)
    if heard.email and heard.email != changed.detail("email"):
        changed = changed.edited(email=None)
    if rights and heard.rights:
        changed = changed.edited(rights=None)
    if heard.days.period is not Trouble.NOTHING:
        changed = other_days(changed)
    return _told(changed, heard) if changed != procedure else procedure


def _reopened(view: DelegationView, field: Asked) -> tuple[Procedure, Taken]:
    """Return the draft with one field to be asked again."""
    procedure = view.procedure
    match field:
        case Asked.BOX:
            alone = len(view.boxes) == 1
            return (procedure, Taken.ONLY_BOX) if alone else (procedure.edited(address=""), Taken.TAKEN)
        case Asked.ROLE:
            return another_delegate(procedure), Taken.TAKEN
        case Asked.PERIOD:
            return other_days(procedure), Taken.TAKEN
    return procedure.edited(**{"email" if field is Asked.EMAIL else "rights": None}), Taken.TAKEN
