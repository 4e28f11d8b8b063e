"""Let an agent see what is unfinished, and fill in what its holder could not; only they can confirm it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from balise.model.completion import completed
from balise.model.procedure import Procedure
from balise.ports import Clock, Directory, Store, Texts
from balise.usecases.procedures.again import again
from balise.usecases.procedures.tell import tell


@dataclass(frozen=True, slots=True)
class CompleteDraft:
    """The drafts of everybody, and one field of one of them at a time."""

    store: Store
    directory: Directory
    texts: Texts
    clock: Clock

    async def drafts(self) -> list[tuple[Procedure, datetime]]:
        """Return the drafts, each with when it was last touched, the latest first."""
        async with self.store.begin() as work:
            return await work.procedures.drafts()

    async def __call__(self, reference: str, field: str, value: str) -> Procedure:
        """
        Return the draft, filled in; its holder is told where they began it, and is shown it again before they agree to anything.

        Raises:
            NotFound: no such procedure.
            Conflict, Invalid: see `balise.model.completion`.

        """
        return await again(lambda: self._complete(reference, field, value))

    async def _complete(self, reference: str, field: str, value: str) -> Procedure:
        async with self.store.begin() as work:
            draft = await work.procedures.get(reference)
            boxes = (await self.directory.boxes_of(draft.holder)).mailboxes if draft.holder else ()
            saved = await work.procedures.save(completed(draft, field, value, {b.address for b in boxes}, self.clock()))
            await tell(work, self.texts, saved, "draft_completed", kind=self.texts.line(f"kind_{saved.kind}"))
        return saved
