"""The preferred box: open the choice, answer, agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, say_guide
from actions.forms import AskAction, OpenBoxForm, SubmitAction, ValidateBoxForm
from actions.preferred_kit import KitAnswers
from actions.rendering import Rendering
from actions.turn import Turn
from balise.errors import BaliseError, NotFound, NotSignedIn, Refused
from balise.model.conversation import Button
from balise.model.form import Taken, confirms
from balise.model.preferred import Asked, asks_the_sheet, edits, place_of
from balise.model.wording import speaks_of
from balise.ports import GuideBook
from balise.usecases.drafts.box_desk import OWN
from balise.usecases.mailboxes.list_boxes import ListBoxes
from balise.usecases.preferred.confirm import ConfirmPreferred
from balise.usecases.preferred.desk import PreferredView
from balise.usecases.preferred.list_chosen import ListPreferred
from balise.usecases.preferred.open import OpenPreferred

FORM = "preferred_form"

_REMARKS = {
    Taken.AMBIGUOUS: "utter_which_box",
    Taken.VAGUE: "utter_which_box",
    Taken.NOT_THEIRS: "utter_not_holder",
    Taken.ONLY_BOX: "utter_preferred_only_box",
    Taken.DECLINED: "utter_preferred_declined",
}


class ActionChoosePreferred(OpenBoxForm):
    """Opens the choice among one's own boxes, after asking whose when that is not said; how one chooses, the sheet tells."""

    action_name = "action_choose_preferred"
    form = FORM
    refusals: ClassVar[Mapping[type[BaliseError], str]] = {Refused: "utter_not_holder"}
    says = frozenset(
        {
            "utter_preferred_whose",
            "utter_guide",
            "utter_preferred_boxes",
            "utter_preferred_boxes_of_others",
            "utter_preferred_sign_in",
            "utter_resumed",
            *refusals.values(),
        }
    )
    keeps_form = False

    def __init__(self, open_preferred: OpenPreferred, guides: GuideBook, list_boxes: ListBoxes, rendering: Rendering) -> None:
        self._open, self._guides, self._list, self._rendering = open_preferred, guides, list_boxes, rendering

    async def act(self, turn: Turn) -> Events:
        """Open the form, or explain."""
        if turn.form not in (None, FORM) and turn.text:
            self._explain(turn)
            return [FollowupAction(turn.form)]
        if turn.text and speaks_of(turn.text) == "unclear" and not turn.form:
            turn.say("utter_preferred_whose")
            return []
        if asks_the_sheet(turn.text):
            return await self._explain_and_list(turn)
        return await self.opened(turn, self._open, "" if turn.asks_more else turn.text or turn.slot("hint") or "")

    async def refused(self, turn: Turn, error: BaliseError) -> Events:
        """Say why no form is opened; who has no box of their own is told what the sheet says."""
        return await self._explain_and_list(turn) if isinstance(error, NotFound) else await super().refused(turn, error)

    async def invite(self, turn: Turn, said: str) -> Events:  # noqa: ARG002 - it is used after
        """Say what the sheet says; once signed in, the choice begins."""
        self._explain(turn)
        turn.say("utter_preferred_sign_in", sign_in=self.sign_in_offer.words)
        return []

    async def _explain_and_list(self, turn: Turn) -> Events:
        try:
            found = await self._list(turn.conversation)
        except NotSignedIn:
            return [*await self.invite(turn, ""), SlotSet("resume", self.action_name)]
        self._explain(turn)
        if found.boxes:
            own = any(box.kind in OWN for box in found.boxes)
            choices = self._rendering.choices(found.boxes, found.operators)
            turn.say("utter_preferred_boxes" if own else "utter_preferred_boxes_of_others", boxes=choices)
        return [SlotSet("hint", None), *([FollowupAction(turn.form)] if turn.form else [])]

    def _explain(self, turn: Turn) -> None:
        guide = self._guides.get("choisir_bal")
        if guide is not None:
            say_guide(turn, guide)


class ValidatePreferredForm(ValidateBoxForm[PreferredView, Asked]):
    """Takes what was said as the answer to what was asked; what is no answer is left to the rules."""

    action_name = "validate_preferred_form"
    fields = Asked
    remarks = _REMARKS
    says = frozenset(_REMARKS.values())

    async def leaves(self, turn: Turn, asked: Asked) -> bool:  # noqa: ARG002 - both questions are about a box
        """Say whether a message said in answer to a question rather interrupts it."""
        return turn.interrupts("box", "email") and not (edits(turn.text) or confirms(turn.text))


class AskPreferredBox(AskAction[PreferredView]):
    """Which box."""

    action_name = "action_ask_preferred_box"
    says = frozenset({"utter_preferred_ask_box", "utter_preferred_ask_another"})

    def __init__(self, chosen: ListPreferred, *asking: Any) -> None:
        super().__init__(*asking)
        self._chosen = chosen

    async def act(self, turn: Turn) -> Events:
        """List the boxes, those of one place together, after those already chosen."""
        view = await self.shown(turn)
        chosen = await self._chosen(turn.conversation)
        choices = self._rendering.choices(view.boxes, [self._operators.of(b.address) for b in view.boxes])
        buttons = [Button(b.address, b.address) for b in view.boxes]
        if not chosen:
            turn.say("utter_preferred_ask_box", boxes=choices, buttons=buttons)
            return []
        lines = [self._texts.line("preferred_chosen", address=c.box.address, place=self._rendering.place(c.box)) for c in chosen]
        turn.say("utter_preferred_ask_another", chosen="\n".join(lines), boxes=choices, buttons=buttons)
        return []


class AskPreferredConfirmed(AskAction[PreferredView]):
    """The recap."""

    action_name = "action_ask_preferred_confirmed"
    says = frozenset({"utter_preferred_recap"})

    def __init__(self, chosen: ListPreferred, *asking: Any) -> None:
        super().__init__(*asking)
        self._chosen = chosen

    async def act(self, turn: Turn) -> Events:
        """Show which address for which place, what it replaces there, and what follows."""
        box = (await self.shown(turn)).box
        if box is None:
            return []
        before = [c.box.address for c in await self._chosen(turn.conversation) if place_of(c.box) == place_of(box)]
        replaced = [self._texts.line("preferred_former", address=address) for address in before if address != box.address]
        place = self._rendering.place(box)
        turn.say("utter_preferred_recap", address=box.address, place=place, former="".join(replaced))
        return []


class ActionSubmitPreferred(SubmitAction):
    """Notes the choice once it is agreed to, and hands over what makes it known."""

    action_name = "action_submit_preferred"
    says = frozenset({"utter_preferred_done", "utter_preferred_changed"})
    fields = Asked
    changed = "utter_preferred_changed"

    def __init__(self, confirm: ConfirmPreferred, kit: KitAnswers) -> None:
        self._confirm, self._kit = confirm, kit

    async def send(self, turn: Turn) -> Events:
        """Confirm, give the reference, and hand over the kit."""
        return await self._kit.say(turn, "utter_preferred_done", await self._confirm(turn.conversation))
