"""Say where requests are, and cancel one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from balise.errors import Conflict, NotFound
from balise.model.procedure import REFERENCE_PATTERN, Actor, Letter, Procedure, State
from balise.ports import Clock, Store, Texts, Work


def find_reference(text: str) -> str | None:
    """Return the reference written in a sentence, whatever its case, hyphen or spaces; None when there is none."""
    loose = REFERENCE_PATTERN.replace("-", r"[ \-–]?", 1)
    # A lookahead finds them overlapping: in « avec 7KQ4 9MXB », « AVEC 7KQ4 » would hide the right one.
    candidates = re.findall(rf"(?<![A-Z0-9])(?=({loose})(?![A-Z0-9]))", text, re.IGNORECASE)
    best = max(candidates, key=_likeness, default="")
    if _likeness(best) == 0:
        return None
    bare = re.sub(r"[^A-Z0-9]", "", best.upper())
    return f"{bare[:4]}-{bare[4:]}"


def _likeness(candidate: str) -> int:
    """Say how much eight characters look like a reference rather than like words (« peut-etre »); 0 for mere words."""
    digits = sum(bool(re.search(r"\d", half)) for half in (candidate[:4], candidate[-4:]))
    hyphen = bool(re.search(r"[\-–]", candidate))
    return digits + 2 * hyphen if digits or (hyphen and candidate.isupper()) else 0


async def theirs(work: Work, conversation_id: str) -> list[Procedure]:
    """Return the procedures of who holds a conversation: those of their identity, and those started in it; newest first."""
    conversation = await work.conversations.get(conversation_id)
    found = {p.reference: p for p in await work.procedures.of_conversation(conversation_id)}
    if conversation.sign_in is not None:
        rpps = conversation.sign_in.person.rpps
        found = {r: p for r, p in found.items() if p.holder in ("", rpps)}
        found |= {p.reference: p for p in await work.procedures.of_holder(rpps)}
    return sorted(found.values(), key=lambda p: p.created_at, reverse=True)


@dataclass(frozen=True, slots=True)
class FollowProcedures:
    """Show a person their own procedures."""

    store: Store

    async def __call__(self, conversation_id: str, text: str) -> list[Procedure]:
        """
        Return the procedure whose reference the sentence holds, or all of theirs, newest first, cancelled drafts left out.

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
            NotFound: not one of theirs.
            Conflict: it can no longer be cancelled.

        """
        try:
            return await self._cancel(conversation_id, reference, why)
        except Conflict:
            # Its letter was leaving at that very moment: it can still be cancelled, by a letter that follows.
            return await self._cancel(conversation_id, reference, why)

    async def _cancel(self, conversation_id: str, reference: str, why: str) -> Procedure:
        async with self.store.begin() as work:
            found = next((p for p in await theirs(work, conversation_id) if p.reference == reference), None)
            if found is None:
                raise NotFound("procedure")
            cancelled = await work.procedures.save(found.moved(State.CANCELLED, Actor.PRACTITIONER, self.clock(), why))
            await work.outbox.withdraw(reference)
            if found.state in (State.SENT, State.ACKNOWLEDGED):
                await work.outbox.add(self._letter(cancelled))
        return cancelled

    def _letter(self, procedure: Procedure) -> Letter:
        recipient = procedure.detail("recipient") or self.support
        values = {
            "reference": procedure.reference,
            "kind": self.texts.line(f"kind_{procedure.kind}"),
            "address": procedure.address,
            "holder": procedure.holder_name or self.texts.line("ticket_nobody"),
        }
        return Letter(
            f"{procedure.reference}-cancel",
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
        async with self.store.begin() as work:
            own = await theirs(work, conversation_id)
            drafts = [p for p in own if p.state is State.DRAFT and p.conversation == conversation_id]
            for draft in drafts:
                await work.procedures.save(draft.moved(State.CANCELLED, Actor.PRACTITIONER, self.clock(), "abandoned"))
        return len(drafts)


def _never_began(procedure: Procedure) -> bool:
    """Say whether it was given up before it was confirmed."""
    return procedure.state is State.CANCELLED and all(move.after is not State.CONFIRMED for move in procedure.history)
