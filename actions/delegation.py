"""The delegation: open, answer, send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rasa_sdk.events import SlotSet

from actions.base import Events, say_guide
from actions.forms import OpenBoxForm, SubmitAction, ValidateBoxForm
from actions.turn import Turn
from balise.errors import BaliseError, NotFound, Refused
from balise.model.conversation import Button
from balise.model.delegation import Asked
from balise.model.delegation_answers import SPOUSE, answers, roles_in, shares_password, speaks_as_delegate
from balise.model.form import Taken
from balise.model.paper import DelegateRole
from balise.model.period import end_of
from balise.ports import GuideBook, Texts
from balise.usecases.delegation.confirm import ConfirmDelegation
from balise.usecases.delegation.desk import DelegationView
from balise.usecases.delegation.open import OpenDelegation
from balise.usecases.procedures.hand_over_papers import HandOverPapers

FORM = "delegation_form"

_INTENT = "deleguer_bal"

_REMARKS = {
    Taken.AMBIGUOUS: "utter_which_box",
    Taken.VAGUE: "utter_which_box",
    Taken.NOT_THEIRS: "utter_delegation_not_holder",
    Taken.ONLY_BOX: "utter_delegation_only_box",
    Taken.SPOUSE: "utter_delegation_spouse",
    Taken.OTHER_ROLE: "utter_delegation_other_role",
    Taken.PASSWORD: "utter_delegation_password",
    Taken.DECLINED: "utter_nothing_sent",
    Taken.EDIT: "utter_delegation_edit",
}

_TELLING = frozenset("person email period date duration permanent".split())
"""Kinds of entities that tell more than the wish to delegate."""

_ANSWERS = ("box", "role", "vague", *_TELLING)

_ELSEWHERE = frozenset("retirer_delegation consulter_delegations suivre_demande annuler_demande".split())
"""Intents that name the same people and days, and are no answer."""


class ActionOpenDelegation(OpenBoxForm):
    """Opens the form, for the holder only, and for somebody of their team."""

    action_name = "action_open_delegation"
    form = FORM
    refusals: ClassVar[Mapping[type[BaliseError], str]] = {
        NotFound: "utter_delegation_no_box",
        Refused: "utter_delegation_not_holder",
    }
    says = frozenset(
        {
            "utter_guide",
            "utter_delegation_spouse",
            "utter_delegation_other_role",
            "utter_delegation_holder_only",
            "utter_delegation_password",
            "utter_delegation_sign_in",
            "utter_resumed",
            *refusals.values(),
        }
    )

    def __init__(self, open_delegation: OpenDelegation, guides: GuideBook, texts: Texts) -> None:
        self._open, self._guides, self._texts = open_delegation, guides, texts

    async def act(self, turn: Turn) -> Events:
        """Open or resume the draft; a sentence said before signing in is used after."""
        # Of two requests at once, nobody knows which one names whom.
        said = "" if turn.asks_more else turn.text or turn.slot("hint") or ""
        if refusal := _refusal(said):
            self._refuse(turn, refusal)
            return [SlotSet("hint", None)]
        if shares_password(said):
            turn.say("utter_delegation_password", source=self._texts.line("source_advice"))
            said = ""
        if turn.form not in (None, FORM) and turn.asks:
            self._explain(turn)
            return []
        return await self.opened(turn, self._open, said)

    def _refuse(self, turn: Turn, response: str) -> None:
        roles = () if response == "utter_delegation_holder_only" else DelegateRole
        titles = [self._texts.line(f"delegate_to_{role}") for role in roles]
        turn.say(response, buttons=[Button(title, title) for title in titles], source=self._texts.line("source_delegate"))

    async def invite(self, turn: Turn, said: str) -> Events:
        """Invite to sign in; who has told nothing yet also gets what the sheet says."""
        sign_in = self._texts.line("delegation_sign_in_offer")
        if said and any(entity.kind in _TELLING for entity in turn.entities):
            turn.say("utter_delegation_sign_in", sign_in=sign_in)
        else:
            self._explain(turn, sign_in)
        return []

    def _explain(self, turn: Turn, sign_in: str = "") -> None:
        guide = self._guides.get(_INTENT)
        if guide is not None:
            say_guide(turn, guide, sign_in=sign_in)


def _refusal(said: str) -> str:
    """Return why no form is opened, as the name of a response; empty when one is."""
    if speaks_as_delegate(said):
        return "utter_delegation_holder_only"
    _, refused = roles_in(said)
    if not refused:
        return ""
    return "utter_delegation_spouse" if refused == SPOUSE else "utter_delegation_other_role"


class ValidateDelegationForm(ValidateBoxForm[DelegationView, Asked]):
    """Takes what was said as the answer to what was asked, and all that it tells beside."""

    action_name = "validate_delegation_form"
    fields = Asked
    remarks = _REMARKS
    asking = frozenset({Taken.EDIT})
    says = frozenset(_REMARKS.values())

    async def leaves(self, turn: Turn, asked: Asked) -> bool:
        """Say whether a message said in answer to a question rather interrupts it."""
        if turn.intent == _INTENT or answers(asked, turn.text):
            return False
        return (turn.intent in _ELSEWHERE and turn.is_sentence and turn.understood) or turn.interrupts(*_ANSWERS)


class ActionSubmitDelegation(SubmitAction):
    """Sends the request once the form is complete."""

    action_name = "action_submit_delegation"
    says = frozenset({"utter_delegation_done", "utter_delegation_changed"})
    fields = Asked
    changed = "utter_delegation_changed"

    def __init__(self, confirm: ConfirmDelegation, papers: HandOverPapers, texts: Texts) -> None:
        self._confirm, self._papers, self._texts = confirm, papers, texts

    async def send(self, turn: Turn) -> None:
        """Confirm, give the reference, say how it will end, and hand over what to sign and to note."""
        view = await self._confirm(turn.conversation)
        end = end_of(view.procedure)
        planned = self._texts.line("delegation_end_planned", end=f"{end:%d/%m/%Y}") if end else ""
        turn.say(
            "utter_delegation_done",
            reference=view.procedure.reference,
            recipient=view.recipient,
            end=planned or self._texts.line("delegation_no_end"),
            files=await self._papers.delegation(turn.conversation, view.procedure),
            source=self._texts.line("source_delegate"),
        )
