"""Confirm a dépublication."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.letter import quoted
from balise.model.procedure import Kind
from balise.ports import Texts
from balise.usecases.drafts.confirm import ConfirmDraft
from balise.usecases.unpublish.desk import UnpublishView


@dataclass(frozen=True, slots=True)
class ConfirmUnpublish(ConfirmDraft[UnpublishView]):
    """Turn the draft into a request."""

    kind = Kind.UNPUBLISH

    texts: Texts

    def said(self, view: UnpublishView) -> dict[str, str]:
        """Say what stays published, whom to write to, and what the box is to answer."""
        line = self.texts.line
        return {
            "kept": view.kept or line("letter_no_kept"),
            "contact": line("letter_contact", kept=view.kept) if view.kept else line("letter_contact_here"),
            "auto_reply": quoted(view.auto_reply) if view.auto_reply else line("letter_no_auto_reply"),
        }
