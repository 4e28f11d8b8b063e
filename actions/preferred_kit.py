"""Make a preferred box known: its kit, and the places to show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rasa_sdk.events import SlotSet

from actions.base import Events, FormAction, ValidateAction, numbered, open_form, say_guide
from actions.basics import DONE
from actions.forms import OpenBoxForm
from actions.rendering import Rendering
from actions.turn import Turn
from balise.errors import BaliseError, NotFound, NotSignedIn, Refused
from balise.model.conversation import Button
from balise.model.preferred import asks_the_sheet
from balise.ports import GuideBook, Texts
from balise.usecases.preferred.desk import Choice
from balise.usecases.preferred.list_chosen import ListPreferred
from balise.usecases.preferred.open import OpenPreferred
from balise.usecases.procedures.declare_done import declarable
from balise.usecases.procedures.hand_over_papers import HandOverPapers

SHARE_FORM = "preferred_share_form"

_GUIDE = "communiquer_bal"


class KitAnswers:
    """Hands over the kit of a preferred box with the places to show it, and offers to note that it is done."""

    def __init__(self, papers: HandOverPapers, guides: GuideBook, rendering: Rendering, texts: Texts) -> None:
        self._papers, self._guides, self._rendering, self._texts = papers, guides, rendering, texts

    def lines(self, chosen: Sequence[Choice]) -> str:
        """Name the boxes chosen, numbered, each with its place."""
        return "\n".join(
            self._texts.line("preferred_line", n=str(n), address=choice.box.address, place=self._rendering.place(choice.box))
            for n, choice in enumerate(chosen, start=1)
        )

    async def say(self, turn: Turn, response: str, choice: Choice) -> Events:
        """Say a response that lists the places; return what is offered."""
        guide, about, waits = self._guides.get(_GUIDE), self._guides.get("choisir_bal"), declarable(choice.procedure)
        turn.say(
            response,
            reference=choice.procedure.reference,
            address=choice.box.address,
            place=self._rendering.place(choice.box),
            places="\n".join(numbered(guide.steps)) if guide else "",
            files=await self._papers.kit(turn.conversation, choice.holder, choice.box),
            buttons=[Button(self._texts.line("declare_done"), "/affirmer")] if waits else [],
            source=about.source if about else "",
        )
        return [SlotSet("offer", DONE + choice.procedure.reference)] if waits else []


class ActionSharePreferred(OpenBoxForm):
    """Hands over the kit again, asking of which box when several were chosen; how to make it known, the sheet tells."""

    action_name = "action_share_preferred"
    form = "preferred_form"
    refusals: ClassVar[Mapping[type[BaliseError], str]] = {Refused: "utter_not_holder"}
    says = frozenset({"utter_guide", "utter_preferred_kit", "utter_resumed", *refusals.values()})

    def __init__(self, chosen: ListPreferred, open_preferred: OpenPreferred, kit: KitAnswers, guides: GuideBook) -> None:
        self._chosen, self._open, self._kit, self._guides = chosen, open_preferred, kit, guides

    async def act(self, turn: Turn) -> Events:
        """Hand over, ask which, or have one chosen first."""
        if turn.form or turn.asks or asks_the_sheet(turn.text):
            sign_in = await self.sign_in_offer.unless_signed_in(turn.conversation)
            self._explain(turn, sign_in)
            return [SlotSet("resume", self.action_name)] if sign_in else []
        said = turn.text or turn.slot("hint") or ""
        try:
            chosen = await self._chosen.meant(turn.conversation, said)
        except NotSignedIn:
            chosen = []
        if len(chosen) == 1:
            return [SlotSet("hint", None), *await self._kit.say(turn, "utter_preferred_kit", chosen[0])]
        if chosen:
            return open_form(SHARE_FORM, SlotSet("hint", None), SlotSet("preferred_shared", None))
        return await self.opened(turn, self._open, said)

    async def refused(self, turn: Turn, error: BaliseError) -> Events:
        """Say why no form is opened; who has no box of their own is told what the sheet says."""
        if not isinstance(error, NotFound):
            return await super().refused(turn, error)
        self._explain(turn)
        return [SlotSet("hint", None)]

    async def invite(self, turn: Turn, said: str) -> Events:  # noqa: ARG002 - it is used after
        """Say what the sheet says; once signed in, the kit is handed over."""
        self._explain(turn, self.sign_in_offer.words)
        return []

    def _explain(self, turn: Turn, sign_in: str = "") -> None:
        guide = self._guides.get(_GUIDE)
        if guide is not None:
            say_guide(turn, guide, sign_in=sign_in)


class AskPreferredShared(FormAction):
    """Which of the boxes chosen."""

    action_name = "action_ask_preferred_shared"
    says = frozenset({"utter_preferred_which"})

    def __init__(self, chosen: ListPreferred, kit: KitAnswers) -> None:
        self._chosen, self._kit = chosen, kit

    async def act(self, turn: Turn) -> Events:
        """List them, each with its place."""
        chosen = await self._chosen(turn.conversation)
        buttons = [Button(c.box.address, c.box.address) for c in chosen]
        turn.say("utter_preferred_which", chosen=self._kit.lines(chosen), buttons=buttons)
        return []


class ValidatePreferredShareForm(ValidateAction):
    """Takes which box to make known."""

    action_name = "validate_preferred_share_form"
    says = frozenset({"utter_preferred_kit"})

    def __init__(self, chosen: ListPreferred, kit: KitAnswers) -> None:
        self._chosen, self._kit = chosen, kit

    async def take(self, turn: Turn) -> Events:
        """Hand over the kit of the box that is meant."""
        if turn.asked != "preferred_shared" or not turn.text or turn.interrupts("box", "email"):
            return []
        meant = await self._chosen.meant(turn.conversation, turn.text)
        if len(meant) != 1:
            return []
        return [SlotSet("preferred_shared", "given"), *await self._kit.say(turn, "utter_preferred_kit", meant[0])]
