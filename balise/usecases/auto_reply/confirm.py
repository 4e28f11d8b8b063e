"""Confirm an auto-reply."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.letter import quoted
from balise.model.moment import in_france
from balise.model.period import fresh
from balise.model.procedure import Kind, Procedure
from balise.ports import Clock
from balise.usecases.auto_reply.desk import AutoReplyView, AutoReplyWords
from balise.usecases.drafts.confirm import ConfirmDraft


@dataclass(frozen=True, slots=True)
class ConfirmAutoReply(ConfirmDraft[AutoReplyView]):
    """Turn the draft into a request; its last day must not have passed."""

    kind = Kind.AUTO_REPLY

    words: AutoReplyWords
    clock: Clock

    def fresh(self, draft: Procedure) -> Procedure:
        """Leave out days that are behind us."""
        return fresh(draft, in_france(self.clock()).date())

    def said(self, view: AutoReplyView) -> dict[str, str]:
        """Say the text, and for how long."""
        return {"duration": self.words.duration(view.procedure), "auto_reply": quoted(view.procedure.detail("auto_reply"))}
