"""Who was let into one's boxes, and ending it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rasa_sdk.events import SlotSet

from actions.base import WITHDRAW, Events, TopicAction, say_guide
from actions.rendering import Rendering
from actions.turn import Turn
from balise.errors import NotFound, NotSignedIn
from balise.model.conversation import Button
from balise.model.procedure import Procedure, State
from balise.ports import GuideBook, Texts
from balise.usecases.delegation.desk import DelegationWords
from balise.usecases.delegation.follow import Entrusted, ListDelegations


class _AccessAction(TopicAction):
    """An action on the delegations that Balise knows of; where it knows none, the sheet's guide answers."""

    def __init__(self, known: ListDelegations, guides: GuideBook, rendering: Rendering, texts: Texts) -> None:
        self._known, self._guides, self._rendering, self._texts = known, guides, rendering, texts
        self._words = DelegationWords(texts)

    def _invite(self, turn: Turn, guide: str) -> Events:
        """Say what the sheet says; once signed in, what is known here is shown."""
        self._explain(turn, guide, sign_in=self._texts.line("delegations_sign_in_offer"))
        return [SlotSet("resume", self.action_name)]

    def _explain(self, turn: Turn, intent: str, first: str = "", sign_in: str = "") -> None:
        guide = self._guides.get(intent)
        if guide is not None:
            say_guide(turn, guide, first=first, sign_in=sign_in)

    def _line(self, delegation: Procedure) -> str:
        """Return a delegation in one line."""
        values = {"reference": delegation.reference, "address": delegation.address}
        return self._texts.line(
            "delegation_line", delegate=self._words.delegate(delegation), duration=self._words.duration(delegation), **values
        )


class ActionListDelegations(_AccessAction):
    """Answers « qui a accès à ma BAL ? » with what was asked for here; only the operator knows of the rest."""

    action_name = "action_list_delegations"
    says = frozenset({"utter_delegations", "utter_guide"})

    async def act(self, turn: Turn) -> Events:
        """List them, with their rights and their history."""
        try:
            known = await self._known(turn.conversation)
        except NotSignedIn:
            return self._invite(turn, "consulter_delegations")
        if not known:
            self._explain(turn, "consulter_delegations", self._texts.line("delegations_none"))
            return []
        lines = "\n".join(line for entrusted in known for line in self._lines(entrusted))
        turn.say("utter_delegations", delegations=lines, source=self._texts.line("source_delegate"))
        return []

    def _lines(self, entrusted: Entrusted) -> Iterable[str]:
        delegation, withdrawal = entrusted.delegation, entrusted.withdrawal
        details = [
            self._texts.line("delegation_rights", rights=self._words.rights(delegation)),
            self._texts.line("delegation_history", moves=self._moves(delegation)),
        ]
        if withdrawal is not None:
            values = {"reference": withdrawal.reference, "moves": self._moves(withdrawal)}
            details.append(self._texts.line("delegation_withdrawal", **values))
        return self._line(delegation), *(self._texts.line("box_detail", detail=detail) for detail in details)

    def _moves(self, procedure: Procedure) -> str:
        """Return the history of a request, from the day it was asked for."""
        told = [
            self._texts.line(
                "delegation_move",
                state=self._texts.line("delegation_asked" if move.after is State.CONFIRMED else f"state_{move.after}"),
                date=self._rendering.day(move.at),
            )
            for move in procedure.history
            if move.after is not State.DRAFT
        ]
        return ", ".join(told)


class ActionWithdrawDelegation(_AccessAction):
    """Asks which delegation to end, then whether to."""

    action_name = "action_withdraw_delegation"
    says = frozenset({"utter_withdraw_which", "utter_withdraw_confirm", "utter_withdraw_unknown", "utter_guide"})

    async def act(self, turn: Turn) -> Events:
        """Find what may be ended; nothing is until the person says yes."""
        try:
            running = await self._known.ending(turn.conversation, turn.text)
        except NotSignedIn:
            return self._invite(turn, "retirer_delegation")
        except NotFound:
            turn.say("utter_withdraw_unknown")
            return []
        if not running:
            self._explain(turn, "retirer_delegation", self._texts.line("delegations_none"))
            return []
        if len(running) > 1:
            self._ask_which(turn, running)
            return []
        turn.say("utter_withdraw_confirm", delegation=self._line(running[0]))
        return [SlotSet("offer", WITHDRAW + running[0].reference)]

    def _ask_which(self, turn: Turn, running: Sequence[Procedure]) -> None:
        titles = [self._texts.line("withdraw_button", reference=p.reference) for p in running]
        lines = "\n".join(map(self._line, running))
        turn.say("utter_withdraw_which", delegations=lines, buttons=[Button(title, title) for title in titles])
