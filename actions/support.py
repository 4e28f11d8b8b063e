"""Hand over to a person."""

from __future__ import annotations

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.base import Events, FormAction, TopicAction, Turn, ValidateAction, form_slots, open_form
from balise.errors import Conflict
from balise.model.conversation import Button
from balise.model.procedure import Kind, State
from balise.model.ticket import Asked, edit_in
from balise.ports import Texts
from balise.usecases.follow_procedures import FollowProcedures
from balise.usecases.open_ticket import OpenTicket, Taken

FORM = "ticket_form"


class ActionOpenTicket(TopicAction):
    """Opens the ticket's form."""

    action_name = "action_open_ticket"
    keeps_form = False

    def __init__(self, ticket: OpenTicket) -> None:
        self._ticket = ticket

    async def act(self, turn: Turn) -> Events:
        """Make the draft, or take it up."""
        view, _ = await self._ticket.fill(turn.conversation, None, "")
        return open_form(FORM, *form_slots(view.missing))


class ValidateTicketForm(ValidateAction):
    """Takes the need, the contact, the consent."""

    action_name = "validate_ticket_form"
    says = frozenset({"utter_ticket_kept"})

    def __init__(self, ticket: OpenTicket) -> None:
        self._ticket = ticket

    async def take(self, turn: Turn) -> Events:
        """Fill the ticket; a refusal closes it, nothing being sent. Asking for a person again is what they need said."""
        asked = Asked(turn.asked) if turn.asked in set(Asked) else None
        leaves = turn.takes_control and turn.intent != "parler_humain"
        if asked and (not turn.text or (leaves and edit_in(turn.text) is None)):
            return []
        view, taken = await self._ticket.fill(turn.conversation, asked, turn.text)
        if taken is Taken.NOT_AN_ANSWER:
            return []
        if taken is Taken.DECLINED:
            turn.say("utter_ticket_kept")
            # A field is set too, though to nothing: without one, Rasa would have the refusal answered a second time.
            return [SlotSet(Asked.CONFIRMED, None), SlotSet("requested_slot", None), ActiveLoop(None)]
        return form_slots(view.missing, confirmed=taken is Taken.CONFIRMED)


class AskTicketConfirmed(FormAction):
    """Shows what will be sent, and asks for consent."""

    action_name = "action_ask_ticket_confirmed"
    says = frozenset({"utter_ticket_recap"})

    def __init__(self, ticket: OpenTicket, texts: Texts, support: str) -> None:
        self._ticket, self._texts, self._support = ticket, texts, support

    async def act(self, turn: Turn) -> Events:
        """Recap."""
        view, _ = await self._ticket.fill(turn.conversation, None, "")
        turn.say(
            "utter_ticket_recap",
            recipient=self._support,
            who=view.who,
            contact=view.contact or self._texts.line("ticket_no_contact"),
            need=view.procedure.detail("need"),
            lines=str(view.lines),
        )
        return []


class ActionSubmitTicket(FormAction):
    """Sends the ticket, and offers to go on with what was interrupted."""

    action_name = "action_submit_ticket"
    says = frozenset({"utter_ticket_sent", "utter_ticket_changed"})

    def __init__(self, ticket: OpenTicket, follow: FollowProcedures, texts: Texts) -> None:
        self._ticket, self._follow, self._texts = ticket, follow, texts

    async def act(self, turn: Turn) -> Events:
        """Send, and give the reference."""
        cleared = [SlotSet(field, None) for field in Asked]
        if turn.slot(Asked.CONFIRMED) is None:
            return cleared
        try:
            view = await self._ticket.send(turn.conversation)
        except Conflict:
            turn.say("utter_ticket_changed")
            return cleared
        theirs = await self._follow(turn.conversation, "")
        interrupted = any(p.kind is Kind.UNPUBLISH and p.state is State.DRAFT for p in theirs)
        resume = [Button(self._texts.line("resume_unpublish"), "/depublier_bal")] if interrupted else []
        turn.say("utter_ticket_sent", reference=view.procedure.reference, buttons=resume)
        return cleared
