"""The auto-reply: open, answer, ask, send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from actions.forms import TROUBLED_DAYS, AskAction, AskPeriod, OpenGuidedForm, SubmitAction, ValidateBoxForm
from actions.rendering import Rendering
from actions.turn import Turn
from balise.errors import BaliseError, NotFound, Refused
from balise.model.auto_reply import WRITING, Asked, answers
from balise.model.conversation import Button
from balise.model.form import Taken
from balise.ports import Texts
from balise.usecases.auto_reply.confirm import ConfirmAutoReply
from balise.usecases.auto_reply.desk import AutoReplyView, AutoReplyWords
from balise.usecases.procedures.hand_over_papers import HandOverPapers

FORM = "auto_reply_form"

_REMARKS = {
    Taken.AMBIGUOUS: "utter_which_box",
    Taken.VAGUE: "utter_which_box",
    Taken.NOT_THEIRS: "utter_not_holder",
    Taken.ONLY_BOX: "utter_auto_reply_only_box",
    Taken.ONLY_OTHER: "utter_auto_reply_only_other",
    Taken.DECLINED: "utter_nothing_sent",
}

_DAYS = ("date", "period", "duration", "permanent", "vague")
"""Kinds of entities that tell for how long."""


class ActionOpenAutoReply(OpenGuidedForm):
    """Opens the form; a dépublication has its own auto-reply, and goes on."""

    action_name = "action_open_auto_reply"
    form = FORM
    topic = "reponse_automatique"
    explained_in = frozenset({"unpublish_form"})
    refusals: ClassVar[Mapping[type[BaliseError], str]] = {NotFound: "utter_auto_reply_no_box", Refused: "utter_not_holder"}
    says = frozenset({"utter_guide", "utter_resumed", *refusals.values()})


class ValidateAutoReplyForm(ValidateBoxForm[AutoReplyView, Asked]):
    """Takes what was said as the answer to what was asked, and the days it tells beside."""

    action_name = "validate_auto_reply_form"
    fields = Asked
    remarks = _REMARKS
    says = frozenset(_REMARKS.values())

    async def leaves(self, turn: Turn, asked: Asked) -> bool:
        """Say whether a message said in answer to a question rather interrupts it."""
        if asked is Asked.TEXT and await self.is_writing(turn):
            return turn.interrupts_writing
        named = ("box", "email") if asked in (Asked.BOX, Asked.REDIRECTION) else ()
        return turn.interrupts(*named, *_DAYS) and not answers(asked, turn.text)


class AskAutoReplyBox(AskAction[AutoReplyView]):
    """On which box."""

    action_name = "action_ask_auto_reply_box"
    says = frozenset({"utter_auto_reply_ask_box"})

    def ask(self, turn: Turn, view: AutoReplyView) -> None:
        """List the boxes, published and depublished."""
        self.say_choices(turn, "utter_auto_reply_ask_box", view.boxes)


class AskAutoReplyPeriod(AskPeriod[AutoReplyView]):
    """Until when; or what is not clear in the days that were given."""

    action_name = "action_ask_auto_reply_period"
    says = frozenset({"utter_auto_reply_ask_period", "utter_auto_reply_ask_days", *TROUBLED_DAYS.values()})

    def ask(self, turn: Turn, view: AutoReplyView) -> None:
        """Ask whether it has an end, then for days."""
        if self.says_trouble(turn, view):
            return
        if view.procedure.detail("trouble"):
            turn.say("utter_auto_reply_ask_days")
        else:
            turn.say("utter_auto_reply_ask_period", address=view.procedure.address)


class AskAutoReplyRedirection(AskAction[AutoReplyView]):
    """Where it redirects to."""

    action_name = "action_ask_auto_reply_redirection"
    says = frozenset({"utter_auto_reply_ask_redirection"})

    def ask(self, turn: Turn, view: AutoReplyView) -> None:
        """List the other boxes."""
        self.say_choices(turn, "utter_auto_reply_ask_redirection", view.others, address=view.procedure.address)


class AskAutoReplyText(AskAction[AutoReplyView]):
    """In which words."""

    action_name = "action_ask_auto_reply_text"
    says = frozenset({"utter_auto_reply_ask_text", "utter_write_auto_reply"})

    def ask(self, turn: Turn, view: AutoReplyView) -> None:
        """Propose some, or ask for theirs."""
        if view.procedure.detail(WRITING):
            turn.say("utter_write_auto_reply")
            return
        proposal = AutoReplyWords(self._texts).proposed(view)
        source = self._texts.line("source_identify" if view.for_good else "source_advice")
        redirects, edit = view.for_good and len(view.others) > 1, self._texts.line("auto_reply_edit_redirection")
        turn.say(
            "utter_auto_reply_ask_text",
            address=view.procedure.address,
            proposal=proposal,
            source=source,
            buttons=[Button(edit, edit)] if redirects else [],
        )


class AskAutoReplyConfirmed(AskAction[AutoReplyView]):
    """The recap."""

    action_name = "action_ask_auto_reply_confirmed"
    says = frozenset({"utter_auto_reply_recap"})

    def ask(self, turn: Turn, view: AutoReplyView) -> None:
        """Show everything that will be sent, and what the sheets say of it, or do not."""
        turn.say(
            "utter_auto_reply_recap",
            address=view.procedure.address,
            about=self._rendering.about(view.box, view.operators) if view.box else "",
            duration=AutoReplyWords(self._texts).duration(view.procedure),
            auto_reply=view.procedure.detail("auto_reply"),
            recipient=self._rendering.recipient(view),
            advice=self._texts.line("auto_reply_advice_for_good" if view.for_good else "auto_reply_advice_absence"),
            source=self._texts.line("source_identify" if view.for_good else "source_advice"),
        )


class ActionSubmitAutoReply(SubmitAction):
    """Sends the request once the form is complete."""

    action_name = "action_submit_auto_reply"
    says = frozenset({"utter_auto_reply_done", "utter_auto_reply_then_unpublish", "utter_auto_reply_changed"})
    fields = Asked
    changed = "utter_auto_reply_changed"

    def __init__(self, confirm: ConfirmAutoReply, papers: HandOverPapers, rendering: Rendering, texts: Texts) -> None:
        self._confirm, self._papers, self._rendering, self._texts = confirm, papers, rendering, texts

    async def send(self, turn: Turn) -> None:
        """Confirm, give the reference, hand over the receipt; suggest the dépublication of a box used no longer."""
        view = await self._confirm(turn.conversation)
        turn.say(
            "utter_auto_reply_done",
            reference=view.procedure.reference,
            recipient=self._rendering.sent_to(view),
            files=await self._papers.receipt(turn.conversation, view.procedure),
        )
        if view.for_good and view.still_published:
            source = self._texts.line("source_identify")
            turn.say("utter_auto_reply_then_unpublish", address=view.procedure.address, source=source)
