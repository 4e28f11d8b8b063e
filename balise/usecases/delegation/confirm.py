"""Confirm a delegation."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.letter import one_line
from balise.model.moment import in_france
from balise.model.period import fresh
from balise.model.procedure import Kind, Procedure
from balise.ports import Clock
from balise.usecases.delegation.desk import DelegationView, DelegationWords
from balise.usecases.drafts.confirm import ConfirmDraft


@dataclass(frozen=True, slots=True)
class ConfirmDelegation(ConfirmDraft[DelegationView]):
    """Turn the draft into a request; its last day must not have passed."""

    kind = Kind.DELEGATION

    words: DelegationWords
    clock: Clock

    def fresh(self, draft: Procedure) -> Procedure:
        """Leave out days that are behind us."""
        return fresh(draft, in_france(self.clock()).date())

    def said(self, view: DelegationView) -> dict[str, str]:
        """Say who may do what, and for how long."""
        draft = view.procedure
        return {
            "delegate": one_line(draft.detail("delegate")),
            "role": self.words.role(draft),
            "email": self.words.email(draft),
            "rights": self.words.rights(draft),
            "duration": self.words.duration(draft),
        }
