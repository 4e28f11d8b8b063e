"""Identify one's boxes."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.base import Events, TopicAction, open_form
from actions.rendering import Rendering
from actions.turn import Turn
from balise.errors import NotSignedIn
from balise.model.identity import find_rpps
from balise.usecases.mailboxes.list_boxes import BoxList, ListBoxes


class ActionListBoxes(TopicAction):
    """Lists the boxes of the person signed in; otherwise offers to sign in, or to look a name up."""

    action_name = "action_list_boxes"
    says = frozenset({"utter_boxes_found", "utter_boxes_none", "utter_boxes_sign_in"})

    def __init__(self, list_boxes: ListBoxes, rendering: Rendering) -> None:
        self._list, self._rendering = list_boxes, rendering

    async def act(self, turn: Turn) -> Events:
        """Say the boxes, or ask whose."""
        try:
            found = await self._list(turn.conversation)
        except NotSignedIn:
            return await self._anonymous(turn)
        self._say(turn, found)
        return []

    async def _anonymous(self, turn: Turn) -> Events:
        if rpps := find_rpps(turn.text):
            self._say(turn, await self._list.of(rpps))
            return []
        turn.say("utter_boxes_sign_in", sign_in=self.sign_in_offer.words)
        resume = SlotSet("resume", self.action_name)
        if turn.form:
            return [resume]
        return open_form("lookup_form", resume, SlotSet("lookup_purpose", "own"), SlotSet("lookup_query"), SlotSet("lookup_who"))

    def _say(self, turn: Turn, found: BoxList) -> None:
        freshness = self._rendering.freshness(found.listing)
        if not found.boxes:
            turn.say("utter_boxes_none", freshness=freshness)
            return
        turn.say("utter_boxes_found", boxes=self._rendering.boxes(found), freshness=freshness)
