"""The guided cleanup: open, go through the steps, see how it went."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rasa_sdk.events import SlotSet

from actions.base import Events, FormAction, TopicAction, ValidateAction, form_slots, numbered, open_form
from actions.forms import SubmitAction, asked_in
from actions.turn import Turn
from balise.model.cleanup import Answer, Asked, Step
from balise.model.form import Taken, step_of
from balise.ports import GuideBook
from balise.usecases.cleanup.guide import GuideCleanup

FORM = "cleanup_form"

_GUIDES: Mapping[Step, str] = MappingProxyType(
    {Step.BIN: "vider_corbeille", Step.OLD: "trier_messages_anciens", Step.ATTACHMENTS: "chercher_pieces_jointes"}
)
"""The guide that says how each step is done."""


class ActionOpenCleanup(TopicAction):
    """Opens the form; what was already done is not asked again."""

    action_name = "action_open_cleanup"
    says = frozenset({"utter_resumed"})
    keeps_form = False

    def __init__(self, cleanup: GuideCleanup) -> None:
        self._cleanup = cleanup

    async def act(self, turn: Turn) -> Events:
        """Make the draft, or take it up."""
        view, _ = await self._cleanup.fill(turn.conversation, None, "")
        if view.begun and turn.form != FORM:
            turn.say("utter_resumed", reference=view.procedure.reference)
        return open_form(FORM, *form_slots(view.missing))


class ValidateCleanupForm(ValidateAction):
    """Takes what was said of a step, or of the box in the end; anything else is left to the rules."""

    action_name = "validate_cleanup_form"
    says = frozenset({"utter_cleanup_cannot"})

    def __init__(self, cleanup: GuideCleanup, guides: GuideBook) -> None:
        self._cleanup, self._guides = cleanup, guides

    async def take(self, turn: Turn) -> Events:
        """Fill the draft and project it on the slots."""
        asked = asked_in(turn, Asked)
        if asked and not turn.text:
            return []
        view, taken = await self._cleanup.fill(turn.conversation, asked, turn.text)
        match taken:
            case Taken.NOT_AN_ANSWER:
                return []
            case Taken.CANNOT:
                return self._stuck(turn, view.step)
            case Taken.DECLINED:
                return [SlotSet(Asked.STEP, "filled"), SlotSet(Asked.OUTCOME, Answer.FULL)]
        return form_slots(view.missing, confirmed=taken is Taken.CONFIRMED)

    def _stuck(self, turn: Turn, step: Step | None) -> Events:
        """Say whom to ask, and wait: the step still stands."""
        guide = self._guides.get(_GUIDES[step]) if step else None
        if guide is None:
            return []
        *_, whom = guide.steps
        turn.say("utter_cleanup_cannot", whom=whom, source=guide.source)
        return self.waiting()


class AskCleanupStep(FormAction):
    """Says how the next step is done."""

    action_name = "action_ask_cleanup_step"
    says = frozenset({"utter_cleanup_step"})

    def __init__(self, cleanup: GuideCleanup, guides: GuideBook) -> None:
        self._cleanup, self._guides = cleanup, guides

    async def act(self, turn: Turn) -> Events:
        """Show it, in the sheet's words."""
        view, _ = await self._cleanup.fill(turn.conversation, None, "")
        guide = self._guides.get(_GUIDES[view.step]) if view.step else None
        if view.step and guide:
            turn.step = step_of(view.step)
            turn.say("utter_cleanup_step", how="\n".join([guide.text, *numbered(guide.steps)]), source=guide.source)
        return []


class ActionSubmitCleanup(SubmitAction):
    """Closes the cleanup when the box receives again; when it is still full, offers a person."""

    action_name = "action_submit_cleanup"
    says = frozenset({"utter_cleanup_done", "utter_cleanup_still_full", "utter_cleanup_changed"})
    fields = Asked
    changed = "utter_cleanup_changed"

    def __init__(self, cleanup: GuideCleanup) -> None:
        self._cleanup = cleanup

    async def act(self, turn: Turn) -> Events:
        """Close, or offer a person; what was done goes with the request."""
        if turn.slot(Asked.OUTCOME) != Answer.FULL:
            return await super().act(turn)
        turn.say("utter_cleanup_still_full")
        return [*(SlotSet(field, None) for field in Asked), SlotSet("offer", "person")]

    async def send(self, turn: Turn) -> None:
        """Close it on the person's word."""
        closed = await self._cleanup.close(turn.conversation)
        turn.say("utter_cleanup_done", reference=closed.reference)
