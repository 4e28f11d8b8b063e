"""Hand over to a person."""

from __future__ import annotations

from abc import abstractmethod

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.base import Events, FormAction, TopicAction, ValidateAction, form_slots, open_form
from actions.forms import SubmitAction, asked_in
from actions.turn import Turn
from actions.unfinished import UnfinishedAnswers
from balise.model.form import Taken
from balise.model.ticket import Asked, edit_in, reached_at, tells_need
from balise.ports import Texts
from balise.usecases.procedures.hand_over_papers import HandOverPapers
from balise.usecases.support.hours import SupportHours
from balise.usecases.support.open_ticket import OpenTicket, TicketView

FORM = "ticket_form"


class ActionOpenTicket(TopicAction):
    """Opens the ticket's form."""

    action_name = "action_open_ticket"
    says = frozenset({"utter_ticket_hours", "utter_ticket_need_taken"})
    keeps_form = False
    needs_certainty = False

    def __init__(self, ticket: OpenTicket, hours: SupportHours) -> None:
        self._ticket, self._hours = ticket, hours

    async def act(self, turn: Turn) -> Events:
        """Say whether somebody is there. Make the draft, or take it up; what was already told is not asked again."""
        if hours := self._hours.line():
            turn.say("utter_ticket_hours", hours=hours)
        view, _ = await self._ticket.fill(turn.conversation, None, "")
        # An offer that is accepted follows the message that told what for.
        told = turn.text if turn.intent == "parler_humain" else turn.previous_text
        if view.missing is Asked.NEED and tells_need(told):
            view, _ = await self._ticket.fill(turn.conversation, Asked.NEED, told)
            turn.say("utter_ticket_need_taken", need=view.procedure.detail("need"))
        if view.missing is Asked.CONTACT and reached_at(told):
            view, _ = await self._ticket.fill(turn.conversation, Asked.CONTACT, told)
        return open_form(FORM, *form_slots(view.missing))


class ValidateTicketForm(ValidateAction):
    """Takes the need, the contact, the consent."""

    action_name = "validate_ticket_form"
    says = frozenset({"utter_ticket_kept"})

    def __init__(self, ticket: OpenTicket) -> None:
        self._ticket = ticket

    async def take(self, turn: Turn) -> Events:
        """Fill the ticket; a refusal closes it, nothing being sent. Asking for a person again is what they need said."""
        asked = asked_in(turn, Asked)
        if asked and (not turn.text or _leaves(turn, asked)):
            return []
        view, taken = await self._ticket.fill(turn.conversation, asked, turn.text)
        if taken is Taken.NOT_AN_ANSWER:
            return []
        if taken is Taken.DECLINED:
            turn.say("utter_ticket_kept")
            # A field is set too, though to nothing: without one, Rasa would have the refusal answered a second time.
            return [SlotSet(Asked.CONFIRMED, None), SlotSet("requested_slot", None), ActiveLoop(None)]
        return form_slots(view.missing, confirmed=taken is Taken.CONFIRMED)


def _leaves(turn: Turn, asked: Asked) -> bool:
    """Say whether a message said in answer to a ticket's question rather interrupts it."""
    if turn.intent == "parler_humain" or edit_in(turn.text) or (asked is Asked.CONTACT and reached_at(turn.text)):
        return False
    return turn.interrupts_writing if asked is Asked.NEED else turn.interrupts()


class _AskTicket(FormAction):
    """Asks one field of the ticket."""

    def __init__(self, ticket: OpenTicket) -> None:
        self._ticket = ticket

    async def act(self, turn: Turn) -> Events:
        """Ask, and say which step it is."""
        view, _ = await self._ticket.fill(turn.conversation, None, "")
        turn.step = view.step
        self.ask(turn, view)
        return []

    @abstractmethod
    def ask(self, turn: Turn, view: TicketView) -> None:
        """Say the question."""


class AskTicketNeed(_AskTicket):
    """What is needed."""

    action_name = "action_ask_ticket_need"
    says = frozenset({"utter_ticket_ask_need"})

    def ask(self, turn: Turn, view: TicketView) -> None:  # noqa: ARG002 - nothing is known yet
        """Ask for a sentence."""
        turn.say("utter_ticket_ask_need")


class AskTicketContact(_AskTicket):
    """How to be reached."""

    action_name = "action_ask_ticket_contact"
    says = frozenset({"utter_ticket_ask_contact"})

    def ask(self, turn: Turn, view: TicketView) -> None:  # noqa: ARG002 - the need says nothing of it
        """Ask for an address or a number, or neither."""
        turn.say("utter_ticket_ask_contact")


class AskTicketConfirmed(_AskTicket):
    """Shows what will be sent, and asks for consent."""

    action_name = "action_ask_ticket_confirmed"
    says = frozenset({"utter_ticket_recap"})

    def __init__(self, ticket: OpenTicket, texts: Texts, support: str) -> None:
        super().__init__(ticket)
        self._texts, self._support = texts, support

    def ask(self, turn: Turn, view: TicketView) -> None:
        """Recap."""
        turn.say(
            "utter_ticket_recap",
            recipient=self._support,
            who=view.who,
            contact=view.contact or self._texts.line("ticket_no_contact"),
            need=view.procedure.detail("need"),
            lines=str(view.lines),
        )


class ActionSubmitTicket(SubmitAction):
    """Sends the ticket, and offers to go on with what was interrupted."""

    action_name = "action_submit_ticket"
    says = frozenset({"utter_ticket_sent", "utter_ticket_changed"})
    fields = Asked
    changed = "utter_ticket_changed"

    def __init__(self, ticket: OpenTicket, hours: SupportHours, unfinished: UnfinishedAnswers, papers: HandOverPapers) -> None:
        self._ticket, self._hours, self._unfinished, self._papers = ticket, hours, unfinished, papers

    async def send(self, turn: Turn) -> None:
        """Send, give the reference, say whether somebody is there, and hand over the receipt."""
        view = await self._ticket.send(turn.conversation)
        resume = await self._unfinished.resuming(turn.conversation)
        receipt = await self._papers.receipt(turn.conversation, view.procedure)
        hours = f"\n{line}" if (line := self._hours.line()) else ""
        turn.say("utter_ticket_sent", reference=view.procedure.reference, hours=hours, buttons=resume, files=receipt)
