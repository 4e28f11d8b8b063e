"""What the forms about one's own boxes share: taking an answer, and sending what was agreed to."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, Generic, TypeVar

from rasa_sdk.events import SlotSet

from actions.base import Events, FormAction, ValidateAction, form_slots
from actions.turn import Turn
from balise.errors import Conflict, NotFound
from balise.model.form import Taken

Field = TypeVar("Field", bound=StrEnum)


def asked_in(turn: Turn, fields: type[Field]) -> Field | None:
    """Return the field a form asks for; None when it has only just opened."""
    return fields(turn.asked) if turn.asked in set(fields) else None


class ValidateBoxForm(ValidateAction, Generic[Field]):
    """
    Takes what was said as the answer to what was asked; what is no answer is left to the rules.

    What opened the form waits in the slot `hint`. `remarks` are said, by what became of the answer, before the form asks on.
    """

    fields: type[Field]
    remarks: ClassVar[Mapping[Taken, str]]

    async def take(self, turn: Turn) -> Events:
        """Fill the draft and project it on the slots."""
        asked = asked_in(turn, self.fields)
        said = turn.text if asked else turn.slot("hint") or ""
        if asked and (not said or await self.leaves(turn, asked)):
            return []
        missing, taken = await self.filled(turn, asked, said)
        if taken is Taken.NOT_AN_ANSWER:
            return []
        if taken in self.remarks:
            turn.say(self.remarks[taken])
        return [SlotSet("hint", None), *form_slots(missing, confirmed=taken is Taken.CONFIRMED)]

    @abstractmethod
    async def filled(self, turn: Turn, asked: Field | None, said: str) -> tuple[Field, Taken]:
        """Take an answer into the draft; return what is missing now, and what became of the answer."""

    @abstractmethod
    async def leaves(self, turn: Turn, asked: Field) -> bool:
        """Say whether a message said in answer to a question rather interrupts it."""


class SubmitAction(FormAction):
    """Sends the request once the form is complete. `changed` is said when its draft no longer is."""

    offers_second = True
    fields: ClassVar[type[StrEnum]]
    changed: ClassVar[str]

    async def act(self, turn: Turn) -> Events:
        """Send, unless the form was left without a yes."""
        *_, consent = self.fields
        if turn.slot(consent) is not None:
            try:
                await self.send(turn)
            except (Conflict, NotFound):
                turn.say(self.changed)
        return [SlotSet(field, None) for field in self.fields]

    @abstractmethod
    async def send(self, turn: Turn) -> None:
        """Confirm the draft, and say where it goes. Raises Conflict, NotFound."""
