"""Small talk, guides, what was not understood, starting over, yes and no."""

from __future__ import annotations

from rasa_sdk.events import ActionExecuted, ActiveLoop, AllSlotsReset, FollowupAction, SlotSet, UserUttered

from actions.base import (
    ACCEPT,
    WITHDRAW,
    Events,
    FormAction,
    TopicAction,
    closed_form,
    misunderstood_before,
    offer_person,
    say_guide,
    say_misunderstood_in_form,
)
from actions.turn import Turn
from actions.unfinished import UnfinishedAnswers
from balise.errors import Conflict, NotFound
from balise.model.conversation import Button
from balise.model.procedure import State
from balise.ports import GuideBook, Texts
from balise.usecases.delegation.follow import WithdrawDelegation
from balise.usecases.procedures.declare_done import DeclareDone
from balise.usecases.procedures.follow import AbandonDrafts, CancelProcedure
from balise.usecases.procedures.hand_over_papers import HandOverPapers

SMALL_TALK = frozenset({"remercier", "au_revoir", "aide", "defi_bot", "hors_sujet"})

ENDS_A_LOOKUP = frozenset({"remercier", "au_revoir"})

CANCEL = "cancel:"
"""How the `offer` slot holds « shall I cancel REFERENCE? »."""

DONE = "done:"
"""How the `offer` slot holds « is REFERENCE done? »."""

ERASE = "erase:"
"""How the `offer` slot holds « shall I erase it all? »: the action that does."""

INTENT = "intent:"
"""How the `offer` slot holds « shall we now see to this? »."""


class ActionAnswer(TopicAction):
    """Answers an intent that needs no procedure: from the sheets when they cover it, else with its own response."""

    action_name = "action_answer"
    says = frozenset({"utter_guide", *(f"utter_{intent}" for intent in SMALL_TALK)})

    def __init__(self, guides: GuideBook) -> None:
        self._guides = guides

    async def act(self, turn: Turn) -> Events:
        """Say the guide or the response of the latest intent."""
        guide = self._guides.get(turn.intent)
        if guide is None:
            turn.say(f"utter_{turn.intent}")
            return closed_form(turn) if turn.intent in ENDS_A_LOOKUP else []
        say_guide(turn, guide)
        return []


class ActionMisunderstood(TopicAction):
    """First « Vouliez-vous… » with buttons, or the admission that nothing was understood; then the offer of a person."""

    action_name = "action_misunderstood"
    says = frozenset({"utter_did_you_mean", "utter_not_understood"})
    needs_certainty = False

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def act(self, turn: Turn) -> Events:
        """Ask rather than act on a guess."""
        if turn.form:
            return say_misunderstood_in_form(turn)
        if misunderstood_before(turn):
            return offer_person(turn)
        if not turn.options:
            turn.say("utter_not_understood")
            return []
        proposed = dict.fromkeys([*turn.options, "aide", "parler_humain"])
        turn.say("utter_did_you_mean", buttons=[Button(self._texts.line(f"intent_{i}"), f"/{i}") for i in proposed])
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

    action_name = ACCEPT
    says = frozenset(
        {
            "utter_nothing_offered",
            "utter_yes_in_form",
            "utter_cancel_too_late",
            "utter_withdraw_sent",
            "utter_withdraw_too_late",
            "utter_declared_done",
            "utter_declare_too_late",
            "utter_choice_cancelled",
            *_CANCELLED.values(),
        }
    )
    needs_certainty = False

    def __init__(
        self, cancel: CancelProcedure, withdraw: WithdrawDelegation, declare: DeclareDone, papers: HandOverPapers
    ) -> None:
        self._cancel, self._withdraw, self._declare, self._papers = cancel, withdraw, declare, papers

    async def act(self, turn: Turn) -> Events:
        """Follow the offer, if there is one."""
        offer = turn.slot("offer") or ""
        if offer.startswith(CANCEL):
            return await self._cancelled(turn, offer.removeprefix(CANCEL))
        if offer.startswith(WITHDRAW):
            return await self._withdrawn(turn, offer.removeprefix(WITHDRAW))
        if offer.startswith(DONE):
            return await self._declared(turn, offer.removeprefix(DONE))
        if offer.startswith(ERASE):
            return [FollowupAction(offer.removeprefix(ERASE))]
        if offer == "person":
            return [FollowupAction("action_open_ticket")]
        if offer.startswith(INTENT):
            return _as_if_said(turn, offer.removeprefix(INTENT))
        turn.say("utter_yes_in_form" if turn.form else "utter_nothing_offered")
        return []

    async def _cancelled(self, turn: Turn, reference: str) -> Events:
        try:
            cancelled = await self._cancel(turn.conversation, reference)
        except (Conflict, NotFound):
            turn.say("utter_cancel_too_late")
            return []
        before = cancelled.history[-1].before or State.DRAFT
        alone = cancelled.asks_nobody and before is not State.DRAFT
        turn.say("utter_choice_cancelled" if alone else _CANCELLED[before], reference=cancelled.reference)
        # The form may have been filling this very draft.
        return [ActiveLoop(None), AllSlotsReset()] if before is State.DRAFT else []

    async def _withdrawn(self, turn: Turn, reference: str) -> Events:
        try:
            asked = await self._withdraw(turn.conversation, reference)
        except (Conflict, NotFound):
            turn.say("utter_withdraw_too_late")
            return []
        turn.say(
            "utter_withdraw_sent",
            reference=asked.reference,
            delegate=asked.detail("delegate"),
            recipient=asked.detail("recipient"),
            files=await self._papers.receipt(turn.conversation, asked),
        )
        return []

    async def _declared(self, turn: Turn, reference: str) -> Events:
        try:
            done = await self._declare(turn.conversation, reference)
        except (Conflict, NotFound):
            turn.say("utter_declare_too_late")
            return []
        turn.say("utter_declared_done", reference=done.reference, files=await self._papers.receipt(turn.conversation, done))
        return []


def _as_if_said(turn: Turn, intent: str) -> Events:
    """Return the events of a person asking only this, in the words of the message that also asked it: Rasa follows its rule."""
    earlier = turn.message_that_also_asked(intent)
    understood = {
        "intent": {"name": intent, "confidence": 1.0},
        "entities": earlier.get("entities", []),
        "decision": {"certain": True, "second": bool(earlier)},
    }
    return [ActionExecuted("action_listen"), UserUttered(earlier.get("text") or f"/{intent}", understood)]


class ActionOfferSecond(FormAction):
    """Offers the second request of a message, once the first is dealt with; says nothing when there is none."""

    action_name = "action_offer_second"
    says = frozenset({"utter_offer_second"})

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def act(self, turn: Turn) -> Events:
        """Offer it, once."""
        second = turn.slot("later")
        if not second:
            return []
        title = self._texts.line(f"intent_{second}")
        turn.say("utter_offer_second", subject=title, buttons=[Button(title, "/affirmer")])
        return [SlotSet("later", None), SlotSet("offer", INTENT + second), FollowupAction("action_listen")]


class ActionDecline(TopicAction):
    """Takes a no."""

    action_name = "action_decline"
    says = frozenset({"utter_declined", "utter_offer_declined", "utter_no_in_form"})
    needs_certainty = False

    async def act(self, turn: Turn) -> Events:
        """Say that nothing is done."""
        closed = closed_form(turn)
        if turn.form and not closed:
            turn.say("utter_offer_declined" if turn.slot("offer") else "utter_no_in_form")
            return []
        turn.say("utter_declined")
        return closed


class ActionResume(TopicAction):
    """Goes on where the conversation was when the person went to sign in; else offers what they had left unfinished."""

    action_name = "action_resume"
    says = frozenset({"utter_signed_in", "utter_unfinished"})
    keeps_form = False
    needs_certainty = False

    def __init__(self, unfinished: UnfinishedAnswers) -> None:
        self._unfinished = unfinished

    async def act(self, turn: Turn) -> Events:
        """Follow the action that had asked for an identity."""
        waiting = turn.slot("resume")
        if waiting:
            # The yes that waited for an identity still answers what had been offered.
            offer = [SlotSet("offer", turn.slot("offer"))] if waiting == ACCEPT else []
            return [*offer, ActiveLoop(None), SlotSet("resume", None), SlotSet("requested_slot", None), FollowupAction(waiting)]
        if turn.form:
            return [FollowupAction(turn.form)]
        if not await self._unfinished.say(turn, "utter_unfinished"):
            turn.say("utter_signed_in")
        return []
