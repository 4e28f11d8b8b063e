"""Ask for the end of a delegation, whoever wants it: its holder, or the worker on its last day."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import Conflict
from balise.model.delegation import noted, runs, withdrawal_of
from balise.model.letter import one_line
from balise.model.procedure import Actor, Kind, Letter, Procedure, State, draft
from balise.ports import Clock, Texts, Work
from balise.usecases.delegation import DelegationDesk, DelegationWords


@dataclass(frozen=True, slots=True)
class EndDelegation:
    """Request the withdrawal of one delegation, once."""

    desk: DelegationDesk
    texts: Texts
    clock: Clock

    async def __call__(self, work: Work, delegation: Procedure, by: Actor, conversation_id: str) -> Procedure:
        """
        Return the request, linked with the delegation both ways; its letter waits in the outbox.

        Raises:
            Conflict: the delegation does not run, or its end is asked for already.
            Changed: somebody else asks for it at this moment.

        """
        theirs = await work.procedures.of_holder(delegation.holder)
        if not runs(delegation) or withdrawal_of(delegation, theirs) is not None:
            raise Conflict(f"{delegation.reference} has no end left to ask for")
        operators, recipient = self.desk.route(delegation.address)
        operator = next((o.id for o in operators if o.email and o.email == recipient), None)
        made = draft(
            Kind.WITHDRAW_DELEGATION, conversation_id, self.clock(), delegation.holder, delegation.holder_name, by
        ).edited(
            delegation.address,
            delegation=delegation.reference,
            delegate=delegation.detail("delegate"),
            role=delegation.detail("role"),
            recipient=recipient,
            operator=operator,
        )
        asked = made.moved(State.CONFIRMED, by, self.clock())
        await work.procedures.add(asked)
        await work.procedures.save(noted(delegation, withdrawal=asked.reference))
        await work.outbox.add(self._letter(asked, delegation, by, known=operator is not None))
        return asked

    def _letter(self, asked: Procedure, delegation: Procedure, by: Actor, *, known: bool) -> Letter:
        words = DelegationWords(self.texts)
        body = self.texts.line(
            "letter_withdraw_body",
            greeting=self.texts.line("letter_to_operator" if known else "letter_to_support"),
            reference=asked.reference,
            delegation=delegation.reference,
            address=asked.address,
            holder=one_line(asked.holder_name),
            rpps=asked.holder,
            delegate=one_line(delegation.detail("delegate")),
            role=words.role(delegation),
            email=words.email(delegation),
            when=self.texts.line("withdraw_at_end" if by is Actor.WORKER else "withdraw_now"),
            reason=self.texts.line("withdraw_as_planned" if by is Actor.WORKER else "withdraw_by_holder"),
        )
        subject = self.texts.line("letter_withdraw_subject", reference=asked.reference, address=asked.address)
        key = asked.key("request", asked.detail("operator"))
        return Letter(key, asked.reference, asked.detail("recipient"), subject, body, State.SENT)
