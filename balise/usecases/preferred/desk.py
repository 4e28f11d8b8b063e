"""What the steps of choosing a preferred box share: the draft, the boxes around it, and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from balise.model.identity import Person
from balise.model.mailbox import Mailbox, Professional
from balise.model.preferred import Asked, number_of, place_of
from balise.model.procedure import Procedure
from balise.ports import Work
from balise.usecases.drafts.box_desk import BoxDesk, BoxView


@dataclass(frozen=True, slots=True)
class PreferredView(BoxView):
    """The draft of a choice and what surrounds it: `box` is the one chosen."""

    @property
    def missing(self) -> Asked:
        """The next thing to ask."""
        return Asked.BOX if self.box is None else Asked.CONFIRMED


@dataclass(frozen=True, slots=True)
class PreferredDesk(BoxDesk[PreferredView]):
    """Reads the choice of the person who holds a conversation, with the boxes around it."""

    async def boxes(self, work: Work, person: Person) -> tuple[Mailbox, ...]:  # noqa: ARG002 - any box may be preferred
        """
        Return the personal boxes, those of one place together, places in the directory's order.

        Those of a place where the person does not practise, by the situations their sign-in told, come last.
        """
        found = await self.every_box(person.rpps)
        places = list(dict.fromkeys(map(place_of, found)))
        told = {situation.structure_id for situation in person.situations}
        numbers = {number_of(box) for box in found} - {""}
        # A sign-in that names none of these places as the directory does tells nothing of them.
        left = numbers - told if numbers & told else frozenset()
        return tuple(sorted(found, key=lambda box: (number_of(box) in left, places.index(place_of(box)))))

    def view(self, procedure: Procedure, boxes: tuple[Mailbox, ...]) -> PreferredView:
        """Return the draft with what surrounds it."""
        return PreferredView(procedure, boxes, *self.route(procedure.address))


@dataclass(frozen=True, slots=True)
class Choice:
    """A preferred box that was chosen, with the person as the directory shows them."""

    procedure: Procedure
    box: Mailbox
    holder: Professional

    @classmethod
    def of(cls, procedure: Procedure, box: Mailbox, holder: Professional | None) -> Self:
        """Return a choice; who is not in the directory is called as they were when they signed in."""
        return cls(procedure, box, holder or Professional(procedure.holder, procedure.holder_name, ""))
