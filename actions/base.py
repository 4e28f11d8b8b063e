"""What every action shares: reading a turn, saying a response, and never failing in Rasa's face."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, ClassVar

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecutionRejected, ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.signing_in import SignInOffer
from actions.turn import Turn
from balise.errors import BaliseError, NotSignedIn, Suspended
from balise.model.conversation import Button
from balise.model.sheet import Guide, Link
from balise.model.speech import Mention

Events = list[dict[str, Any]]

LIGHT_FORMS = frozenset({"lookup_form", "operator_form", "notify_form", "preferred_share_form"})
"""Forms that send nothing: a no, a thank you or a goodbye ends them."""

_MENTIONED = {
    Mention.FOLLOW: "action_follow",
    Mention.CANCEL: "action_cancel",
    Mention.SOMEBODY: "action_find_correspondent",
    Mention.ADDRESS: "action_name_operator",
}
"""What is done with a message made of names only, whatever intent it resembles."""

ACCEPT = "action_accept"
"""What is done with a yes to an offer, whatever intent it resembles: « oui, merci » looks like a thank you."""

WITHDRAW = "withdraw:"
"""How the `offer` slot holds « shall I end the delegation REFERENCE? »."""

_MISUNDERSTANDINGS = frozenset(
    {"utter_did_you_mean", "utter_not_understood", "utter_misunderstood_in_form", "utter_offer_person"}
)

log = structlog.get_logger()


class TopicAction(Action):
    """
    An action that calls one use case and says what came of it.

    Rasa goes on as if an action that raises had run, so every error of ours becomes a sentence here. An action run while a
    form is open is a digression: it is answered, then the form asks again, unless `keeps_form` is False.

    A form does not ask again on top of an offer: « oui » would answer both.

    Attributes:
        keeps_offer: Whether what was offered before is still on the table.
        answers_message: Whether it answers what was just said, rather than being a step of a form.
        needs_certainty: Whether, in a form, it only acts on what was surely understood: a failed answer is no digression.
        offers_second: Whether the second request of an earlier message may be offered after it.
        sign_in_offer: The offer to sign in; given by the registry.
        support_links: Where to turn to when a kind of procedure is suspended; given by the registry.

    """

    action_name: ClassVar[str]
    says: ClassVar[frozenset[str]] = frozenset()
    keeps_form: ClassVar[bool] = True
    keeps_offer: ClassVar[bool] = False
    answers_message: ClassVar[bool] = True
    needs_certainty: ClassVar[bool] = True
    offers_second: ClassVar[bool] = True
    sign_in_offer: SignInOffer
    support_links: Sequence[Link] = ()

    def name(self) -> str:
        """Return the name the domain declares."""
        return self.action_name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:  # noqa: ARG002
        """Act, and return the events."""
        turn = Turn(dispatcher, tracker)
        if turn.accepts_offer and self.answers_message and self.action_name != ACCEPT:
            return [FollowupAction(ACCEPT)]
        try:
            events = await self._answer(turn)
        except NotSignedIn:
            return self._have_sign_in(turn)
        except Suspended:
            turn.say("utter_suspended", links=self.support_links)
            # Rasa takes back what a form says unless it fills a slot.
            left = [SlotSet("hint", None), SlotSet("requested_slot", None), ActiveLoop(None)]
            return [*left, FollowupAction("action_listen")] if self.answers_message else left
        except BaliseError as error:
            log.warning("action_failed", action=self.action_name, error=type(error).__name__)
            turn.say("utter_unavailable")
            events = self.after_failure(turn)
        if not self.keeps_offer and turn.slot("offer"):
            events = [SlotSet("offer", None), *events]
        events = [*events, *self._back_to_form(turn, events), *self._second_request(turn, events)]
        # No rule tells what comes after an action that another one called: Rasa would take back all that was said.
        goes_on = any(event["event"] in ("followup", "user") for event in events)
        return events if goes_on or not self.answers_message else [*events, FollowupAction("action_listen")]

    def after_failure(self, turn: Turn) -> Events:  # noqa: ARG002
        """Return the events of an action that could not do its work."""
        return []

    def _have_sign_in(self, turn: Turn) -> Events:
        """Ask who has not proven who they are, or too long ago, to sign in; what was offered or asked waits for them."""
        turn.say("utter_sign_in_again", sign_in=self.sign_in_offer.words)
        events = self.after_failure(turn)
        if not turn.form:
            events = [*events, SlotSet("resume", self.action_name)]
        return [*events, FollowupAction("action_listen")] if self.answers_message else events

    def _back_to_form(self, turn: Turn, events: Events) -> Events:
        goes_elsewhere = any(event["event"] in ("followup", "active_loop") for event in events)
        if not (turn.form and (self.keeps_form or _offers(events))) or goes_elsewhere:
            return []
        if not _offers(events):
            return [FollowupAction(turn.form)]
        # Naming the loop again makes Rasa forget that it has just been interrupted: the next message is the form's.
        return [ActiveLoop(turn.form), FollowupAction("action_listen")]

    async def _answer(self, turn: Turn) -> Events:
        """Act, unless the message asks for another action, or failed to answer the form."""
        if not self.answers_message:
            return await self.act(turn)
        if turn.mention:
            elsewhere = _MENTIONED[turn.mention]
            return [FollowupAction(elsewhere)] if elsewhere != self.action_name else await self.act(turn)
        if turn.form and turn.text and self.needs_certainty and _beside_the_point(turn):
            return say_misunderstood_in_form(turn)
        return await self.act(turn)

    def _second_request(self, turn: Turn, events: Events) -> Events:
        """Remember what the message also asked for, and have it offered once nothing else is under way."""
        if any(event["event"] == "reset_slots" or event.get("name") == "later" for event in events):
            return []
        waiting = turn.slot("later") if self.offers_second else None
        if waiting and waiting == turn.intent and self.answers_message:
            return [SlotSet("later", None)]
        heard = [SlotSet("later", turn.also)] if turn.also and self.answers_message else []
        goes_on = turn.form or _offers(events) or any(event["event"] == "followup" for event in events)
        return heard if goes_on or not (heard or waiting) else [*heard, FollowupAction("action_offer_second")]

    @abstractmethod
    async def act(self, turn: Turn) -> Events:
        """Do the work of this action."""


class FormAction(TopicAction):
    """An action that belongs to a form: what asks a question, or ends it."""

    keeps_form = False
    keeps_offer = True
    answers_message = False
    offers_second = False


class ValidateAction(FormAction):
    """
    An action that takes a message as the answer to what its form asked.

    Returning no event leaves the message to the rules: it was no answer.
    """

    async def act(self, turn: Turn) -> Events:
        """Take the answer; once it is taken, what was offered before is no longer on the table."""
        if turn.asked and (turn.already_answered or turn.accepts_or_declines_offer):
            return []
        events = await self.take(turn)
        return [SlotSet("offer", None), *events] if events and turn.slot("offer") else events

    def after_failure(self, turn: Turn) -> Events:
        """Wait in the form, whose question still stands."""
        return self.waiting() if turn.asked else []

    def waiting(self) -> Events:
        """
        Return the events that leave the form where it is.

        The rejection keeps Rasa from asking again at once, and naming the loop from trying the rules on the message.
        """
        form = self.action_name.removeprefix("validate_")
        return [ActionExecutionRejected(form), ActiveLoop(form)]

    @abstractmethod
    async def take(self, turn: Turn) -> Events:
        """Return the slots the message fills, none when it is no answer."""


def _beside_the_point(turn: Turn) -> bool:
    """Say whether a message said in the middle of a form is rather a failed answer to it than a change of subject."""
    if turn.intent == "recommencer":
        return turn.names_somebody
    return not turn.understood or (turn.intent == "hors_sujet" and not turn.is_sentence)


def misunderstood_before(turn: Turn) -> bool:
    """Say whether the previous message was not understood either."""
    return not turn.said_before.isdisjoint(_MISUNDERSTANDINGS)


def offer_person(turn: Turn) -> Events:
    """Offer to hand over, rather than fail once more."""
    turn.say("utter_offer_person")
    return [SlotSet("offer", "person")]


def say_misunderstood_in_form(turn: Turn) -> Events:
    """Say that a form's answer was not understood; the second time, offer a person."""
    if misunderstood_before(turn):
        return offer_person(turn)
    turn.say("utter_misunderstood_in_form")
    return [] if turn.form is None else [FollowupAction(turn.form)]


def _offers(events: Events) -> bool:
    return any(event["event"] == "slot" and event["name"] == "offer" and event["value"] for event in events)


def closed_form(turn: Turn) -> Events:
    """Return the events that leave a form which only looks something up; none in a procedure, which goes on."""
    return [ActiveLoop(None), SlotSet("requested_slot", None)] if turn.form in LIGHT_FORMS else []


def say_guide(turn: Turn, guide: Guide, first: str = "", sign_in: str = "", buttons: Sequence[Button] = ()) -> None:
    """
    Say what a sheet answers, numbered, with its source; what could follow is not offered in the middle of a form.

    `first` is said before, `buttons` are shown before the guide's own, `sign_in` are the words of an offer to.
    """
    following = () if turn.form else (*buttons, *(Button(title, f"/{intent}") for title, intent in guide.next))
    answer = "\n".join([*filter(None, [first, guide.text]), *numbered(guide.steps)])
    turn.say("utter_guide", answer=answer, buttons=following, links=guide.links, source=guide.source, sign_in=sign_in)


def numbered(steps: Sequence[str]) -> list[str]:
    """Return the steps of a guide as lines."""
    return [f"{n}. {step}" for n, step in enumerate(steps, start=1)]


def form_slots(missing: StrEnum, confirmed: bool = False) -> Events:
    """
    Return a form's slots as its draft has them: the draft is the truth, the slots its shadow.

    `missing` is the next of the form's fields to ask; the last of them is the consent.
    """
    *fields, consent = type(missing)
    filled = list(type(missing)).index(missing)
    events = [SlotSet(field, "filled" if position < filled else None) for position, field in enumerate(fields)]
    return [*events, SlotSet(consent, "yes" if confirmed else None)]


def open_form(form: str, *events: dict[str, Any]) -> Events:
    """Return the events that open a form, whatever was being asked before."""
    return [SlotSet("requested_slot", None), *events, FollowupAction(form)]
