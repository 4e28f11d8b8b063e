"""Small talk, guides, what was not understood, starting over, yes and no."""

from __future__ import annotations

from rasa_sdk.events import ActiveLoop, AllSlotsReset, FollowupAction, SlotSet

from actions.base import SURE_OF_SUBJECT, Events, TopicAction, Turn, closed_form, say_guide
from balise.errors import Conflict, NotFound
from balise.model.conversation import Button
from balise.model.procedure import State
from balise.ports import GuideBook, Texts
from balise.usecases.follow_procedures import AbandonDrafts, CancelProcedure

SMALL_TALK = frozenset({"saluer", "remercier", "au_revoir", "aide", "defi_bot", "hors_sujet"})

_NEVER_GUESSED = SMALL_TALK | {"affirmer", "nier", "recommencer", "parler_humain"}
"""What no « Vouliez-vous… » button is made of; a person is always offered, last."""

ENDS_A_LOOKUP = frozenset({"remercier", "au_revoir"})

CANCEL = "cancel:"
"""How the `offer` slot holds « shall I cancel REFERENCE? »."""


class ActionAnswer(TopicAction):
    """Answers an intent that needs no procedure: from the sheets when they cover it, else with its own response."""

    action_name = "action_answer"
    says = frozenset({"utter_guide", "utter_misunderstood_in_form", *(f"utter_{intent}" for intent in SMALL_TALK)})

    def __init__(self, guides: GuideBook) -> None:
        self._guides = guides

    async def act(self, turn: Turn) -> Events:
        """Say the guide or the response of the latest intent; in the middle of a form, only when sure of it."""
        if turn.form and turn.text and _beside_the_point(turn):
            turn.say("utter_misunderstood_in_form")
            return []
        guide = self._guides.get(turn.intent)
        if guide is None:
            turn.say(f"utter_{turn.intent}")
            return closed_form(turn) if turn.intent in ENDS_A_LOOKUP else []
        say_guide(turn, guide)
        return []


def _beside_the_point(turn: Turn) -> bool:
    """Say whether a message said in the middle of a form is rather a failed answer to it than a change of subject."""
    return turn.confidence < SURE_OF_SUBJECT or (turn.intent == "hors_sujet" and not turn.is_sentence)


class ActionMisunderstood(TopicAction):
    """First « Vouliez-vous… » with buttons, then the offer of a person."""

    action_name = "action_misunderstood"
    says = frozenset({"utter_did_you_mean", "utter_offer_person", "utter_misunderstood_in_form"})

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def act(self, turn: Turn) -> Events:
        """Ask rather than act on a guess."""
        if turn.form and not turn.misunderstood_before():
            turn.say("utter_misunderstood_in_form")
            return []
        if turn.misunderstood_before():
            turn.say("utter_offer_person")
            return [SlotSet("offer", "person")]
        likely = [intent for intent in turn.ranking if intent not in _NEVER_GUESSED][:3]
        guesses = [Button(self._texts.line(f"intent_{i}"), f"/{i}") for i in (*likely, "aide", "parler_humain")]
        turn.say("utter_did_you_mean", buttons=guesses)
        return []


class ActionStartOver(TopicAction):
    """Leaves whatever was in progress."""

    action_name = "action_start_over"
    says = frozenset({"utter_start_over"})
    keeps_form = False

    def __init__(self, abandon: AbandonDrafts) -> None:
        self._abandon = abandon

    async def act(self, turn: Turn) -> Events:
        """Cancel the drafts, close the form, forget the slots."""
        await self._abandon(turn.conversation)
        turn.say("utter_start_over")
        return [ActiveLoop(None), AllSlotsReset()]


_CANCELLED = {
    State.DRAFT: "utter_draft_cancelled",
    State.CONFIRMED: "utter_procedure_cancelled",
    State.SENT: "utter_procedure_recalled",
    State.ACKNOWLEDGED: "utter_procedure_recalled",
}
"""What is said of a cancelled procedure, by the state it was in."""


class ActionAccept(TopicAction):
    """Does what was offered."""

    action_name = "action_accept"
    says = frozenset({"utter_nothing_offered", "utter_yes_in_form", "utter_cancel_too_late", *_CANCELLED.values()})

    def __init__(self, cancel: CancelProcedure) -> None:
        self._cancel = cancel

    async def act(self, turn: Turn) -> Events:
        """Follow the offer, if there is one."""
        offer = turn.slot("offer") or ""
        if offer.startswith(CANCEL):
            try:
                cancelled = await self._cancel(turn.conversation, offer.removeprefix(CANCEL))
            except (Conflict, NotFound):
                turn.say("utter_cancel_too_late")
                return []
            before = cancelled.history[-1].before or State.DRAFT
            turn.say(_CANCELLED[before], reference=cancelled.reference)
            # The form may have been filling this very draft.
            return [ActiveLoop(None), AllSlotsReset()] if before is State.DRAFT else []
        if offer == "person":
            return [FollowupAction("action_open_ticket")]
        turn.say("utter_yes_in_form" if turn.form else "utter_nothing_offered")
        return []


class ActionDecline(TopicAction):
    """Takes a no."""

    action_name = "action_decline"
    says = frozenset({"utter_declined", "utter_offer_declined", "utter_no_in_form"})

    async def act(self, turn: Turn) -> Events:
        """Say that nothing is done."""
        closed = closed_form(turn)
        if turn.form and not closed:
            turn.say("utter_offer_declined" if turn.slot("offer") else "utter_no_in_form")
            return []
        turn.say("utter_declined")
        return closed


class ActionResume(TopicAction):
    """Goes on where the conversation was when the person went to sign in."""

    action_name = "action_resume"
    says = frozenset({"utter_signed_in"})
    keeps_form = False

    async def act(self, turn: Turn) -> Events:
        """Follow the action that had asked for an identity."""
        waiting = turn.slot("resume")
        if waiting:
            return [ActiveLoop(None), SlotSet("resume", None), SlotSet("requested_slot", None), FollowupAction(waiting)]
        if turn.form:
            return [FollowupAction(turn.form)]
        turn.say("utter_signed_in")
        return []
