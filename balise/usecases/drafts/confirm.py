"""Confirming the draft of a form about a box: the state, the history and the request leave together or not at all."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import ClassVar, Generic

from balise.model.form import check_sendable
from balise.model.procedure import Kind, Procedure
from balise.ports import Store
from balise.usecases.drafts.box_desk import BoxDesk, View
from balise.usecases.procedures.ask_operator import AskOperator


@dataclass(frozen=True, slots=True)
class ConfirmDraft(ABC, Generic[View]):
    """Turn a complete draft into a request; what its letter says of its own is `said`."""

    kind: ClassVar[Kind]

    store: Store
    desk: BoxDesk[View]
    ask: AskOperator

    async def __call__(self, conversation_id: str) -> View:
        """
        Return the confirmed procedure; its letter waits in the outbox.

        Raises:
            NotSignedIn, NotFound: no draft.
            Conflict: the draft is not complete (any more), or changed meanwhile.
            TemporaryFailure: the directory does not answer, or not wholly.

        """
        async with self.store.begin() as work:
            person, draft = await self.desk.held(work, conversation_id, self.kind)
            view = self.desk.view(self.fresh(draft), await self.desk.boxes(work, person))
            check_sendable(view.procedure, conversation_id, view.missing)
            saved = await self.ask(work, view, await self.desk.holder(person.rpps), **self.said(view))
        return replace(view, procedure=saved)

    def fresh(self, draft: Procedure) -> Procedure:
        """Return the draft without what time has made wrong in it."""
        return draft

    @abstractmethod
    def said(self, view: View) -> dict[str, str]:
        """Return the words of its letter."""
