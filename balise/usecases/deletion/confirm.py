"""Confirm a deletion: the state, the history and the request leave together or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from balise.model.moment import in_france
from balise.model.procedure import Kind, Procedure, State
from balise.ports import Texts
from balise.usecases.deletion.desk import DeletionView
from balise.usecases.drafts.confirm import ConfirmDraft


@dataclass(frozen=True, slots=True)
class DeletionWords:
    """Says how a box was depublished, the same way in a letter and in the conversation."""

    texts: Texts

    def unpublished(self, request: Procedure | None) -> str:
        """Name the request of a dépublication, with its day, and the day it was verified when it was."""
        if request is None:
            return ""
        said = {"reference": request.reference, "date": _day(request.reached_at(State.CONFIRMED) or request.created_at)}
        if request.proof is None:
            return self.texts.line("unpublished_by", **said)
        return self.texts.line("unpublished_by_proven", proven=_day(request.proof.at), **said)


@dataclass(frozen=True, slots=True)
class ConfirmDeletion(ConfirmDraft[DeletionView]):
    """Turn the draft into a request; its box must not be published again."""

    kind = Kind.DELETE_BOX

    words: DeletionWords

    def said(self, view: DeletionView) -> dict[str, str]:
        """Say that the box is no longer published, and since which request."""
        return {"unpublished": self.words.unpublished(view.unpublished)}


def _day(at: datetime) -> str:
    return f"{in_france(at):%d/%m/%Y}"
