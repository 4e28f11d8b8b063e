"""Start a delegation, or take up the one that was left unfinished."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.delegation import another_delegate
from balise.model.delegation_answers import Heard, hear
from balise.model.identity import Person
from balise.model.mailbox import Mailbox
from balise.model.moment import in_france
from balise.model.period import other_days
from balise.model.procedure import Kind, Procedure
from balise.usecases.delegation.desk import DelegationView
from balise.usecases.drafts.open import OpenDraft


@dataclass(frozen=True, slots=True)
class OpenDelegation(OpenDraft[DelegationView]):
    """Return the person's draft, making one when there is none; another delegate is another delegation."""

    kind = Kind.DELEGATION

    def about_box(self, text: str, person: Person, boxes: tuple[Mailbox, ...]) -> str:
        """Leave out what is said of the delegate, of the rights and of the days."""
        return self._heard(text, person, boxes).elsewhere

    def agreeing(self, draft: Procedure, person: Person, boxes: tuple[Mailbox, ...], text: str) -> Procedure:
        """Keep nothing of what was said of somebody else: neither the days nor the rights hold for another."""
        if _is_somebody_else(draft, self._heard(text, person, boxes)):
            return other_days(another_delegate(draft)).edited(rights=None)
        return draft

    def _heard(self, text: str, person: Person, boxes: tuple[Mailbox, ...]) -> Heard:
        return hear(text, in_france(self.clock()).date(), {b.address for b in boxes}, person.full_name)


def _is_somebody_else(draft: Procedure, heard: Heard) -> bool:
    """Say whether the sentence speaks of another delegate than the draft's: nothing said of one holds for the other."""
    said = {"role": heard.role or "", "delegate": heard.name}
    return any(value and draft.detail(name) and value != draft.detail(name) for name, value in said.items())
