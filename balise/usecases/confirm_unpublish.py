"""Confirm a dépublication: the state, the history and the request leave together or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.form import check_sendable
from balise.model.letter import quoted
from balise.model.mailbox import Professional
from balise.model.procedure import Actor, Kind, Letter, Procedure, State
from balise.ports import Clock, Store, Texts
from balise.usecases.holder_fields import holder_fields
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
            person, draft = await self.desk.held(work, conversation_id, Kind.UNPUBLISH)
            view = self.desk.view(draft, await self.desk.boxes(work, person.rpps))
            check_sendable(draft, conversation_id, view.missing)
            asked = draft.edited(recipient=view.recipient, operator=view.recipient_operator or None)
            saved = await work.procedures.save(asked.moved(State.CONFIRMED, Actor.PRACTITIONER, self.clock()))
            await work.outbox.add(self._letter(view, saved, await self.desk.holder(person.rpps)))
        return UnpublishView(saved, view.boxes, view.operators, view.recipient)

    def _letter(self, view: UnpublishView, procedure: Procedure, holder: Professional | None) -> Letter:
        known = bool(view.recipient_operator)
        body = self.texts.line(
            "letter_unpublish_body",
            greeting=self.texts.line("letter_to_operator" if known else "letter_to_support"),
            reference=procedure.reference,
            address=procedure.address,
            rpps=procedure.holder,
            **holder_fields(self.texts, procedure, view.box, holder),
            operator=", ".join(o.label for o in view.operators) or self.texts.line("operator_unknown"),
            kept=view.kept or self.texts.line("letter_no_kept"),
            contact=self.texts.line("letter_contact", kept=view.kept) if view.kept else self.texts.line("letter_contact_here"),
            auto_reply=quoted(view.auto_reply) if view.auto_reply else self.texts.line("letter_no_auto_reply"),
        )
        subject = self.texts.line("letter_unpublish_subject", reference=procedure.reference, address=procedure.address)
        key = procedure.key("request", view.recipient_operator)
        return Letter(key, procedure.reference, view.recipient, subject, body, State.SENT)
