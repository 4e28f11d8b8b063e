"""Confirm a dépublication: the state, the history and the request leave together or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from balise.model.form import check_sendable
from balise.model.letter import quoted
from balise.model.procedure import Kind
from balise.ports import Store, Texts
from balise.usecases.ask_operator import AskOperator
from balise.usecases.unpublish import UnpublishDesk, UnpublishView


@dataclass(frozen=True, slots=True)
class ConfirmUnpublish:
    """Turn the draft into a request."""

    store: Store
    desk: UnpublishDesk
    texts: Texts
    ask: AskOperator

    async def __call__(self, conversation_id: str) -> UnpublishView:
        """
        Return the confirmed procedure; its letter waits in the outbox.

        Raises:
            NotSignedIn, NotFound: no draft.
            Conflict: the draft is not complete, or changed meanwhile.

        """
        async with self.store.begin() as work:
            person, draft = await self.desk.held(work, conversation_id, Kind.UNPUBLISH)
            view = self.desk.view(draft, await self.desk.boxes(work, person.rpps))
            check_sendable(draft, conversation_id, view.missing)
            saved = await self.ask(work, view, await self.desk.holder(person.rpps), **self._words(view))
        return replace(view, procedure=saved)

    def _words(self, view: UnpublishView) -> dict[str, str]:
        line = self.texts.line
        return {
            "kept": view.kept or line("letter_no_kept"),
            "contact": line("letter_contact", kept=view.kept) if view.kept else line("letter_contact_here"),
            "auto_reply": quoted(view.auto_reply) if view.auto_reply else line("letter_no_auto_reply"),
        }
