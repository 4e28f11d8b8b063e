"""What the forms about one's own boxes share: opening, asking, taking an answer, and sending what was agreed to."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from rasa_sdk.events import SlotSet

from actions.base import Events, FormAction, TopicAction, ValidateAction, form_slots, open_form
from actions.rendering import Rendering
from actions.turn import Turn
from balise.errors import BaliseError, Conflict, NotFound, NotSignedIn, Refused
from balise.model.conversation import Button
from balise.model.form import Taken
from balise.model.mailbox import Mailbox
from balise.ports import OperatorBook, Texts
from balise.usecases.box_desk import BoxView, View
from balise.usecases.fill_draft import FillDraft

Field = TypeVar("Field", bound=StrEnum)

Open = Callable[[str, str], Awaitable[tuple[BoxView, bool]]]
"""Makes a draft, or takes it up, from a conversation and what was said: (the draft, whether it had been begun earlier)."""


def asked_in(turn: Turn, fields: type[Field]) -> Field | None:
    """Return the field a form asks for; None when it has only just opened."""
    return fields(turn.asked) if turn.asked in set(fields) else None


class OpenBoxForm(TopicAction):
    """
    Opens a form about one's own boxes, for their holder only.

    `refusals` are said, by error, when no form is opened.
    """

    form: ClassVar[str]
    refusals: ClassVar[Mapping[type[BaliseError], str]]

    async def opened(self, turn: Turn, opening: Open, said: str) -> Events:
        """Open or resume the draft; a sentence said before signing in is used after."""
        try:
            view, begun = await opening(turn.conversation, said)
        except NotSignedIn:
            return [*await self.invite(turn, said), SlotSet("resume", self.action_name), SlotSet("hint", said)]
        except (NotFound, Refused, Conflict) as error:
            turn.say(self.refusals[type(error)])
            return [SlotSet("hint", None)]
        if begun and turn.form != self.form:
            turn.say("utter_resumed", reference=view.procedure.reference)
        return open_form(self.form, SlotSet("hint", said), *form_slots(view.missing))

    @abstractmethod
    async def invite(self, turn: Turn, said: str) -> Events:
        """Say that signing in comes first."""


class AskAction(FormAction, Generic[View]):
    """Asks one field, showing the draft."""

    def __init__(self, fill: FillDraft[View, Any], operators: OperatorBook, rendering: Rendering, texts: Texts) -> None:
        self._fill, self._operators, self._rendering, self._texts = fill, operators, rendering, texts

    async def act(self, turn: Turn) -> Events:
        """Ask."""
        view, _ = await self._fill(turn.conversation, None, "")
        self.ask(turn, view)
        return []

    @abstractmethod
    def ask(self, turn: Turn, view: View) -> None:
        """Say the question."""

    def say_choices(self, turn: Turn, response: str, boxes: Sequence[Mailbox], address: str = "") -> None:
        """Say a question about boxes, numbered, each as a button; `address` is the box already chosen."""
        choices = self._rendering.choices(boxes, [self._operators.of(b.address) for b in boxes])
        turn.say(response, boxes=choices, buttons=[Button(b.address, b.address) for b in boxes], address=address)


class ValidateBoxForm(ValidateAction, Generic[View, Field]):
    """
    Takes what was said as the answer to what was asked; what is no answer is left to the rules.

    What opened the form waits in the slot `hint`. `remarks` are said, by what became of the answer, before the form asks on.
    """

    fields: type[Field]
    remarks: ClassVar[Mapping[Taken, str]]

    def __init__(self, fill: FillDraft[View, Field]) -> None:
        self._fill = fill

    async def take(self, turn: Turn) -> Events:
        """Fill the draft and project it on the slots."""
        asked = asked_in(turn, self.fields)
        said = turn.text if asked else turn.slot("hint") or ""
        if asked and (not said or await self.leaves(turn, asked)):
            return []
        view, taken = await self._fill(turn.conversation, asked, said)
        if taken is Taken.NOT_AN_ANSWER:
            return []
        if taken in self.remarks:
            turn.say(self.remarks[taken])
        return [SlotSet("hint", None), *form_slots(view.missing, confirmed=taken is Taken.CONFIRMED)]

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
