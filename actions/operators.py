"""Say who provides a box and how to reach them."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.base import Events, FormAction, TopicAction, Turn, open_form
from actions.rendering import Rendering
from balise.errors import NotSignedIn
from balise.model.designation import find_address
from balise.ports import OperatorBook
from balise.usecases.list_boxes import ListBoxes

FORM = "operator_form"


class OperatorAnswers:
    """Names the operators of an address."""

    says = frozenset({"utter_operator_known", "utter_operator_unknown"})

    def __init__(self, operators: OperatorBook, rendering: Rendering) -> None:
        self._operators, self._rendering = operators, rendering

    def say(self, turn: Turn, address: str) -> None:
        """Say who provides an address; several when the public list names several."""
        operators = self._operators.of(address)
        if not operators:
            turn.say("utter_operator_unknown", address=address)
        for operator in operators:
            contacts = self._rendering.contacts(operator)
            turn.say("utter_operator_known", address=address, operator=operator.label, contacts=contacts)


class ActionNameOperator(TopicAction):
    """For the address in the sentence, else for the boxes of the person signed in, else asks."""

    action_name = "action_name_operator"
    says = OperatorAnswers.says

    def __init__(self, answers: OperatorAnswers, list_boxes: ListBoxes) -> None:
        self._answers, self._list = answers, list_boxes

    async def act(self, turn: Turn) -> Events:
        """Name the operators."""
        addresses: list[str] = []
        if address := find_address(turn.text):
            addresses = [address]
        else:
            try:
                addresses = [box.address for box in (await self._list(turn.conversation)).boxes]
            except NotSignedIn:
                addresses = []
        for one in dict.fromkeys(addresses):
            self._answers.say(turn, one)
        if addresses or turn.form:
            return []
        return open_form(FORM, SlotSet("operator_address", None))


class ValidateOperatorForm(FormAction):
    """Takes an address."""

    action_name = "validate_operator_form"
    says = OperatorAnswers.says

    def __init__(self, answers: OperatorAnswers) -> None:
        self._answers = answers

    async def act(self, turn: Turn) -> Events:
        """Name the operator of the address that was typed."""
        address = find_address(turn.text)
        if turn.asked != "operator_address" or address is None:
            return []
        self._answers.say(turn, address)
        return [SlotSet("operator_address", "given")]
