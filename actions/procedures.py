"""Follow one's requests, and cancel one."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.base import Events, TopicAction
from actions.basics import CANCEL
from actions.rendering import Rendering
from actions.signing_in import SignInLink
from actions.turn import Turn
from balise.errors import NotFound
from balise.model.conversation import Button
from balise.ports import Texts
from balise.usecases.follow_procedures import FollowProcedures


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
    """Says where the person's requests are."""

    action_name = "action_follow"
    says = frozenset(
        {
            "utter_procedures",
            "utter_procedures_none",
            "utter_procedures_none_for_you",
            "utter_procedure_not_found",
            "utter_procedure_not_found_for_you",
        }
    )

    async def act(self, turn: Turn) -> Events:
        """List them, newest first."""
        try:
            found = await self._follow(turn.conversation, turn.text)
        except NotFound:
            return await self._say_none(turn, "utter_procedure_not_found")
        if not found:
            return await self._say_none(turn, "utter_procedures_none")
        turn.say("utter_procedures", procedures="\n".join(self._rendering.procedure(p) for p in found))
        return []


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
