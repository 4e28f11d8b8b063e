"""Follow one's requests, cancel one, have its news by e-mail."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.base import Events, TopicAction, ValidateAction, open_form
from actions.basics import CANCEL, DONE
from actions.rendering import Rendering
from actions.turn import Turn
from balise.errors import Conflict, Invalid, NotFound
from balise.model.conversation import Button
from balise.model.procedure import State
from balise.model.reply import stops_news, told_at
from balise.ports import Texts
from balise.usecases.procedures.declare_done import declarable
from balise.usecases.procedures.follow import FollowProcedures
from balise.usecases.procedures.hand_over_papers import HandOverPapers
from balise.usecases.procedures.notify_by_email import NotifyByEmail, StopNews


class _ProcedureAction(TopicAction):
    """An action on the person's own requests."""

    def __init__(self, follow: FollowProcedures, rendering: Rendering, texts: Texts) -> None:
        self._follow, self._rendering, self._texts = follow, rendering, texts

    async def _say_none(self, turn: Turn, response: str) -> Events:
        """Say that nothing was found, as `response` or `response_for_you`: once signed in, signing in helps no more."""
        sign_in = await self.sign_in_offer.unless_signed_in(turn.conversation)
        turn.say(response if sign_in else f"{response}_for_you", sign_in=sign_in)
        return [SlotSet("resume", self.action_name)] if sign_in else []


class ActionFollow(_ProcedureAction):
    """
    Says where the person's requests are.

    Of one alone, hands over the receipt as of now, asks whether it is done when they alone can see it, and offers to write or to
    stop. Who asks to be written to no more is not.
    """

    action_name = "action_follow"
    says = frozenset(
        {
            "utter_procedures",
            "utter_procedure_is_it_done",
            "utter_news_stopped",
            "utter_procedures_none",
            "utter_procedures_none_for_you",
            "utter_procedure_not_found",
            "utter_procedure_not_found_for_you",
        }
    )

    def __init__(
        self, follow: FollowProcedures, stop: StopNews, papers: HandOverPapers, rendering: Rendering, texts: Texts
    ) -> None:
        super().__init__(follow, rendering, texts)
        self._stop, self._papers = stop, papers

    async def act(self, turn: Turn) -> Events:
        """List them, newest first."""
        if stops_news(turn.text) and await _stopped(turn, self._stop, turn.text):
            return []
        try:
            found = await self._follow(turn.conversation, turn.text)
        except NotFound:
            return await self._say_none(turn, "utter_procedure_not_found")
        if not found:
            return await self._say_none(turn, "utter_procedures_none")
        alone = found[0] if len(found) == 1 and found[0].state is not State.DRAFT else None
        receipt = await self._papers.receipt(turn.conversation, alone) if alone else ()
        lines = "\n".join(map(self._rendering.procedure, found))
        if alone is None or turn.form or not (alone.open or told_at(alone)):
            turn.say("utter_procedures", procedures=lines, files=receipt)
            return []
        title, payload = ("stop_news_button", "/ne_plus_prevenir") if told_at(alone) else ("notify_button", "/etre_prevenu")
        notify = Button(self._texts.line(title), payload)
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


class ActionStopNews(TopicAction):
    """Writes no more about the request that was last followed."""

    action_name = "action_stop_news"
    says = frozenset({"utter_news_stopped", "utter_notify_which"})

    def __init__(self, stop: StopNews) -> None:
        self._stop = stop

    async def act(self, turn: Turn) -> Events:
        """Stop, or ask which it was."""
        if not await _stopped(turn, self._stop, turn.slot("followed") or ""):
            turn.say("utter_notify_which")
        return []


async def _stopped(turn: Turn, stop: StopNews, text: str) -> bool:
    """Stop the news of what a text names, and say so; False when there were none."""
    stopped = await stop(turn.conversation, text)
    if stopped:
        turn.say("utter_news_stopped", references=", ".join(one.reference for one in stopped))
    return bool(stopped)


class ValidateNotifyForm(ValidateAction):
    """Takes an e-mail address."""

    action_name = "validate_notify_form"
    says = frozenset({"utter_notify_noted", "utter_notify_no_address", "utter_notify_mssante", "utter_notify_too_late"})

    def __init__(self, notify: NotifyByEmail) -> None:
        self._notify = notify

    async def take(self, turn: Turn) -> Events:
        """Note it; what looks like an address and is none is refused, anything else is no answer."""
        if turn.asked != "notify_email" or not turn.text:
            return []
        try:
            noted = await self._notify(turn.conversation, turn.slot("followed") or "", turn.text)
        except Invalid as invalid:
            if "@" not in turn.text:
                return []
            turn.say("utter_notify_mssante" if invalid.reason == "mssante" else "utter_notify_no_address")
            return [SlotSet("notify_email", None)]
        except (Conflict, NotFound):
            turn.say("utter_notify_too_late")
        else:
            turn.say("utter_notify_noted", reference=noted.reference, email=noted.detail("notify"))
        return [SlotSet("notify_email", "given")]
