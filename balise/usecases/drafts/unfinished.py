"""What a person has begun and not finished, to be offered again at their next visit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from balise.model.procedure import Procedure, State
from balise.ports import Store
from balise.usecases.procedures.theirs import theirs

MOST = 3
"""How many are offered: more would be a list to read."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Find drafts again: of a person, from whichever door they began them; of nobody, in the conversation that holds them."""

    store: Store

    async def __call__(self, conversation_id: str) -> list[Procedure]:
        """Return the latest drafts, newest first."""
        async with self.store.begin() as work:
            found = await theirs(work, conversation_id)
        return [p for p in found if p.state is State.DRAFT][:MOST]

    async def carry(self, former: str, conversation_id: str) -> bool:
        """Bring what nobody has signed for from a conversation to the one that follows it; say whether there was any."""
        async with self.store.begin() as work:
            found = await work.procedures.of_conversation(former)
            drafts = [p for p in found if p.state is State.DRAFT and not p.holder]
            for draft in drafts:
                await work.procedures.save(replace(draft, conversation=conversation_id))
        return bool(drafts)
