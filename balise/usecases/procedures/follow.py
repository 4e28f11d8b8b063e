"""Say where requests are, and cancel one."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import Changed, NotFound
from balise.model.letter import one_line
from balise.model.procedure import Actor, Letter, Procedure, State
from balise.model.reference import find_reference
from balise.ports import Clock, Store, Texts
from balise.usecases.procedures.again import again
from balise.usecases.procedures.theirs import one_of_theirs, theirs


@dataclass(frozen=True, slots=True)
class FollowProcedures:
    """Show a person their own procedures."""

    store: Store

    async def __call__(self, conversation_id: str, text: str) -> list[Procedure]:
        """
        Return the procedure whose reference the sentence holds, or all of theirs, newest first, drafts given up left out.

        Raises:
            NotFound: the reference is not one of theirs.

        """
        reference = find_reference(text)
        async with self.store.begin() as work:
            found = await theirs(work, conversation_id)
        if reference is None:
            return [p for p in found if not _never_began(p)]
        matching = [p for p in found if p.reference == reference]
        if not matching:
            raise NotFound("procedure")
        return matching


@dataclass(frozen=True, slots=True)
class CancelProcedure:
    """Cancel one of a person's own procedures, and tell whoever was asked."""

    store: Store
    texts: Texts
    clock: Clock
    support: str

    async def __call__(self, conversation_id: str, reference: str, why: str = "") -> Procedure:
        """
        Return the cancelled procedure. A request not yet sent never leaves; one already sent is followed by a letter.

        Raises:
            NotSignedIn: it is somebody's, and nobody is signed in any more.
            NotFound: not one of theirs.
            Conflict: it can no longer be cancelled.

        """
        # Its letter may be leaving at that very moment: it can still be cancelled, by a letter that follows.
        return await again(lambda: self._cancel(conversation_id, reference, why))

    async def _cancel(self, conversation_id: str, reference: str, why: str) -> Procedure:
        async with self.store.begin() as work:
            found = await one_of_theirs(work, conversation_id, reference)
            doubtful = found.state is State.CONFIRMED and await work.outbox.may_have_left(reference)
            if doubtful:
                # The worker was killed in the middle of the sending: the other side may have it, and has to be told.
                found = found.moved(State.SENT, Actor.WORKER, self.clock(), "may_have_left")
            cancelled = await work.procedures.save(found.moved(State.CANCELLED, Actor.PRACTITIONER, self.clock(), why))
            may_have_left = await work.outbox.withdraw(reference)
            if may_have_left and found.state is State.CONFIRMED:
                raise Changed(f"{reference} began to leave meanwhile")
            if found.state in (State.SENT, State.ACKNOWLEDGED) and not found.asks_nobody:
                await work.outbox.add(self._letter(cancelled))
        return cancelled

    def _letter(self, procedure: Procedure) -> Letter:
        recipient = procedure.detail("recipient") or self.support
        values = {
            "reference": procedure.reference,
            "kind": self.texts.line(f"kind_{procedure.kind}"),
            "address": procedure.address,
            "holder": one_line(procedure.holder_name) or self.texts.line("ticket_nobody"),
        }
        return Letter(
            procedure.key("cancel", procedure.detail("operator")),
            procedure.reference,
            recipient,
            self.texts.line("letter_cancel_subject", **values),
            self.texts.line("letter_cancel_body", **values),
        )


@dataclass(frozen=True, slots=True)
class AbandonDrafts:
    """Close what a person was filling in when they start over."""

    store: Store
    clock: Clock

    async def __call__(self, conversation_id: str) -> int:
        """Cancel their drafts started in a conversation; return how many there were."""
        return await again(lambda: self._abandon(conversation_id))

    async def _abandon(self, conversation_id: str) -> int:
        async with self.store.begin() as work:
            own = await theirs(work, conversation_id)
            drafts = [p for p in own if p.state is State.DRAFT and p.conversation == conversation_id]
            for draft in drafts:
                await work.procedures.save(draft.moved(State.CANCELLED, Actor.PRACTITIONER, self.clock(), "abandoned"))
        return len(drafts)


def _never_began(procedure: Procedure) -> bool:
    """Say whether it was given up, or left, before it was confirmed."""
    return procedure.state in (State.CANCELLED, State.EXPIRED) and not procedure.reached(State.CONFIRMED)
