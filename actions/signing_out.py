"""Signing out, by a button."""

from __future__ import annotations

from typing import ClassVar

from rasa_sdk.events import ActiveLoop, AllSlotsReset

from actions.base import Events, TopicAction
from actions.turn import Turn
from balise.model.sheet import Link
from balise.ports import Texts
from balise.usecases.identity.sign_out import SignOut


class ActionSignOut(TopicAction):
    """Ends the sign-in of this conversation; what was being filled in waits in its draft."""

    action_name = "action_sign_out"
    says = frozenset({"utter_signed_out"})
    keeps_form = False
    needs_certainty = False
    offers_second = False
    response: ClassVar[str] = "utter_signed_out"
    everywhere: ClassVar[bool] = False

    def __init__(self, sign_out: SignOut, texts: Texts) -> None:
        self._sign_out, self._texts = sign_out, texts

    async def act(self, turn: Turn) -> Events:
        """Sign out, and say where the provider's own session ends."""
        url = await self._sign_out(turn.conversation, everywhere=self.everywhere)
        turn.say(self.response, links=[Link(self._texts.line("end_session_link"), url)] if url else [])
        return [ActiveLoop(None), AllSlotsReset()]


class ActionSignOutEverywhere(ActionSignOut):
    """Ends every sign-in of the person."""

    action_name = "action_sign_out_everywhere"
    says = frozenset({"utter_signed_out_everywhere"})
    response = "utter_signed_out_everywhere"
    everywhere = True
