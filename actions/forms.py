"""What the forms about one's own boxes share: opening, asking, taking an answer, and sending what was agreed to."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.base import Events, FormAction, TopicAction, ValidateAction, form_slots, open_form, say_guide
from actions.rendering import Rendering
from actions.turn import Turn
from balise.errors import BaliseError, Conflict, NotFound, NotSignedIn, Refused
from balise.model.auto_reply import WRITING
from balise.model.conversation import Button
from balise.model.form import Taken
from balise.model.french.dates import Trouble
from balise.model.mailbox import Mailbox
from balise.model.period import start_of
from balise.model.speech import asks_how
from balise.ports import GuideBook, OperatorBook, Texts
from balise.usecases.drafts.box_desk import BoxView, View
from balise.usecases.drafts.fill import FillDraft

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
            return await self.refused(turn, error)
        if begun and turn.form != self.form:
            turn.say("utter_resumed", reference=view.procedure.reference)
        return open_form(self.form, SlotSet("hint", said), *form_slots(view.missing))

    @abstractmethod
    async def invite(self, turn: Turn, said: str) -> Events:
        """Say that signing in comes first."""

    async def refused(self, turn: Turn, error: BaliseError) -> Events:
        """Say why no form is opened."""
        turn.say(self.refusals[type(error)])
        return [SlotSet("hint", None)]


class OpenGuidedForm(OpenBoxForm):
    """
    Opens a form that a sheet's guide explains: to who asks how, and to who has not signed in yet.

    `topic` is the intent whose guide it is. In a form among `explained_in` nothing else is opened: it is of the same subject.
    """

    topic: ClassVar[str]
    explained_in: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, opening: Open, guides: GuideBook, texts: Texts) -> None:
        self._open, self._guides, self._texts = opening, guides, texts

    async def act(self, turn: Turn) -> Events:
        """Open or resume the draft; a sentence said before signing in is used after."""
        if asks_how(turn.text) or (turn.form in self.explained_in and turn.text):
            self.explain(turn)
            return []
        return await self.opened(turn, self._open, turn.text or turn.slot("hint") or "")

    async def invite(self, turn: Turn, said: str) -> Events:  # noqa: ARG002 - it is used after
        """Say what the sheet says; once signed in, the form opens."""
        self.explain(turn, self.sign_in_offer.words)
        return []

    def explain(self, turn: Turn, sign_in: str = "") -> None:
        """Say the guide, and how to begin: by signing in, which these words offer, or by a button."""
        guide = self._guides.get(self.topic)
        begin = () if sign_in else (Button(self._texts.line(f"intent_{self.topic}"), f"/{self.topic}"),)
        if guide is not None:
            say_guide(turn, guide, sign_in=sign_in, buttons=begin)


class AskAction(FormAction, Generic[View]):
    """Asks one field, showing the draft."""

    def __init__(self, fill: FillDraft[View, Any], operators: OperatorBook, rendering: Rendering, texts: Texts) -> None:
        self._fill, self._operators, self._rendering, self._texts = fill, operators, rendering, texts

    async def act(self, turn: Turn) -> Events:
        """Ask."""
        self.ask(turn, await self.shown(turn))
        return []

    async def shown(self, turn: Turn) -> View:
        """Return the draft as it stands; the question says which step it is."""
        view, _ = await self._fill(turn.conversation, None, "")
        turn.step = view.step
        return view

    @abstractmethod
    def ask(self, turn: Turn, view: View) -> None:
        """Say the question."""

    def say_choices(self, turn: Turn, response: str, boxes: Sequence[Mailbox], address: str = "") -> None:
        """Say a question about boxes, numbered, each as a button; `address` is the box already chosen."""
        choices = self._rendering.choices(boxes, [self._operators.of(b.address) for b in boxes])
        turn.say(response, boxes=choices, buttons=[Button(b.address, b.address) for b in boxes], address=address)


TROUBLED_DAYS = {
    Trouble.NO_END: "utter_days_no_end",
    Trouble.VAGUE: "utter_days_vague",
    Trouble.PAST: "utter_days_past",
    Trouble.IMPOSSIBLE: "utter_days_impossible",
    Trouble.END_BEFORE_START: "utter_days_backwards",
    Trouble.SEVERAL: "utter_days_several",
    Trouble.AMBIGUOUS_YEAR: "utter_days_which_year",
}
"""What is asked about days that make no period."""


class AskPeriod(AskAction[View]):
    """Asks for days; or what is not clear in those that were given."""

    def says_trouble(self, turn: Turn, view: View) -> bool:
        """Ask what is not clear in the days given, if anything; say whether it did."""
        trouble, words, start = view.procedure.detail("trouble"), view.procedure.detail("dates"), start_of(view.procedure)
        if not words or trouble not in TROUBLED_DAYS or (trouble == Trouble.NO_END and not start):
            return False
        turn.say(TROUBLED_DAYS[Trouble(trouble)], said=words, start=self._rendering.day(start) if start else "")
        return True


class ValidateBoxForm(ValidateAction, Generic[View, Field]):
    """
    Takes what was said as the answer to what was asked; what is no answer is left to the rules.

    What opened the form waits in the slot `hint`. `remarks` are said, by what became of the answer, before the form asks on.
    After those among `leaving` it is left, its draft kept; those among `asking` ask something themselves.
    """

    leaving: ClassVar[frozenset[Taken]] = frozenset()
    asking: ClassVar[frozenset[Taken]] = frozenset()
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
            self.remark(turn, view, taken)
        if taken in self.asking:
            return self.waiting()
        left = [SlotSet("requested_slot", None), ActiveLoop(None)] if taken in self.leaving else []
        return [SlotSet("hint", None), *form_slots(view.missing, confirmed=taken is Taken.CONFIRMED), *left]

    def remark(self, turn: Turn, view: View, taken: Taken) -> None:  # noqa: ARG002 - a form may tell more of its draft
        """Say what became of the answer."""
        turn.say(self.remarks[taken])

    async def is_writing(self, turn: Turn) -> bool:
        """Say whether the words of an auto-reply are being asked for: any sentence may then be them."""
        view, _ = await self._fill(turn.conversation, None, "")
        return bool(view.procedure.detail(WRITING))

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
        offered = None
        if turn.slot(consent) is not None:
            try:
                offered = await self.send(turn)
            except (Conflict, NotFound):
                turn.say(self.changed)
        return [*(SlotSet(field, None) for field in self.fields), *(offered or ())]

    @abstractmethod
    async def send(self, turn: Turn) -> Events | None:
        """Confirm the draft, and say where it goes; return what is offered after, if anything. Raises Conflict, NotFound."""
