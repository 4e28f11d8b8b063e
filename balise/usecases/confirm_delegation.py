"""Confirm a delegation: the state, the history and the request leave together or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.delegation import fresh
from balise.model.form import check_sendable
from balise.model.letter import one_line
from balise.model.mailbox import Professional
from balise.model.moment import in_france
from balise.model.procedure import Actor, Kind, Letter, Procedure, State
from balise.ports import Clock, Store, Texts
from balise.usecases.delegation import DelegationDesk, DelegationView, DelegationWords
from balise.usecases.holder_fields import holder_fields


@dataclass(frozen=True, slots=True)
class ConfirmDelegation:
    """Turn the draft into a request to the operator of the box, or to the support desk when it has no known contact."""

    store: Store
    desk: DelegationDesk
    texts: Texts
    clock: Clock

    async def __call__(self, conversation_id: str) -> DelegationView:
        """
        Return the confirmed procedure; its letter waits in the outbox.

        Raises:
            NotSignedIn, NotFound: no draft.
            Conflict: the draft is not complete, its last day has passed, or it changed meanwhile.

        """
        async with self.store.begin() as work:
            person, draft = await self.desk.held(work, conversation_id, Kind.DELEGATION)
            draft = fresh(draft, in_france(self.clock()).date())
            view = self.desk.view(draft, await self.desk.every_box(person.rpps))
            check_sendable(draft, conversation_id, view.missing)
            asked = draft.edited(recipient=view.recipient, operator=view.recipient_operator or None)
            saved = await work.procedures.save(asked.moved(State.CONFIRMED, Actor.PRACTITIONER, self.clock()))
            await work.outbox.add(self._letter(view, saved, await self.desk.holder(person.rpps)))
        return DelegationView(saved, view.boxes, view.operators, view.recipient)

    def _letter(self, view: DelegationView, procedure: Procedure, holder: Professional | None) -> Letter:
        words, operator = DelegationWords(self.texts), view.recipient_operator
        body = self.texts.line(
            "letter_delegation_body",
            greeting=self.texts.line("letter_to_operator" if operator else "letter_to_support"),
            reference=procedure.reference,
            address=procedure.address,
            rpps=procedure.holder,
            **holder_fields(self.texts, procedure, view.box, holder),
            operator=", ".join(o.label for o in view.operators) or self.texts.line("operator_unknown"),
            delegate=one_line(procedure.detail("delegate")),
            role=words.role(procedure),
            email=words.email(procedure),
            rights=words.rights(procedure),
            duration=words.duration(procedure),
        )
        subject = self.texts.line("letter_delegation_subject", reference=procedure.reference, address=procedure.address)
        key = procedure.key("request", operator)
        return Letter(key, procedure.reference, view.recipient, subject, body, State.SENT)
