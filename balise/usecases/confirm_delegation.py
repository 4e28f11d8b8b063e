"""Confirm a delegation: the state, the history and the request leave together or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from balise.model.delegation import fresh
from balise.model.form import check_sendable
from balise.model.letter import one_line
from balise.model.moment import in_france
from balise.model.procedure import Kind
from balise.ports import Clock, Store
from balise.usecases.ask_operator import AskOperator
from balise.usecases.delegation import DelegationDesk, DelegationView, DelegationWords


@dataclass(frozen=True, slots=True)
class ConfirmDelegation:
    """Turn the draft into a request."""

    store: Store
    desk: DelegationDesk
    words: DelegationWords
    ask: AskOperator
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
            said = {
                "delegate": one_line(draft.detail("delegate")),
                "role": self.words.role(draft),
                "email": self.words.email(draft),
                "rights": self.words.rights(draft),
                "duration": self.words.duration(draft),
            }
            saved = await self.ask(work, view, await self.desk.holder(person.rpps), **said)
        return replace(view, procedure=saved)
