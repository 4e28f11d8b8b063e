"""The dépublication: open, answer, ask, send."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.base import Events, FormAction, TopicAction, form_slots, open_form
from actions.forms import SubmitAction, ValidateBoxForm
from actions.rendering import Rendering
from actions.signing_in import SignInLink
from actions.turn import Turn
from balise.errors import Conflict, NotFound, NotSignedIn, Refused
from balise.model.conversation import Button
from balise.model.form import Taken
from balise.model.unpublish import Asked, answers
from balise.ports import OperatorBook, Texts
from balise.usecases.confirm_unpublish import ConfirmUnpublish
from balise.usecases.fill_unpublish import FillUnpublish
from balise.usecases.open_unpublish import OpenUnpublish
from balise.usecases.unpublish import UnpublishView

FORM = "unpublish_form"

_REMARKS = {
    Taken.AMBIGUOUS: "utter_which_box",
    Taken.VAGUE: "utter_unpublish_vague",
    Taken.ONLY_OTHER: "utter_unpublish_only_other",
    Taken.NOT_THEIRS: "utter_not_holder",
    Taken.DECLINED: "utter_nothing_sent",
}


class ActionOpenUnpublish(TopicAction):
    """Opens the form, for the holder only."""

    action_name = "action_open_unpublish"
    says = frozenset(
        {
            "utter_unpublish_sign_in",
            "utter_unpublish_no_box",
            "utter_unpublish_under_way",
            "utter_not_holder",
            "utter_resumed",
        }
    )
    keeps_form = False

    def __init__(self, open_unpublish: OpenUnpublish, link: SignInLink) -> None:
        self._open, self._link = open_unpublish, link

    async def act(self, turn: Turn) -> Events:
        """Open or resume the draft; a sentence said before signing in is used after."""
        said = turn.text or turn.slot("hint") or ""
        try:
            view, begun = await self._open(turn.conversation, said)
        except NotSignedIn:
            turn.say("utter_unpublish_sign_in", links=[await self._link(turn.conversation)])
            return [SlotSet("resume", self.action_name), SlotSet("hint", said), SlotSet("later", turn.also or turn.slot("later"))]
        except NotFound:
            turn.say("utter_unpublish_no_box")
            return [SlotSet("hint", None)]
        except (Refused, Conflict) as error:
            turn.say("utter_not_holder" if isinstance(error, Refused) else "utter_unpublish_under_way")
            return [SlotSet("hint", None)]
        if begun and turn.form != FORM:
            turn.say("utter_resumed", reference=view.procedure.reference)
        return open_form(FORM, SlotSet("hint", said), *form_slots(view.missing))


class ValidateUnpublishForm(ValidateBoxForm[Asked]):
    """Takes what was said as the answer to what was asked; what is no answer is left to the rules."""

    action_name = "validate_unpublish_form"
    fields = Asked
    remarks = _REMARKS
    says = frozenset(_REMARKS.values())

    def __init__(self, fill: FillUnpublish) -> None:
        self._fill = fill

    async def filled(self, turn: Turn, asked: Asked | None, said: str) -> tuple[Asked, Taken]:
        """Fill the draft."""
        view, taken = await self._fill(turn.conversation, asked, said)
        return view.missing, taken

    async def leaves(self, turn: Turn, asked: Asked) -> bool:
        """Say whether a message said in answer to a question rather interrupts it."""
        if asked is Asked.AUTO_REPLY and await self._is_writing(turn):
            return turn.interrupts_writing
        named = ("box", "email") if asked in (Asked.BOX, Asked.KEPT) else ()
        return turn.interrupts(*named) and not answers(asked, turn.text)

    async def _is_writing(self, turn: Turn) -> bool:
        """Say whether the words of the auto-reply are being asked for: any sentence may then be them."""
        view, _ = await self._fill(turn.conversation, None, "")
        return bool(view.procedure.detail("writing"))


class _AskAction(FormAction):
    """Asks one field, showing the draft."""

    def __init__(self, fill: FillUnpublish, operators: OperatorBook, rendering: Rendering, texts: Texts) -> None:
        self._fill, self._operators, self._rendering, self._texts = fill, operators, rendering, texts

    async def _view(self, turn: Turn) -> UnpublishView:
        view, _ = await self._fill(turn.conversation, None, "")
        return view


class AskUnpublishBox(_AskAction):
    """Which box."""

    action_name = "action_ask_unpublish_box"
    says = frozenset({"utter_unpublish_ask_box"})

    async def act(self, turn: Turn) -> Events:
        """List the boxes, each as a button."""
        view = await self._view(turn)
        operators = [self._operators.of(b.address) for b in view.boxes]
        turn.say(
            "utter_unpublish_ask_box",
            boxes=self._rendering.choices(view.boxes, operators),
            buttons=[Button(b.address, b.address) for b in view.boxes],
        )
        return []


class AskUnpublishKept(_AskAction):
    """Which box stays; or, when none does, what follows and what else can be done."""

    action_name = "action_ask_unpublish_kept"
    says = frozenset({"utter_unpublish_ask_kept", "utter_unpublish_last_box"})

    async def act(self, turn: Turn) -> Events:
        """List the other boxes, or warn."""
        view = await self._view(turn)
        if not view.others:
            turn.say("utter_unpublish_last_box", address=view.procedure.address)
            return []
        operators = [self._operators.of(b.address) for b in view.others]
        turn.say(
            "utter_unpublish_ask_kept",
            address=view.procedure.address,
            boxes=self._rendering.choices(view.others, operators),
            buttons=[Button(b.address, b.address) for b in view.others],
        )
        return []


class AskUnpublishAutoReply(_AskAction):
    """Which auto-reply."""

    action_name = "action_ask_unpublish_auto_reply"
    says = frozenset({"utter_unpublish_ask_auto_reply", "utter_unpublish_write"})

    async def act(self, turn: Turn) -> Events:
        """Propose a text."""
        view = await self._view(turn)
        if view.procedure.detail("writing"):
            turn.say("utter_unpublish_write")
            return []
        turn.say(
            "utter_unpublish_ask_auto_reply",
            address=view.procedure.address,
            proposal=self._fill.proposed_auto_reply(view),
            source=self._texts.line("source_identify"),
        )
        return []


class AskUnpublishConfirmed(_AskAction):
    """The recap."""

    action_name = "action_ask_unpublish_confirmed"
    says = frozenset({"utter_unpublish_recap"})

    async def act(self, turn: Turn) -> Events:
        """Show everything that will be sent, one edit button a field."""
        view = await self._view(turn)
        box = view.box
        turn.say(
            "utter_unpublish_recap",
            address=view.procedure.address,
            about=self._rendering.about(box, view.operators) if box else "",
            kept=view.kept or self._texts.line("letter_no_kept"),
            auto_reply=view.auto_reply or self._texts.line("letter_no_auto_reply"),
            recipient=self._rendering.recipient(view.operators, view.recipient),
        )
        return []


class ActionSubmitUnpublish(SubmitAction):
    """Sends the request once the form is complete."""

    action_name = "action_submit_unpublish"
    says = frozenset({"utter_unpublish_done", "utter_unpublish_changed"})
    fields = Asked
    changed = "utter_unpublish_changed"

    def __init__(self, confirm: ConfirmUnpublish, texts: Texts) -> None:
        self._confirm, self._texts = confirm, texts

    async def send(self, turn: Turn) -> None:
        """Confirm, and give the reference."""
        view = await self._confirm(turn.conversation)
        turn.say(
            "utter_unpublish_done",
            reference=view.procedure.reference,
            recipient=view.recipient,
            source=self._texts.line("source_identify"),
        )
