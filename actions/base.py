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

from balise.errors import BaliseError
from balise.model.conversation import Button
from balise.model.sheet import Guide, Link
from balise.model.wording import means_no, means_yes

Events = list[dict[str, Any]]

CONTROL = frozenset({"recommencer", "parler_humain", "aide"})
"""Intents that get through even where any text is an answer."""

SURE = 0.6
"""The confidence from which a control intent is believed over a free text."""

SURE_OF_SUBJECT = 0.75
"""The confidence from which a sentence is believed to change the subject rather than to answer what a form asked."""

_SAME_SUBJECT = frozenset(
    "depublier_bal supprimer_bal reponse_automatique choisir_bal communiquer_bal affirmer nier hors_sujet saluer remercier"
    " au_revoir nlu_fallback".split()
)
"""Intents that the answer to a question about a box often looks like: they never change the subject."""

_A_CHANCE = 0.1
"""The confidence under which an intent is not worth a « Vouliez-vous… » button."""

LIGHT_FORMS = frozenset({"lookup_form", "operator_form"})
"""Forms that only look something up: a no, a thank you or a goodbye ends them."""

_MARKS_NOTHING = frozenset({"action_listen", "action_session_start"})

log = structlog.get_logger()


class Turn:
    """One message of a practitioner, as an action sees it."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        self._dispatcher = dispatcher
        self.tracker = tracker
        self.conversation: str = tracker.sender_id.rpartition("~")[0]

    @property
    def text(self) -> str:
        """What was typed; empty for a button that carries an intent."""
        text: str = self.tracker.latest_message.get("text") or ""
        return "" if text.startswith("/") else text

    @property
    def intent(self) -> str:
        """The intent Rasa acts upon."""
        return self.tracker.latest_message.get("intent", {}).get("name") or ""

    @property
    def ranking(self) -> list[str]:
        """The real intents that have a chance of being meant, likeliest first."""
        ranked = self.tracker.latest_message.get("intent_ranking", ())
        return [i["name"] for i in ranked if i["name"] != "nlu_fallback" and i["confidence"] >= _A_CHANCE]

    @property
    def form(self) -> str | None:
        """The form in progress, if any."""
        return self.tracker.active_loop.get("name") if self.tracker.active_loop else None

    @property
    def asked(self) -> str | None:
        """The slot the form has asked for."""
        return self.slot("requested_slot")

    @property
    def takes_control(self) -> bool:
        """Whether a short, sure control intent was said rather than a free text."""
        return self.intent in CONTROL and self.confidence >= SURE and len(self.text) < 60

    @property
    def confidence(self) -> float:
        """How sure the understanding of this message is."""
        return self.tracker.latest_message.get("intent", {}).get("confidence") or 0.0

    @property
    def changes_subject(self) -> bool:
        """Whether a whole sentence, surely about something else, was said: a word or two may be a name."""
        return self.is_sentence and self.intent not in _SAME_SUBJECT and self.confidence >= SURE_OF_SUBJECT

    @property
    def is_sentence(self) -> bool:
        """Whether the message says more than a name or a number."""
        return len(self.text.split()) >= 4 or "?" in self.text

    @property
    def accepts_or_declines_offer(self) -> bool:
        """Whether this is a yes or a no to what was offered, and not to what the form had asked before."""
        return bool(self.slot("offer")) and (means_yes(self.text) or means_no(self.text))

    @property
    def already_answered(self) -> bool:
        """Whether an action has dealt with this message: the form comes back to its question, and must not read it again."""
        since: list[str] = []
        for event in reversed(self.tracker.events):
            if event["event"] == "user":
                break
            if event["event"] == "action" and event["name"] not in _MARKS_NOTHING:
                since.append(event["name"])
        return any(name != self.form for name in since)

    def slot(self, name: str) -> str | None:
        """Return a slot's value."""
        value: str | None = self.tracker.get_slot(name)
        return value

    def misunderstood_before(self) -> bool:
        """Say whether the previous message was not understood either."""
        heard = [e for e in self.tracker.events if e.get("event") == "user"]
        return len(heard) > 1 and heard[-2].get("parse_data", {}).get("intent", {}).get("name") == "nlu_fallback"

    def say(
        self, response: str, *, buttons: Sequence[Button] = (), links: Sequence[Link] = (), source: str = "", **values: str
    ) -> None:
        """
        Utter a response of the domain, its {words} filled in, with what accompanies it.

        No word may be named `text`: Rasa would take its value for the whole response.
        """
        beside: dict[str, Any] = {}
        if source:
            beside["source"] = source
        if links:
            beside["links"] = [{"title": link.title, "url": link.url} for link in links]
        self._dispatcher.utter_message(
            response=response,
            buttons=[{"title": b.title, "payload": b.payload} for b in buttons],
            json_message=beside or None,
            **values,
        )


class TopicAction(Action):
    """
    An action that calls one use case and says what came of it.

    Rasa goes on as if an action that raises had run, so every error of ours becomes a sentence here. An action run while a
    form is open is a digression: it is answered, then the form asks again, unless `keeps_form` is False.

    A form does not ask again on top of an offer: « oui » would answer both.
    """

    action_name: ClassVar[str]
    says: ClassVar[frozenset[str]] = frozenset()
    keeps_form: ClassVar[bool] = True
    keeps_offer: ClassVar[bool] = False

    def name(self) -> str:
        """Return the name the domain declares."""
        return self.action_name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:  # noqa: ARG002
        """Act, and return the events."""
        turn = Turn(dispatcher, tracker)
        try:
            events = await self.act(turn)
        except BaliseError as error:
            log.warning("action_failed", action=self.action_name, error=type(error).__name__)
            turn.say("utter_unavailable")
            events = self.after_failure(turn)
        if not self.keeps_offer and turn.slot("offer"):
            events = [SlotSet("offer", None), *events]
        return [*events, *self._back_to_form(turn, events)]

    def after_failure(self, turn: Turn) -> Events:  # noqa: ARG002
        """Return the events of an action that could not do its work."""
        return []

    def _back_to_form(self, turn: Turn, events: Events) -> Events:
        goes_elsewhere = any(event["event"] in ("followup", "active_loop") for event in events)
        if not (turn.form and self.keeps_form) or goes_elsewhere:
            return []
        offers = any(event["event"] == "slot" and event["name"] == "offer" and event["value"] for event in events)
        if not offers:
            return [FollowupAction(turn.form)]
        # Naming the loop again makes Rasa forget that it has just been interrupted: the next message is the form's.
        return [ActiveLoop(turn.form), FollowupAction("action_listen")]

    @abstractmethod
    async def act(self, turn: Turn) -> Events:
        """Do the work of this action."""


class FormAction(TopicAction):
    """An action that belongs to a form: what asks a question, or ends it."""

    keeps_form = False
    keeps_offer = True


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
        return [*events, SlotSet("offer", None)] if events and turn.slot("offer") else events

    def after_failure(self, turn: Turn) -> Events:
        """
        Wait in the form, whose question still stands.

        The rejection keeps Rasa from asking it again at once, and naming the loop from trying the rules on the message.
        """
        form = self.action_name.removeprefix("validate_")
        return [ActionExecutionRejected(form), ActiveLoop(form)] if turn.asked else []

    @abstractmethod
    async def take(self, turn: Turn) -> Events:
        """Return the slots the message fills, none when it is no answer."""


def closed_form(turn: Turn) -> Events:
    """Return the events that leave a form which only looks something up; none in a procedure, which goes on."""
    return [ActiveLoop(None), SlotSet("requested_slot", None)] if turn.form in LIGHT_FORMS else []


def say_guide(turn: Turn, guide: Guide) -> None:
    """Say what a sheet answers, numbered, with its source; what could follow is not offered in the middle of a form."""
    steps = [f"{n}. {step}" for n, step in enumerate(guide.steps, start=1)]
    following = () if turn.form else tuple(Button(title, f"/{intent}") for title, intent in guide.next)
    answer = "\n".join([*filter(None, [guide.text]), *steps])
    turn.say("utter_guide", answer=answer, buttons=following, links=guide.links, source=guide.source)


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
