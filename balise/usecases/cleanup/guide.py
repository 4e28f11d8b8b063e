"""Guide somebody through the cleanup of a full box, step by step. Balise sees nothing of the box: their word is taken."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.cleanup import Answer, Asked, Step, answer_in, next_step, skipped
from balise.model.form import Taken, check_sendable, shown_in
from balise.model.procedure import Actor, Evidence, Kind, Procedure, Proof, State
from balise.ports import Clock, Store
from balise.usecases.drafts.own import own_draft
from balise.usecases.procedures.again import again


@dataclass(frozen=True, slots=True)
class CleanupView:
    """A cleanup as it stands. `begun` says that a step had already been answered."""

    procedure: Procedure

    @property
    def step(self) -> Step | None:
        """The step to do, None once all are done or skipped."""
        return next_step(self.procedure)

    @property
    def begun(self) -> bool:
        """Whether a step was done or skipped."""
        return bool(self.procedure.details)

    @property
    def missing(self) -> Asked:
        """The next thing to ask."""
        return Asked.OUTCOME if self.step is None else Asked.STEP


@dataclass(frozen=True, slots=True)
class GuideCleanup:
    """Go through the steps, then close the cleanup. No sign-in is needed."""

    store: Store
    clock: Clock

    async def fill(self, conversation_id: str, asked: Asked | None, text: str) -> tuple[CleanupView, Taken]:
        """
        Return (the cleanup as it now stands, what became of the answer); the draft is made at the first call.

        Still full, the steps that were skipped are to be done after all.
        """
        return await again(lambda: self._fill(conversation_id, asked, text))

    async def _fill(self, conversation_id: str, asked: Asked | None, text: str) -> tuple[CleanupView, Taken]:
        async with self.store.begin() as work:
            _, found = await own_draft(work, Kind.CLEANUP, conversation_id, self.clock())
            here, known = shown_in(found, conversation_id)
            changed, taken = _take(here, asked if known else None, text)
            changed = found if changed == found else await work.procedures.save(changed)
        return CleanupView(changed), taken

    async def close(self, conversation_id: str) -> Procedure:
        """
        Return the cleanup, done on the person's word.

        Raises:
            Conflict: a step is left, or it was taken up in another conversation.

        """
        async with self.store.begin() as work:
            _, found = await own_draft(work, Kind.CLEANUP, conversation_id, self.clock())
            check_sendable(found, conversation_id, CleanupView(found).missing)
            at, by = self.clock(), Actor.PRACTITIONER
            acted = found.moved(State.CONFIRMED, by, at).moved(State.SENT, by, at)
            return await work.procedures.save(acted.moved(State.DONE, by, at, "word", Proof(at, Evidence.WORD, by)))


def _take(draft: Procedure, asked: Asked | None, text: str) -> tuple[Procedure, Taken]:
    if asked is None:
        return draft, Taken.TAKEN
    step, answer = next_step(draft), answer_in(asked, text)
    match answer:
        case Answer.DONE | Answer.SKIPPED if step:
            return draft.edited(**{step: answer}), Taken.TAKEN
        case Answer.CANNOT:
            return draft, Taken.CANNOT
        case Answer.RECEIVES if step is None:
            return draft, Taken.CONFIRMED
        case Answer.FULL if step is None:
            return draft.edited(**dict.fromkeys(skipped(draft))), Taken.DECLINED
    return draft, Taken.NOT_AN_ANSWER
