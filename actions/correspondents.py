"""Find somebody in the directory: a colleague, a structure, or oneself without signing in."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.base import Events, FormAction, TopicAction, ValidateAction, open_form
from actions.rendering import Rendering
from actions.turn import Turn
from balise.errors import NotFound
from balise.model.conversation import Button
from balise.model.mailbox import Findings
from balise.model.speech import NAMING
from balise.usecases.correspondents.find_people import FindPeople, search_words
from balise.usecases.mailboxes.list_boxes import ListBoxes

FORM = "lookup_form"
_DONE = "done"
_LONGEST_NAME = 2
_SEARCHES = frozenset({"trouver_correspondant", "lister_bal", "choisir_bal"})
"""Intents that a name with a few words around it looks like."""


class LookupAnswers:
    """Says what a search found. Shared by the action that starts one and by the form that goes on."""

    says = frozenset(
        {"utter_lookup_nobody", "utter_lookup_several", "utter_lookup_person", "utter_lookup_own", "utter_boxes_none"}
    )

    def __init__(self, find: FindPeople, list_boxes: ListBoxes, rendering: Rendering) -> None:
        self._find, self._list, self._rendering = find, list_boxes, rendering

    async def answer(self, turn: Turn, text: str, own: bool) -> Events:
        """Search for what was typed, say what was found, and return the lookup's slots."""
        earlier = turn.slot("lookup_query")
        found, query = await self._find.choose(earlier, text) if earlier else (await self._find(text), text)
        freshness = self._rendering.freshness(found)
        if found.empty:
            turn.say("utter_lookup_nobody", freshness=freshness)
            return [SlotSet("lookup_query", None), SlotSet("lookup_who", None)]
        if len(found.professionals) + len(found.organizations) > 1:
            # In the middle of another form, a number would answer that form's question.
            lines = self._rendering.found(found)
            choices = _choices(lines) if turn.form in (None, FORM) else []
            turn.say("utter_lookup_several", found=lines, buttons=choices)
            return [SlotSet("lookup_query", query), SlotSet("lookup_who", None)]
        await self._say_one(turn, found, freshness, own)
        return [SlotSet("lookup_query", None), SlotSet("lookup_who", _DONE)]

    async def _say_one(self, turn: Turn, found: Findings, freshness: str, own: bool) -> None:
        if not found.professionals:
            only = found.organizations[0]
            boxes = self._rendering.boxes_of(only.mailboxes)
            turn.say("utter_lookup_person", name=only.structure.name, trade="", boxes=boxes, freshness=freshness)
            return
        person = found.professionals[0]
        if own and person.mailboxes:
            boxes = self._rendering.boxes(await self._list.of(person.rpps))
            turn.say("utter_lookup_own", name=person.full_name, boxes=boxes, freshness=freshness)
            return
        trade = f" ({self._rendering.trade(person)})" if self._rendering.trade(person) else ""
        boxes = self._rendering.boxes_of(person.mailboxes)
        turn.say("utter_lookup_person", name=person.full_name, trade=trade, boxes=boxes, freshness=freshness)


def _choices(lines: str) -> list[Button]:
    """Return one button a line: homonyms need their trade and town on the button too."""
    return [Button(line, str(n)) for n, line in enumerate(lines.splitlines(), start=1)]


class ActionFindCorrespondent(TopicAction):
    """Starts a search: with the name the sentence already holds, or by asking for it."""

    action_name = "action_find_correspondent"
    says = LookupAnswers.says

    def __init__(self, answers: LookupAnswers) -> None:
        self._answers = answers

    async def act(self, turn: Turn) -> Events:
        """Search at once when there is a name; open the form when there is not, or when several fit."""
        slots: Events = []
        words = _search_in(turn)
        if search_words(words):
            slots = await self._answers.answer(turn, words, own=False)
            if turn.form or any(s["name"] == "lookup_who" and s["value"] == _DONE for s in slots):
                return [SlotSet("lookup_query", None)]
        if turn.form:
            return []
        purpose = SlotSet("lookup_purpose", "other")
        return open_form(FORM, purpose, *(slots or [SlotSet("lookup_query", None), SlotSet("lookup_who", None)]))


def _search_in(turn: Turn) -> str:
    """Return the words of a sentence to search for: the names it holds, or all of it when it holds none and asks nothing else."""
    names = [entity for entity in turn.entities if entity.kind in NAMING]
    if turn.is_sentence and any(entity.kind == "person" for entity in names):
        return " ".join(turn.text[name.start : name.end] for name in names)
    return "" if turn.asks_more and not names else turn.text


class ValidateLookupForm(ValidateAction):
    """Takes a name, a number, or a choice among several."""

    action_name = "validate_lookup_form"
    says = LookupAnswers.says

    def __init__(self, answers: LookupAnswers) -> None:
        self._answers = answers

    async def take(self, turn: Turn) -> Events:
        """Search for what was typed, unless it is a question or a command."""
        if turn.asked != "lookup_who" or not turn.text or _is_no_name(turn):
            return []
        try:
            return await self._answers.answer(turn, turn.text, own=turn.slot("lookup_purpose") == "own")
        except NotFound:
            return []


def _is_no_name(turn: Turn) -> bool:
    """
    Say whether a text is surely something else than a name.

    Names are unknown words, that may look like anything: one or two words leave the question only when they are plain.
    """
    if turn.names_somebody:
        return turn.asks and turn.intent not in _SEARCHES
    if turn.takes_control or turn.asks or turn.is_courtesy or turn.speaks_of_a_request:
        return True
    plain = turn.intent in ("affirmer", "nier") or turn.words > _LONGEST_NAME or "?" in turn.text
    return plain and turn.certain and turn.intent not in {*_SEARCHES, "hors_sujet", "nlu_fallback"}


class AskLookupWho(FormAction):
    """Asks for a name, mine or a colleague's; or which of several."""

    action_name = "action_ask_lookup_who"
    says = frozenset({"utter_lookup_ask_own", "utter_lookup_ask_other", "utter_lookup_ask_which"})

    async def act(self, turn: Turn) -> Events:
        """Ask."""
        if turn.slot("lookup_query"):
            turn.say("utter_lookup_ask_which")
        else:
            turn.say("utter_lookup_ask_own" if turn.slot("lookup_purpose") == "own" else "utter_lookup_ask_other")
        return []
