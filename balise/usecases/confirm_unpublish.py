"""Confirm a dépublication: the state, the history and the request leave together or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import Conflict, NotFound
from balise.model.procedure import Actor, Letter, Procedure, State
from balise.model.unpublish import Asked
from balise.ports import Clock, Store, Texts
from balise.usecases.unpublish import UnpublishDesk, UnpublishView


@dataclass(frozen=True, slots=True)
class ConfirmUnpublish:
    """Turn the draft into a request to the operator of the box, or to the support desk when it has no known contact."""

    store: Store
    desk: UnpublishDesk
    texts: Texts
    clock: Clock

    async def __call__(self, conversation_id: str) -> UnpublishView:
        """
        Return the confirmed procedure; its letter waits in the outbox.

        Raises:
            NotSignedIn, NotFound: no draft.
            Conflict: the draft is not complete, or changed meanwhile.

        """
        async with self.store.begin() as work:
            person = await self.desk.person(work, conversation_id)
            draft = await self.desk.draft(work, person.rpps)
            if draft is None:
                raise NotFound("draft")
            view = self.desk.view(draft, await self.desk.boxes(work, person.rpps))
            if draft.conversation != conversation_id:
                raise Conflict(f"{draft.reference} was taken up in another conversation")
            if view.missing is not Asked.CONFIRMED:
                raise Conflict(f"{draft.reference} lacks {view.missing}")
            confirmed = draft.edited(recipient=view.recipient).moved(State.CONFIRMED, Actor.PRACTITIONER, self.clock())
            saved = await work.procedures.save(confirmed)
            await work.outbox.add(self._letter(view, saved))
        return UnpublishView(saved, view.boxes, view.operators, view.recipient)

    def _letter(self, view: UnpublishView, procedure: Procedure) -> Letter:
        known = view.recipient != self.desk.support
        body = self.texts.line(
            "letter_unpublish_body",
            greeting=self.texts.line("letter_to_operator" if known else "letter_to_support"),
            reference=procedure.reference,
            address=procedure.address,
            holder=procedure.holder_name,
            rpps=procedure.holder,
            operator=", ".join(o.label for o in view.operators) or self.texts.line("operator_unknown"),
            kept=view.kept or self.texts.line("letter_no_kept"),
            auto_reply=view.auto_reply or self.texts.line("letter_no_auto_reply"),
        )
        subject = self.texts.line("letter_unpublish_subject", reference=procedure.reference, address=procedure.address)
        return Letter(f"{procedure.reference}-request", procedure.reference, view.recipient, subject, body, State.SENT)
