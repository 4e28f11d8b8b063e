"""The YAML that Rasa reads and the Python it calls say the same thing."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import TopicAction
from actions.basics import ActionMisunderstood
from actions.registry import build_actions
from balise.adapters.books.reading import read
from balise.adapters.books.texts import load_texts
from balise.model.procedure import Kind
from balise.settings import ROOT, Settings
from balise.wiring import Wiring
from tests.unit import bot_files, source_code

TEXTS = bot_files.read("data/texts.yml")
FAMILIES = tuple(
    (
        "intent_ kind_ state_ author_ medium_ error_ login_of_ role_ right_"
        " delegate_to_ done_ step_ resume_ sighting_ who_ media_ privacy_ export_title_ desk_role_"
        " opinion_ support_ weekday_ month_"
    ).split()
)
"""Keys of data/texts.yml that Python makes from a value."""

LETTERS = {f"letter_{kind}_{part}" for kind in Kind for part in ("subject", "body")}
"""What is written to an operator, by kind."""

BASES = frozenset({"base", "forms"})
"""The modules of actions that others are built upon."""

UNTAUGHT = frozenset(
    (
        "session_ouverte se_deconnecter se_deconnecter_partout etre_prevenu ne_plus_prevenir nettoyer telecharger_donnees"
        " tout_effacer"
    ).split()
)
"""Intents that only a button or the gateway sends: nothing teaches them."""


@pytest.fixture(scope="module")
def actions() -> list[TopicAction]:
    """Every action, built; nothing connects before it acts."""
    return build_actions(Wiring(Settings(database_url=SecretStr("postgresql://nobody@127.0.0.1:9/nothing"))))


RASA_KEY = "utter_action"
"""Where Rasa keeps the name of the response that a message was made from: no response itself."""


def said_in(path: Path) -> set[str]:
    """Return the names of responses written in a module."""
    return {text for text in source_code.literals(path) if re.fullmatch(r"utter_\w+[^_]", text)} - {RASA_KEY}


def test_the_actions_declared_are_those_registered(actions: list[TopicAction]) -> None:
    """An action that Rasa calls exists, one that exists is called, and none is registered twice."""
    assert bot_files.declarations("actions") == Counter(action.name() for action in actions)


@pytest.mark.parametrize("section", bot_files.SECTIONS)
def test_no_key_is_declared_twice(section: str) -> None:
    """Each key of the domain has one home: the file of its topic."""
    twice = [key for key, times in bot_files.declarations(section).items() if times > 1]

    assert [] == twice


def test_every_response_said_exists(actions: list[TopicAction]) -> None:
    """A response that an action says, or that a module of actions names, is in the domain."""
    says = frozenset().union(*(action.says for action in actions))
    named = set().union(*(said_in(path) for path in source_code.files("actions")))

    assert set() == (says | named) - set(bot_files.domain("responses"))


def test_every_response_of_the_domain_is_said(actions: list[TopicAction]) -> None:
    """A response nobody says is dead: each is of an action, of the base of all actions, of a form's slot or of a rule."""
    said = frozenset().union(*(action.says for action in actions), *(said_in(ROOT / "actions" / f"{base}.py") for base in BASES))
    asked = {f"utter_ask_{slot}" for slot in bot_files.form_slots()}
    ruled = {step["action"] for step in bot_files.rule_steps() if "action" in step}

    assert set() == set(bot_files.domain("responses")) - said - asked - ruled


@pytest.mark.parametrize("path", [p for p in source_code.files("actions") if p.stem not in BASES], ids=lambda path: path.stem)
def test_an_action_owns_up_to_what_it_says(path: Path, actions: list[TopicAction]) -> None:
    """The responses written in a module are those that its actions declare in `says`."""
    declared = frozenset().union(*(a.says for a in actions if type(a).__module__ == source_code.module_name(path)))

    assert set() == said_in(path) - declared


def test_every_slot_of_a_form_exists_and_can_be_asked() -> None:
    """A form fills slots of the domain, each asked by a response or by an action."""
    slots = bot_files.form_slots()
    askable = {*bot_files.domain("responses"), *bot_files.declarations("actions")}
    mute = [slot for slot in slots if askable.isdisjoint({f"utter_ask_{slot}", f"action_ask_{slot}"})]

    assert [] == mute
    assert set() == set(slots) - set(bot_files.domain("slots"))


def test_the_intents_are_the_promised_ones() -> None:
    """Other tools rely on these names; the others are never understood from a text."""
    assert bot_files.PROMISED | UNTAUGHT == set(bot_files.declarations("intents"))


def test_every_intent_has_enough_examples() -> None:
    """40 different examples for each intent, 120 for what is out of scope, none for what the gateway alone sends."""
    counts = {intent: len(set(lines)) for intent, lines in bot_files.examples().items()}
    short = {intent: count for intent, count in counts.items() if count < (120 if intent == "hors_sujet" else 40)}

    assert set(counts) == bot_files.PROMISED
    assert {} == short


def test_no_example_stands_in_two_intents() -> None:
    """One sentence teaches one thing, whatever its case."""
    taught = Counter(line for lines in bot_files.examples().values() for line in {line.casefold() for line in lines})

    assert [] == [line for line, times in taught.items() if times > 1]


def test_every_intent_has_a_rule() -> None:
    """Whatever is understood is answered, what is not understood too; no rule waits for an unknown intent or action."""
    waited = {step["intent"] for step in bot_files.rule_steps() if "intent" in step}
    known = {*bot_files.declarations("actions"), *bot_files.domain("forms"), *bot_files.domain("responses"), "action_listen"}
    unknown = [step["action"] for step in bot_files.rule_steps() if "action" in step and step["action"] not in known]

    assert {*bot_files.declarations("intents"), "nlu_fallback"} == waited
    assert [] == unknown


def test_every_button_leads_somewhere() -> None:
    """A button's /intent is one of the domain's."""
    assert set() == bot_files.payload_intents() - set(bot_files.declarations("intents"))


@pytest.mark.parametrize("intent", sorted(bot_files.PROMISED))
async def test_every_intent_can_be_offered(intent: str) -> None:
    """« Vouliez-vous… » has a title for whatever intent came first, and never the name of one."""
    ranking = [{"name": "nlu_fallback", "confidence": 0.6}, {"name": intent, "confidence": 0.4}]
    message = {"text": "?", "intent": ranking[0], "intent_ranking": ranking, "entities": []}
    tracker = Tracker("a~0", {}, message, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    await ActionMisunderstood(load_texts(ROOT / "data" / "texts.yml", support="a@b.example")).run(dispatcher, tracker, {})

    (said,) = dispatcher.messages
    assert intent not in {button["title"] for button in said["buttons"]}


def asked_keys(path: Path) -> Iterator[str]:
    """Return the keys that a module asks of the texts, where they are written in the call itself."""
    for call in source_code.calls(path):
        asks = isinstance(call.func, ast.Attribute) and call.func.attr in ("line", "say", "_line")
        if ast.unparse(call.func) == "tell":
            key = call.args[3]
        elif asks and call.args and re.search(r"texts\.\w+$|_line$", ast.unparse(call.func)):
            key = call.args[0]
        else:
            continue
        choices = [key.body, key.orelse] if isinstance(key, ast.IfExp) else [key]
        yield from (one.value for one in choices if isinstance(one, ast.Constant))


def test_every_text_asked_for_exists() -> None:
    """A key of `texts.line` or `texts.say` is one of data/texts.yml: an unknown one would be a crash in front of somebody."""
    asked = {key for path in source_code.files() for key in asked_keys(path)}

    assert 40 < len(asked)
    assert set() == asked - set(TEXTS)


def test_every_text_is_used() -> None:
    """A sentence nobody says is dead; families are asked for by computed keys."""
    written = {text for path in source_code.files() for text in source_code.literals(path)}
    alone = {key for key in TEXTS if not key.startswith(FAMILIES)} - LETTERS
    families = {family for family in FAMILIES if any(text.startswith(family) for text in written)}

    assert set() == alone - written
    assert set(FAMILIES) == families


@pytest.mark.parametrize(
    "path", sorted([*(ROOT / "data").rglob("*.yml"), *(ROOT / "bot").rglob("*.yml")]), ids=lambda path: path.name
)
def test_no_key_is_given_twice(path: Path) -> None:
    """Of two sentences under one key, one would be said to nobody: whoever wrote it would look for it in vain."""
    assert read(path).value
