"""The deletion: open, answer, ask, send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rasa_sdk.events import SlotSet

from actions.base import Events
from actions.forms import AskAction, Open, OpenGuidedForm, SubmitAction, ValidateBoxForm
from actions.rendering import Rendering
from actions.turn import Turn
from balise.errors import BaliseError, Refused
from balise.model.deletion import Asked, Obstacle, answers
from balise.model.form import Taken
from balise.ports import GuideBook, Texts
from balise.usecases.deletion.confirm import ConfirmDeletion, DeletionWords
from balise.usecases.deletion.desk import DeletionView
from balise.usecases.deletion.fill import FillDeletion
from balise.usecases.procedures.follow import FollowProcedures
from balise.usecases.procedures.hand_over_papers import HandOverPapers

FORM = "deletion_form"

_REMARKS = {
    Taken.AMBIGUOUS: "utter_which_box",
    Taken.VAGUE: "utter_which_box",
    Taken.NOT_THEIRS: "utter_deletion_not_among",
    Taken.ONLY_BOX: "utter_deletion_only_box",
    Taken.UNCLEAR: "utter_deletion_say_it_plainly",
    Taken.NOT_YET: "utter_deletion_not_yet",
    Taken.DECLINED: "utter_nothing_sent",
}

_OBSTACLES = {
    Obstacle.PUBLISHED: "utter_deletion_published",
    Obstacle.UNPUBLISHING: "utter_deletion_unpublishing",
    Obstacle.ASKED: "utter_deletion_asked",
    Obstacle.UNKNOWN: "utter_deletion_unknown",
    Obstacle.NO_BOX: "utter_deletion_no_box",
}


class ActionOpenDeletion(OpenGuidedForm):
    """Opens the form, for a box that was depublished; or says what has to come before."""

    action_name = "action_open_deletion"
    form = FORM
    topic = "supprimer_bal"
    refusals: ClassVar[Mapping[type[BaliseError], str]] = {}
    says = frozenset({"utter_guide", "utter_resumed", *_OBSTACLES.values()})

    def __init__(self, opening: Open, guides: GuideBook, texts: Texts, follow: FollowProcedures, rendering: Rendering) -> None:
        super().__init__(opening, guides, texts)
        self._follow, self._rendering = follow, rendering

    async def refused(self, turn: Turn, error: BaliseError) -> Events:
        """Say why, with what was asked for so far."""
        if not isinstance(error, Refused):
            raise error
        why = Obstacle(error.reason)
        told = [p for p in await self._follow(turn.conversation, "") if p.reference in error.detail.split()]
        turn.say(
            _OBSTACLES[why],
            boxes=error.detail or self._texts.line("all_their_boxes"),
            procedures="\n".join(map(self._rendering.procedure, told)),
            source=self._texts.line("source_identify") if why in (Obstacle.PUBLISHED, Obstacle.UNPUBLISHING) else "",
        )
        return [SlotSet("hint", None)]


class ValidateDeletionForm(ValidateBoxForm[DeletionView, Asked]):
    """Takes what was said as the answer to what was asked; who has not saved everything yet leaves the form, with its draft."""

    action_name = "validate_deletion_form"
    fields = Asked
    remarks = _REMARKS
    leaving = frozenset({Taken.NOT_YET})
    says = frozenset(_REMARKS.values())

    def __init__(self, fill: FillDeletion, texts: Texts) -> None:
        super().__init__(fill)
        self._texts = texts

    async def leaves(self, turn: Turn, asked: Asked) -> bool:
        """Say whether a message said in answer to a question rather interrupts it."""
        named = ("box", "email") if asked is Asked.BOX else ()
        return turn.interrupts(*named) and not answers(asked, turn.text)

    def remark(self, turn: Turn, view: DeletionView, taken: Taken) -> None:
        """Say what became of the answer; how to save what is needed, from the sheets."""
        source = self._texts.line("source_delete") if taken is Taken.NOT_YET else ""
        turn.say(self.remarks[taken], reference=view.procedure.reference, source=source)


class AskDeletionBox(AskAction[DeletionView]):
    """Which box."""

    action_name = "action_ask_deletion_box"
    says = frozenset({"utter_deletion_ask_box"})

    def ask(self, turn: Turn, view: DeletionView) -> None:
        """List the boxes that may be deleted."""
        self.say_choices(turn, "utter_deletion_ask_box", view.boxes)


class AskDeletionExport(AskAction[DeletionView]):
    """Whether everything useful is saved, in so many words."""

    action_name = "action_ask_deletion_export"
    says = frozenset({"utter_deletion_ask_export"})

    def ask(self, turn: Turn, view: DeletionView) -> None:
        """Remind of what is lost otherwise."""
        turn.say("utter_deletion_ask_export", address=view.procedure.address, source=self._texts.line("source_delete"))


class AskDeletionConfirmed(AskAction[DeletionView]):
    """The recap."""

    action_name = "action_ask_deletion_confirmed"
    says = frozenset({"utter_deletion_recap"})

    def ask(self, turn: Turn, view: DeletionView) -> None:
        """Show everything that will be sent, and that it cannot be undone."""
        turn.say(
            "utter_deletion_recap",
            address=view.procedure.address,
            operator=self._rendering.operator_names(view.operators),
            unpublished=DeletionWords(self._texts).unpublished(view.unpublished),
            recipient=self._rendering.recipient(view),
            source=self._texts.line("source_identify"),
        )


class ActionSubmitDeletion(SubmitAction):
    """Sends the request once the form is complete."""

    action_name = "action_submit_deletion"
    says = frozenset({"utter_deletion_done", "utter_deletion_changed"})
    fields = Asked
    changed = "utter_deletion_changed"

    def __init__(self, confirm: ConfirmDeletion, papers: HandOverPapers, rendering: Rendering) -> None:
        self._confirm, self._papers, self._rendering = confirm, papers, rendering

    async def send(self, turn: Turn) -> None:
        """Confirm, give the reference, and hand over the receipt."""
        view = await self._confirm(turn.conversation)
        turn.say(
            "utter_deletion_done",
            reference=view.procedure.reference,
            recipient=self._rendering.sent_to(view),
            files=await self._papers.receipt(turn.conversation, view.procedure),
        )
