"""Say who provides a box and how to reach them."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk.events import SlotSet

from actions.base import Events, TopicAction, ValidateAction, closed_form, open_form
from actions.rendering import Rendering
from actions.turn import Turn
from balise.errors import NotSignedIn
from balise.model.conversation import Button
from balise.model.designation import designate, find_address
from balise.model.mailbox import Mailbox
from balise.model.operator import Operator
from balise.ports import OperatorBook, Texts
from balise.usecases.mailboxes.list_boxes import ListBoxes

FORM = "operator_form"


class OperatorAnswers:
    """Names the operators of an address, or those a sentence names."""

    says = frozenset({"utter_operator_known", "utter_operator_several", "utter_operator_unknown"})

    def __init__(self, operators: OperatorBook, rendering: Rendering, texts: Texts) -> None:
        self._operators, self._rendering, self._texts = operators, rendering, texts

    def say(self, turn: Turn, address: str) -> None:
        """Say who provides an address; all of them when the public list names several."""
        operators = self._operators.of(address)
        if not operators:
            turn.say("utter_operator_unknown", address=address)
        elif len(operators) > 1:
            each = self._rendering.several(operators)
            source = self._rendering.provenance(operators)
            turn.say("utter_operator_several", address=address, operators=each, buttons=self._person(operators), source=source)
        else:
            self._say_one(turn, operators[0], address)

    def say_named(self, turn: Turn) -> bool:
        """Say how to reach the operators that the sentence names (« mailiz »); False when it names none."""
        named = self._operators.named(turn.text)
        for operator in named:
            self._say_one(turn, operator, self._texts.line("operator_named", operator=operator.product or operator.name))
        return bool(named)

    def _say_one(self, turn: Turn, operator: Operator, about: str) -> None:
        contacts, source = self._rendering.contacts(operator), self._rendering.provenance((operator,))
        person = self._person((operator,))
        turn.say("utter_operator_known", address=about, operator=operator.label, contacts=contacts, buttons=person, source=source)

    def _person(self, operators: Sequence[Operator]) -> tuple[Button, ...]:
        """Return the button to a person, when none of the operators can be reached."""
        reachable = any(operator.contacts for operator in operators)
        return () if reachable else (Button(self._texts.line("intent_parler_humain"), "/parler_humain"),)


class ActionNameOperator(TopicAction):
    """For the address in the sentence, else for the boxes of the person signed in, else asks."""

    action_name = "action_name_operator"
    says = OperatorAnswers.says | {"utter_operator_whose"}

    def __init__(self, answers: OperatorAnswers, list_boxes: ListBoxes) -> None:
        self._answers, self._list = answers, list_boxes

    async def act(self, turn: Turn) -> Events:
        """Name the operators."""
        addresses: list[str] = []
        if address := find_address(turn.text):
            addresses = [address]
        elif self._answers.say_named(turn):
            return closed_form(turn)
        else:
            try:
                addresses = _meant(turn.text, (await self._list(turn.conversation)).boxes)
            except NotSignedIn:
                addresses = []
        for one in dict.fromkeys(addresses):
            self._answers.say(turn, one)
        if addresses:
            return closed_form(turn)
        if turn.form:
            if turn.form != FORM:
                turn.say("utter_operator_whose")
            return []
        return open_form(FORM, SlotSet("operator_address", None))


def _meant(text: str, boxes: Sequence[Mailbox]) -> list[str]:
    """Return the addresses of the boxes a sentence speaks of (« ma boîte de la clinique »), of all when it tells nothing."""
    meant = designate(text, boxes)
    return [box.address for box in ((meant.box,) if meant.box else meant.among or boxes)]


class ValidateOperatorForm(ValidateAction):
    """Takes an address, or the name of an operator."""

    action_name = "validate_operator_form"
    says = OperatorAnswers.says

    def __init__(self, answers: OperatorAnswers) -> None:
        self._answers = answers

    async def take(self, turn: Turn) -> Events:
        """Name the operator of the address that was typed."""
        if turn.asked != "operator_address" or not turn.text:
            return []
        address = find_address(turn.text)
        if address:
            self._answers.say(turn, address)
        elif turn.interrupts() or not self._answers.say_named(turn):
            return []
        return [SlotSet("operator_address", "given")]
