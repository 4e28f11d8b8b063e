"""Start a delegation, or take up the one that was left unfinished."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import NotFound, Refused
from balise.model.delegation import another_delegate
from balise.model.delegation_answers import Heard, hear
from balise.model.moment import in_france
from balise.model.period import other_days
from balise.model.procedure import Kind, Procedure
from balise.ports import Clock, Store
from balise.usecases.delegation.desk import DelegationDesk, DelegationView
from balise.usecases.procedures.again import again


@dataclass(frozen=True, slots=True)
class OpenDelegation:
    """Return the person's draft, making one when there is none."""

    store: Store
    desk: DelegationDesk
    clock: Clock

    async def __call__(self, conversation_id: str, text: str) -> tuple[DelegationView, bool]:
        """
        Return (the draft and what surrounds it, whether it had been begun earlier, for the same delegate).

        Raises:
            NotSignedIn: only the holder of a box entrusts it, under their own name.
            NotFound: the directory publishes no personal box for them.
            Refused: `not_holder` when `text` names a box that is not theirs.

        """
        return await again(lambda: self._open(conversation_id, text))

    async def _open(self, conversation_id: str, text: str) -> tuple[DelegationView, bool]:
        async with self.store.begin() as work:
            person = await self.desk.person(work, conversation_id)
            boxes = await self.desk.every_box(person.rpps)
            if not boxes:
                raise NotFound("boxes")
            heard = hear(text, in_france(self.clock()).date(), {b.address for b in boxes}, person.full_name)
            if self.desk.designated(heard.elsewhere, boxes).foreign:
                raise Refused("not_holder")
            found = await self.desk.taken_up(work, Kind.DELEGATION, conversation_id, person, self.clock())
            begun = bool(found.details)
            if _is_somebody_else(found, heard):
                found = await work.procedures.save(other_days(another_delegate(found)).edited(rights=None))
                begun = False
        return self.desk.view(found, boxes), begun


def _is_somebody_else(draft: Procedure, heard: Heard) -> bool:
    """Say whether the sentence speaks of another delegate than the draft's: nothing said of one holds for the other."""
    said = {"role": heard.role or "", "delegate": heard.name}
    return any(value and draft.detail(name) and value != draft.detail(name) for name, value in said.items())
