"""One message of a practitioner, as the actions see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import dropwhile, islice, takewhile
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from balise.model.conversation import Button, File, Step
from balise.model.french.entities import Entity
from balise.model.sheet import Link
from balise.model.speech import Mention, begins_question, mention, names_somebody
from balise.model.wording import means_no, means_yes

CONTROL = frozenset({"recommencer", "parler_humain", "aide"})
"""Intents that get through even where any text is an answer."""

COURTESIES = frozenset({"saluer", "remercier", "au_revoir"})

_SAME_SUBJECT = frozenset(
    "depublier_bal supprimer_bal reponse_automatique choisir_bal communiquer_bal affirmer nier hors_sujet saluer remercier"
    " au_revoir nlu_fallback".split()
)
"""Intents that the answer to a question about a box often looks like: they never change the subject."""

_MARKS_NOTHING = frozenset({"action_listen", "action_session_start"})


class Turn:
    """One message of a practitioner, as an action sees it."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        self._dispatcher = dispatcher
        self.tracker = tracker
        self.conversation: str = tracker.sender_id.rpartition("~")[0]
        self.step: Step | None = None
        """Where what is said from now on stands in its procedure."""

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
    def options(self) -> list[str]:
        """The intents to propose when it is better to ask, likeliest first; none when nothing was understood."""
        options: list[str] = self._decision.get("options", [])
        return options

    @property
    def also(self) -> str:
        """A second request of the same message, for later; empty when there is none."""
        also: str = self._decision.get("also", "")
        return also

    @property
    def asks_more(self) -> bool:
        """Whether the message also asks for something else, so that not all of its words are about this."""
        return bool(self.also or self._decision.get("second"))

    @property
    def certain(self) -> bool:
        """Whether the message was understood so well, or pressed as a button, that it may interrupt a form."""
        return bool(self._decision.get("certain", True))

    @property
    def _decision(self) -> dict[str, Any]:
        """What bot/nlu/decision.py decided; empty for a button."""
        decision: dict[str, Any] = self.tracker.latest_message.get("decision") or {}
        return decision

    @property
    def form(self) -> str | None:
        """The form in progress, if any."""
        return self.tracker.active_loop.get("name") if self.tracker.active_loop else None

    @property
    def asked(self) -> str | None:
        """The slot the form has asked for."""
        return self.slot("requested_slot")

    @property
    def entities(self) -> list[Entity]:
        """What the message names."""
        return _entities(self.tracker.latest_message)

    @property
    def mention(self) -> Mention | None:
        """What a message made of names only asks for."""
        return mention(self.text, self.entities) if self.text else None

    @property
    def speaks_of_a_request(self) -> bool:
        """Whether the message is only the reference of a request, with or without a word to cancel it."""
        return self.mention in (Mention.FOLLOW, Mention.CANCEL)

    @property
    def names_somebody(self) -> bool:
        """Whether the message tells who or where somebody is, whatever intent it resembles."""
        return names_somebody(self.text, (entity.kind for entity in self.entities))

    @property
    def understood(self) -> bool:
        """Whether the message was understood well enough for one request, or for each of two."""
        return self.certain or bool(self.also)

    @property
    def takes_control(self) -> bool:
        """Whether a short, sure control intent was said rather than a free text, or the name of somebody."""
        return self.intent in CONTROL and len(self.text) < 60 and not self.names_somebody

    @property
    def asks(self) -> bool:
        """Whether the message is surely a question to Balise."""
        return begins_question(self.text) and self.understood and self.intent != "nlu_fallback"

    @property
    def changes_subject(self) -> bool:
        """Whether a whole sentence, surely about something else, was said: a word or two may be a name."""
        return self.is_sentence and self.intent not in _SAME_SUBJECT and self.understood

    @property
    def is_courtesy(self) -> bool:
        """Whether nothing but a hello, a thank you or a goodbye was said."""
        return self.intent in COURTESIES and self.certain and self.words <= 3 and not self.names_somebody

    @property
    def is_sentence(self) -> bool:
        """Whether the message says more than a name or a number."""
        return self.words >= 4 or "?" in self.text

    @property
    def words(self) -> int:
        """How many words were typed."""
        return len(self.text.split())

    def interrupts(self, *answers: str) -> bool:
        """
        Say whether this, in answer to a question, is rather a command, a question, or surely about something else.

        `answers` are the kinds of entities that make it an answer, however it sounds.
        """
        if any(entity.kind in answers for entity in self.entities):
            return self.asks
        return self.takes_control or self.asks or self.changes_subject or self.speaks_of_a_request

    @property
    def interrupts_writing(self) -> bool:
        """Whether this interrupts where any sentence may be the answer: only what is short and plain does."""
        command = (self.takes_control and self.words <= 6) or self.speaks_of_a_request
        return command or self.is_courtesy or (self.asks and self.words <= 15)

    @property
    def accepts_offer(self) -> bool:
        """Whether this is a yes to what was offered."""
        return bool(self.slot("offer")) and means_yes(self.text)

    @property
    def accepts_or_declines_offer(self) -> bool:
        """Whether this is a yes or a no to what was offered, and not to what the form had asked before."""
        return self.accepts_offer or (bool(self.slot("offer")) and means_no(self.text))

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

    @property
    def said_before(self) -> set[str]:
        """The responses said in answer to the previous message."""
        answers = takewhile(lambda event: event["event"] != "user", islice(self._from_the_last_message(), 1, None))
        return {(event.get("metadata") or {}).get("utter_action", "") for event in answers if event["event"] == "bot"}

    @property
    def previous_text(self) -> str:
        """What was typed before this message; empty for a button."""
        earlier = (event for event in islice(self._from_the_last_message(), 1, None) if event["event"] == "user")
        text: str = next(earlier, {}).get("text") or ""
        return "" if text.startswith("/") else text

    def message_that_also_asked(self, intent: str) -> dict[str, Any]:
        """Return the latest message whose second request was this one, as Rasa parsed it; empty when there is none."""
        parsed = (event["parse_data"] for event in reversed(self.tracker.events) if event["event"] == "user")
        return next((data for data in parsed if (data.get("decision") or {}).get("also") == intent), {})

    def _from_the_last_message(self) -> Iterator[dict[str, Any]]:
        """Yield events, the latest first, from this message on."""
        return dropwhile(lambda event: event["event"] != "user", reversed(self.tracker.events))

    def say(
        self,
        response: str,
        *,
        buttons: Sequence[Button] = (),
        links: Sequence[Link] = (),
        files: Sequence[File] = (),
        source: str = "",
        sign_in: str = "",
        **values: str,
    ) -> None:
        """
        Utter a response of the domain, its {words} filled in, with what accompanies it; `sign_in` offers to, in these words.

        No word may be named `text`: Rasa would take its value for the whole response.
        """
        beside: dict[str, Any] = {}
        if source:
            beside["source"] = source
        if sign_in:
            beside["sign_in"] = sign_in
        if self.step:
            beside["step"] = asdict(self.step)
        if links:
            beside["links"] = [{"title": link.title, "url": link.url} for link in links]
        if files:
            beside["files"] = [asdict(file) for file in files]
        self._dispatcher.utter_message(
            response=response,
            buttons=[{"title": b.title, "payload": b.payload} for b in buttons],
            json_message=beside or None,
            **values,
        )


def _entities(message: dict[str, Any]) -> list[Entity]:
    found = message.get("entities") or []
    return [Entity(one["entity"], str(one["value"]), one["start"], one["end"]) for one in found if "start" in one]
