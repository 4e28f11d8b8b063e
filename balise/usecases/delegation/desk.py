"""What the steps of a delegation share: the draft with the boxes around it, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from balise.model.delegation import WITHOUT, Asked, missing, rights_of
from balise.model.mailbox import Mailbox
from balise.model.paper import Right
from balise.model.period import end_of, start_of
from balise.model.procedure import Procedure
from balise.ports import Texts
from balise.usecases.drafts.box_desk import BoxDesk, BoxView


@dataclass(frozen=True, slots=True)
class DelegationView(BoxView):
    """The draft of a delegation and what surrounds it: `box` is the one entrusted."""

    @property
    def missing(self) -> Asked:
        """The next thing to ask."""
        return Asked.BOX if self.box is None else missing(self.procedure)


@dataclass(frozen=True, slots=True)
class DelegationDesk(BoxDesk[DelegationView]):
    """Reads the delegation of the person who holds a conversation, with the boxes around it."""

    def view(self, procedure: Procedure, boxes: tuple[Mailbox, ...]) -> DelegationView:
        """Return the draft with what surrounds it."""
        return DelegationView(procedure, boxes, *self.route(procedure.address))


@dataclass(frozen=True, slots=True)
class DelegationWords:
    """Says the terms of a delegation, the same way in a letter and in the conversation."""

    texts: Texts

    def delegate(self, procedure: Procedure) -> str:
        """Name the delegate and their role."""
        return self.texts.line("delegate", name=procedure.detail("delegate"), role=self.role(procedure))

    def role(self, procedure: Procedure) -> str:
        """Say what the delegate does; empty as long as it is not known."""
        role = procedure.detail("role")
        return self.texts.line(f"role_{role}") if role else ""

    def email(self, procedure: Procedure) -> str:
        """Say where the delegate can be written to."""
        email = procedure.detail("email")
        return self.texts.line("delegate_no_email") if email == WITHOUT else email

    def rights(self, procedure: Procedure) -> str:
        """Say what the delegate may do, then what they may not."""
        given = rights_of(procedure)
        refused = self._listed([right for right in Right if right not in given])
        said = self._listed([right for right in Right if right in given])
        return self.texts.line("rights_but", given=said, refused=refused) if refused else said

    def duration(self, procedure: Procedure) -> str:
        """Say from when to when."""
        start, end = start_of(procedure), end_of(procedure)
        if end is None:
            return self.texts.line("duration_permanent", start=_said(start))
        if start == end:
            return self.texts.line("duration_one_day", start=_said(start))
        return self.texts.line("duration_range", start=_said(start), end=_said(end))

    def _listed(self, rights: list[Right]) -> str:
        return ", ".join(self.texts.line(f"right_{right}") for right in rights)


def _said(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
