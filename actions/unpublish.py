"""The dépublication: open, answer, ask, send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rasa_sdk.events import SlotSet

from actions.base import Events, say_guide
from actions.forms import AskAction, OpenBoxForm, SubmitAction, ValidateBoxForm
from actions.rendering import Rendering
from actions.turn import Turn
from balise.errors import BaliseError, Conflict, NotFound, Refused
from balise.model.auto_reply import WRITING
from balise.model.form import Taken
from balise.model.unpublish import Asked, answers
from balise.ports import GuideBook, Texts
from balise.usecases.auto_reply.desk import proposed_auto_reply
from balise.usecases.procedures.hand_over_papers import HandOverPapers
from balise.usecases.unpublish.confirm import ConfirmUnpublish
from balise.usecases.unpublish.desk import UnpublishView
from balise.usecases.unpublish.open import OpenUnpublish

FORM = "unpublish_form"

_REMARKS = {
    Taken.AMBIGUOUS: "utter_which_box",
    Taken.VAGUE: "utter_unpublish_vague",
    Taken.ONLY_OTHER: "utter_unpublish_only_other",
    Taken.NOT_THEIRS: "utter_not_holder",
    Taken.DECLINED: "utter_nothing_sent",
}


class ActionOpenUnpublish(OpenBoxForm):
    """Opens the form."""

    action_name = "action_open_unpublish"
    form = FORM
    refusals: ClassVar[Mapping[type[BaliseError], str]] = {
        NotFound: "utter_unpublish_no_box",
        Refused: "utter_not_holder",
        Conflict: "utter_unpublish_under_way",
    }
    says = frozenset({"utter_unpublish_sign_in", "utter_resumed", *refusals.values()})
    keeps_form = False

    def __init__(self, open_unpublish: OpenUnpublish) -> None:
        self._open = open_unpublish

    async def act(self, turn: Turn) -> Events:
        """Open or resume the draft."""
        return await self.opened(turn, self._open, turn.text or turn.slot("hint") or "")

    async def invite(self, turn: Turn, said: str) -> Events:  # noqa: ARG002 - it is used after
        """Invite to sign in."""
        turn.say("utter_unpublish_sign_in", sign_in=self.sign_in_offer.words)
        return [SlotSet("later", turn.also or turn.slot("later"))]


class ValidateUnpublishForm(ValidateBoxForm[UnpublishView, Asked]):
    """Takes what was said as the answer to what was asked; what is no answer is left to the rules."""

    action_name = "validate_unpublish_form"
    fields = Asked
    remarks = _REMARKS
    says = frozenset(_REMARKS.values())

    async def leaves(self, turn: Turn, asked: Asked) -> bool:
        """Say whether a message said in answer to a question rather interrupts it."""
        if asked is Asked.AUTO_REPLY and await self.is_writing(turn):
            return turn.interrupts_writing
        named = ("box", "email") if asked in (Asked.BOX, Asked.KEPT) else ()
        return turn.interrupts(*named) and not answers(asked, turn.text)


class AskUnpublishBox(AskAction[UnpublishView]):
    """Which box."""

    action_name = "action_ask_unpublish_box"
    says = frozenset({"utter_unpublish_ask_box"})

    def ask(self, turn: Turn, view: UnpublishView) -> None:
        """List the boxes."""
        self.say_choices(turn, "utter_unpublish_ask_box", view.boxes)


class AskUnpublishKept(AskAction[UnpublishView]):
    """Which box stays; or, when none does, what follows and what else can be done."""

    action_name = "action_ask_unpublish_kept"
    says = frozenset({"utter_unpublish_ask_kept", "utter_unpublish_last_box"})

    def ask(self, turn: Turn, view: UnpublishView) -> None:
        """List the other boxes, or warn."""
        address = view.procedure.address
        if view.others:
            self.say_choices(turn, "utter_unpublish_ask_kept", view.others, address=address)
        else:
            turn.say("utter_unpublish_last_box", address=address)


class AskUnpublishAutoReply(AskAction[UnpublishView]):
    """Which auto-reply."""

    action_name = "action_ask_unpublish_auto_reply"
    says = frozenset({"utter_unpublish_ask_auto_reply", "utter_write_auto_reply"})

    def ask(self, turn: Turn, view: UnpublishView) -> None:
        """Propose a text."""
        if view.procedure.detail(WRITING):
            turn.say("utter_write_auto_reply")
            return
        turn.say(
            "utter_unpublish_ask_auto_reply",
            address=view.procedure.address,
            proposal=proposed_auto_reply(self._texts, view.kept),
            source=self._texts.line("source_identify"),
        )


class AskUnpublishConfirmed(AskAction[UnpublishView]):
    """The recap."""

    action_name = "action_ask_unpublish_confirmed"
    says = frozenset({"utter_unpublish_recap"})

    def ask(self, turn: Turn, view: UnpublishView) -> None:
        """Show everything that will be sent, one edit button a field."""
        turn.say(
            "utter_unpublish_recap",
            address=view.procedure.address,
            about=self._rendering.about(view.box, view.operators) if view.box else "",
            kept=view.kept or self._texts.line("letter_no_kept"),
            auto_reply=self._rendering.auto_reply(view, view.auto_reply),
            recipient=self._rendering.recipient(view),
        )


class ActionSubmitUnpublish(SubmitAction):
    """Sends the request once the form is complete."""

    action_name = "action_submit_unpublish"
    says = frozenset({"utter_unpublish_done", "utter_unpublish_yourself", "utter_unpublish_changed"})
    fields = Asked
    changed = "utter_unpublish_changed"

    def __init__(
        self, confirm: ConfirmUnpublish, papers: HandOverPapers, rendering: Rendering, guides: GuideBook, texts: Texts
    ) -> None:
        self._confirm, self._papers, self._rendering, self._guides, self._texts = confirm, papers, rendering, guides, texts

    async def send(self, turn: Turn) -> None:
        """Confirm, give the reference, hand over the receipt; guide who has nobody to write to but the support desk."""
        view = await self._confirm(turn.conversation)
        turn.say(
            "utter_unpublish_done",
            reference=view.procedure.reference,
            recipient=self._rendering.sent_to(view),
            files=await self._papers.receipt(turn.conversation, view.procedure),
            source=self._texts.line("source_identify"),
        )
        if self._rendering.goes_to_support(view):
            if guide := self._guides.get("depublier_bal"):
                say_guide(turn, guide)
            turn.say("utter_unpublish_yourself", request=self._rendering.to_copy(view.procedure, view.auto_reply))
