"""Confirm the choice of a preferred box; it takes the place of the one chosen before for the same practice situation."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.form import check_sendable
from balise.model.preferred import place_of, standing
from balise.model.procedure import Actor, Kind, Procedure, State
from balise.ports import Clock, Store, Work
from balise.usecases.preferred.desk import Choice, PreferredDesk


@dataclass(frozen=True, slots=True)
class ConfirmPreferred:
    """
    Turn the draft into a choice.

    The directory has no setting for it, so that nobody is asked for anything: what is sent is what makes the address known,
    handed to its holder with the answer.
    """

    store: Store
    desk: PreferredDesk
    clock: Clock

    async def __call__(self, conversation_id: str) -> Choice:
        """
        Return the choice, sent.

        Raises:
            NotSignedIn, NotFound: no draft.
            Conflict: no box is chosen, or the draft changed meanwhile.

        """
        async with self.store.begin() as work:
            person, draft = await self.desk.held(work, conversation_id, Kind.PREFERRED_BOX)
            view = self.desk.view(draft, await self.desk.boxes(work, person))
            check_sendable(draft, conversation_id, view.missing)
            box = next(b for b in view.boxes if b.address == draft.address)
            place = place_of(box)
            former = standing(await work.procedures.of_holder(person.rpps)).get(place)
            agreed = draft.edited(place=place or None).moved(State.CONFIRMED, Actor.PRACTITIONER, self.clock())
            saved = await work.procedures.save(agreed.moved(State.SENT, Actor.WORKER, self.clock(), "kit"))
            if former is not None and former.open:
                await self._replace(work, former)
        return Choice.of(saved, box, await self.desk.holder(person.rpps))

    async def _replace(self, work: Work, former: Procedure) -> None:
        await work.procedures.save(former.moved(State.CANCELLED, Actor.PRACTITIONER, self.clock(), "replaced"))
