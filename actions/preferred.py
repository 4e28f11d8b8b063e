"""Choose which address to use."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.base import Events, TopicAction, say_guide
from actions.rendering import Rendering
from actions.signing_in import SignInLink
from actions.turn import Turn
from balise.errors import NotSignedIn
from balise.model.wording import speaks_of
from balise.ports import GuideBook
from balise.usecases.list_boxes import ListBoxes


class ActionChoosePreferred(TopicAction):
    """Helps to choose one's own preferred address, after asking whose when the question does not say."""

    action_name = "action_choose_preferred"
    says = frozenset({"utter_preferred_whose", "utter_guide", "utter_preferred_boxes", "utter_preferred_sign_in"})

    def __init__(self, guides: GuideBook, list_boxes: ListBoxes, link: SignInLink, rendering: Rendering) -> None:
        self._guides, self._list, self._link, self._rendering = guides, list_boxes, link, rendering

    async def act(self, turn: Turn) -> Events:
        """Say the guide, then the person's own boxes."""
        if turn.text and speaks_of(turn.text) == "unclear" and not turn.form:
            turn.say("utter_preferred_whose")
            return []
        guide = self._guides.get("choisir_bal")
        if guide is not None:
            say_guide(turn, guide)
        try:
            found = await self._list(turn.conversation)
        except NotSignedIn:
            turn.say("utter_preferred_sign_in", links=[await self._link(turn.conversation)])
            return [SlotSet("resume", "action_list_boxes")]
        if found.boxes:
            turn.say("utter_preferred_boxes", boxes=self._rendering.choices(found.boxes, found.operators))
        return []
