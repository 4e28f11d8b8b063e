"""Ask for the end of a delegation, whoever wants it: its holder, or the worker on its last day."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import Conflict
from balise.model.delegation import runs, withdrawal_of
from balise.model.letter import one_line
from balise.model.procedure import Actor, Kind, Procedure, draft
from balise.ports import Clock, Work
from balise.usecases.delegation.desk import DelegationDesk, DelegationWords
from balise.usecases.procedures.ask_operator import AskOperator


@dataclass(frozen=True, slots=True)
class EndDelegation:
    """Request the withdrawal of one delegation, once."""

    desk: DelegationDesk
    words: DelegationWords
    ask: AskOperator
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
        made = draft(
            Kind.WITHDRAW_DELEGATION, conversation_id, self.clock(), delegation.holder, delegation.holder_name, by
        ).edited(
            delegation.address,
            delegation=delegation.reference,
            delegate=delegation.detail("delegate"),
            role=delegation.detail("role"),
        )
        # Whether the directory answers or not, an end that is due is asked for: nothing of it is read here.
        asked, letter = self.ask.prepared(self.desk.view(made, ()), None, by, **self._words(delegation, by))
        await work.procedures.add(asked)
        await work.procedures.save(delegation.noted(withdrawal=asked.reference))
        await work.outbox.add(letter)
        return asked

    def _words(self, delegation: Procedure, by: Actor) -> dict[str, str]:
        line = self.words.texts.line
        return {
            "delegation": delegation.reference,
            "delegate": one_line(delegation.detail("delegate")),
            "role": self.words.role(delegation),
            "email": self.words.email(delegation),
            "when": line("withdraw_at_end" if by is Actor.WORKER else "withdraw_now"),
            "reason": line("withdraw_as_planned" if by is Actor.WORKER else "withdraw_by_holder"),
        }
