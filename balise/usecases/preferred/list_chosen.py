"""The preferred boxes a person has chosen."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.preferred import standing
from balise.ports import Store
from balise.usecases.preferred.desk import Choice, PreferredDesk


@dataclass(frozen=True, slots=True)
class ListPreferred:
    """Show the choice that holds in each practice situation."""

    store: Store
    desk: PreferredDesk

    async def __call__(self, conversation_id: str) -> list[Choice]:
        """
        Return the choices, those whose box is no longer published left out.

        Raises:
            NotSignedIn: choices are their holder's.

        """
        async with self.store.begin() as work:
            person = await self.desk.person(work, conversation_id)
            chosen = standing(await work.procedures.of_holder(person.rpps))
            boxes = {box.address: box for box in await self.desk.boxes(work, person)}
        holder = await self.desk.holder(person.rpps)
        return [Choice.of(p, boxes[p.address], holder) for p in chosen.values() if p.address in boxes]

    async def meant(self, conversation_id: str, text: str) -> list[Choice]:
        """Return the choice a sentence designates, or all of them when it tells nothing. Raises NotSignedIn."""
        chosen = await self(conversation_id)
        meant = self.desk.designated(text, tuple(choice.box for choice in chosen))
        return [choice for choice in chosen if choice.box == meant.box] or chosen
