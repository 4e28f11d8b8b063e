"""What is kept of a person: to see, to take away, to erase."""

from __future__ import annotations

from typing import ClassVar

from rasa_sdk.events import ActiveLoop, AllSlotsReset, FollowupAction, SlotSet

from actions.base import Events, TopicAction
from actions.basics import ERASE
from actions.rendering import Rendering
from actions.turn import Turn
from balise.errors import Conflict
from balise.model.conversation import Button
from balise.model.procedure import Kind, Procedure
from balise.model.sheet import Link
from balise.ports import Texts
from balise.usecases.privacy.erase import ErasePerson
from balise.usecases.privacy.export import ExportPerson
from balise.usecases.privacy.verbs import Privacy


class ActionMyData(TopicAction):
    """Says what is kept and for how long, and offers to take it away or to erase it."""

    action_name = "action_my_data"
    says = frozenset({"utter_my_data", "utter_my_data_here"})

    def __init__(self, privacy: Privacy, texts: Texts, page: str) -> None:
        self._privacy, self._texts, self._page = privacy, texts, page

    async def act(self, turn: Turn) -> Events:
        """Tell the short register; who is not signed in learns what signing in would add."""
        told = [entry for entry in self._privacy.register.entries if entry.told]
        kept = "\n".join(self._texts.line("register_line", title=entry.title, kept=entry.kept) for entry in told)
        sign_in = "" if turn.form else await self.sign_in_offer.unless_signed_in(turn.conversation)
        links = [Link(self._texts.line("privacy_link"), self._page)]
        turn.say("utter_my_data_here" if sign_in else "utter_my_data", kept=kept, links=links, sign_in=sign_in)
        return [SlotSet("resume", self.action_name)] if sign_in else []


class ActionExportData(TopicAction):
    """Hands over all that is kept."""

    action_name = "action_export_data"
    says = frozenset({"utter_data_exported"})

    def __init__(self, export: ExportPerson) -> None:
        self._export = export

    async def act(self, turn: Turn) -> Events:
        """Hand over both files."""
        files = await self._export(turn.conversation)
        turn.say("utter_data_exported", contact=self._export.contact, files=files)
        return []


class ActionEraseData(TopicAction):
    """Says what would be erased and what would stay, and asks; what is still under way has to end first."""

    action_name = "action_erase_data"
    says = frozenset({"utter_erase_confirm", "utter_erase_confirm_here", "utter_erase_under_way"})
    keeps_form = False

    def __init__(self, erase: ErasePerson, rendering: Rendering, texts: Texts) -> None:
        self._erase, self._rendering, self._texts = erase, rendering, texts

    async def act(self, turn: Turn) -> Events:
        """Ask; nothing is erased until the person says yes."""
        theirs = await self._erase.concerned(turn.conversation)
        if theirs.under_way:
            lines = "\n".join(map(self._rendering.procedure, theirs.under_way))
            turn.say("utter_erase_under_way", procedures=lines, buttons=[*map(self._ending, theirs.under_way)])
            return []
        turn.say("utter_erase_confirm" if theirs.person else "utter_erase_confirm_here")
        return [SlotSet("offer", ERASE + ("action_erased" if theirs.person else "action_erased_here"))]

    def _ending(self, procedure: Procedure) -> Button:
        """Return what ends a procedure: a delegation in force is withdrawn, anything else cancelled."""
        if not procedure.open and procedure.kind is Kind.DELEGATION:
            return Button(self._texts.line("intent_retirer_delegation"), "/retirer_delegation")
        title = self._texts.line("cancel_button", reference=procedure.reference)
        return Button(title, title)


class ActionErased(TopicAction):
    """Erases all of the person's, once they have said yes."""

    action_name = "action_erased"
    says = frozenset({"utter_erased"})
    keeps_form = False
    needs_certainty = False
    offers_second = False
    everything: ClassVar[bool] = True

    def __init__(self, erase: ErasePerson) -> None:
        self._erase = erase

    async def act(self, turn: Turn) -> Events:
        """Erase; what began meanwhile is told first."""
        try:
            await self._erase(turn.conversation, everything=self.everything)
        except Conflict:
            return [FollowupAction("action_erase_data")]
        turn.say("utter_erased")
        return [ActiveLoop(None), AllSlotsReset()]


class ActionErasedHere(ActionErased):
    """Erases the conversation of nobody."""

    action_name = "action_erased_here"
    everything = False
