"""Follow one's requests, cancel one, have its news by e-mail."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.base import Events, TopicAction, ValidateAction, open_form
from actions.basics import CANCEL, DONE
from actions.rendering import Rendering
from actions.signing_in import SignInLink
from actions.turn import Turn
from balise.errors import Conflict, Invalid, NotFound
from balise.model.conversation import Button
from balise.model.procedure import State
from balise.ports import Texts
from balise.usecases.declare_done import declarable
from balise.usecases.follow_procedures import FollowProcedures
from balise.usecases.hand_over_papers import HandOverPapers
from balise.usecases.notify_by_email import NotifyByEmail


class _ProcedureAction(TopicAction):
    """An action on the person's own requests."""

    def __init__(self, follow: FollowProcedures, link: SignInLink, rendering: Rendering, texts: Texts) -> None:
        self._follow, self._link, self._rendering, self._texts = follow, link, rendering, texts

    async def _say_none(self, turn: Turn, response: str) -> Events:
        """Say that nothing was found, as `response` or `response_for_you`: once signed in, signing in helps no more."""
        links = await self._link.unless_signed_in(turn.conversation)
        turn.say(response if links else f"{response}_for_you", links=links)
        return [SlotSet("resume", self.action_name)] if links else []


class ActionFollow(_ProcedureAction):
    """
    Says where the person's requests are.

    Of one alone, hands over the receipt as of now, asks whether it is done when they alone can see it, and offers to write.
    """

    action_name = "action_follow"
    says = frozenset(
        {
            "utter_procedures",
            "utter_procedure_is_it_done",
            "utter_procedures_none",
            "utter_procedures_none_for_you",
            "utter_procedure_not_found",
            "utter_procedure_not_found_for_you",
        }
    )

    def __init__(
        self, follow: FollowProcedures, papers: HandOverPapers, link: SignInLink, rendering: Rendering, texts: Texts
    ) -> None:
        super().__init__(follow, link, rendering, texts)
        self._papers = papers

    async def act(self, turn: Turn) -> Events:
        """List them, newest first."""
        try:
            found = await self._follow(turn.conversation, turn.text)
        except NotFound:
            return await self._say_none(turn, "utter_procedure_not_found")
        if not found:
            return await self._say_none(turn, "utter_procedures_none")
        alone = found[0] if len(found) == 1 and found[0].state is not State.DRAFT else None
        receipt = await self._papers.receipt(turn.conversation, alone) if alone else ()
        lines = "\n".join(map(self._rendering.procedure, found))
        if alone is None or not alone.open or turn.form:
            turn.say("utter_procedures", procedures=lines, files=receipt)
            return []
        notify = Button(self._texts.line("notify_button"), "/etre_prevenu")
        followed = SlotSet("followed", alone.reference)
        if not declarable(alone):
            turn.say("utter_procedures", procedures=lines, files=receipt, buttons=[notify])
            return [followed]
        turn.say("utter_procedure_is_it_done", procedures=lines, files=receipt, buttons=[notify])
        return [followed, SlotSet("offer", DONE + alone.reference)]


class ActionCancel(_ProcedureAction):
    """Asks which request to cancel, then whether to."""

    action_name = "action_cancel"
    needs_certainty = False
    says = frozenset(
        {
            "utter_cancel_confirm",
            "utter_cancel_which",
            "utter_cancel_none",
            "utter_cancel_none_for_you",
            "utter_procedure_not_found",
            "utter_procedure_not_found_for_you",
        }
    )

    async def act(self, turn: Turn) -> Events:
        """Find what can be cancelled; nothing is until the person says yes."""
        try:
            found = [p for p in await self._follow(turn.conversation, turn.text) if p.open]
        except NotFound:
            return await self._say_none(turn, "utter_procedure_not_found")
        if not found:
            return await self._say_none(turn, "utter_cancel_none")
        if len(found) > 1:
            lines = "\n".join(self._rendering.procedure(p) for p in found)
            titles = [self._texts.line("cancel_button", reference=p.reference) for p in found]
            turn.say("utter_cancel_which", procedures=lines, buttons=[Button(title, title) for title in titles])
            return []
        turn.say("utter_cancel_confirm", procedure=self._rendering.procedure(found[0]))
        return [SlotSet("offer", CANCEL + found[0].reference)]


class ActionNotify(TopicAction):
    """Asks where to write the news of the request that was last followed."""

    action_name = "action_notify"
    says = frozenset({"utter_notify_which"})
    keeps_form = False

    async def act(self, turn: Turn) -> Events:
        """Open the form."""
        if turn.slot("followed"):
            return open_form("notify_form", SlotSet("notify_email", None))
        turn.say("utter_notify_which")
        return []


class ValidateNotifyForm(ValidateAction):
    """Takes an e-mail address."""

    action_name = "validate_notify_form"
    says = frozenset({"utter_notify_noted", "utter_notify_no_address", "utter_notify_too_late"})

    def __init__(self, notify: NotifyByEmail) -> None:
        self._notify = notify

    async def take(self, turn: Turn) -> Events:
        """Note it; what looks like an address and is none is refused, anything else is no answer."""
        if turn.asked != "notify_email" or not turn.text:
            return []
        try:
            noted = await self._notify(turn.conversation, turn.slot("followed") or "", turn.text)
        except Invalid:
            if "@" not in turn.text:
                return []
            turn.say("utter_notify_no_address")
            return [SlotSet("notify_email", None)]
        except (Conflict, NotFound):
            turn.say("utter_notify_too_late")
        else:
            turn.say("utter_notify_noted", reference=noted.reference, email=noted.detail("notify"))
        return [SlotSet("notify_email", "given")]
