"""
What people say to a smart home is nothing Balise may act upon.

The sentences are those of the package `home-assistant-intents`, CC BY 4.0: nobody here wrote them.
"""

from __future__ import annotations

import random

from hassil.intents import Intents, TextSlotList
from hassil.sample import sample_intents
from home_assistant_intents import get_intents

from balise.model.evaluation import Outcome
from evaluation.configuration import read_thresholds
from evaluation.understanding import Understanding
from tests.nlu.archive import present_archive

OURS = {"HassNevermind", "HassRespond"}
"""Kinds of sentences that Balise understands too: greetings, « annule », « qui t’a créé ? »."""

OF_EACH = 40
CHOSEN_AMONG = 400
MOST_ACCEPTED = 0.01

NAMES = {"name": ["la lampe du salon", "les volets", "la télé"], "area": ["cuisine", "bureau"], "floor": ["étage"]}


def strangers() -> list[str]:
    """French orders to a smart home: some of each kind, always the same."""
    intents = Intents.from_dict(get_intents("fr"))
    slots = {name: TextSlotList.from_strings(values) for name, values in NAMES.items()}
    of_kind: dict[str, list[str]] = {}
    sampled = sample_intents(intents, slot_lists={**intents.slot_lists, **slots}, max_sentences_per_intent=CHOSEN_AMONG)
    for kind, sentence in sampled:
        if kind not in OURS:
            of_kind.setdefault(kind, []).append(sentence)
    choice = random.Random(0)  # noqa: S311 - the same draw every time
    return [one for kind in sorted(of_kind) for one in choice.sample(of_kind[kind], min(OF_EACH, len(of_kind[kind])))]


def test_strangers_are_not_acted_upon() -> None:
    """Of a thousand orders to lamps, shutters and timers, at most one in a hundred makes Balise act."""
    sentences = strangers()
    decided = Understanding.load(present_archive()).rank(sentences).decided(read_thresholds())
    accepted = [(text, one.intent) for text, one in zip(sentences, decided, strict=True) if one.outcome is Outcome.ACT]

    assert len(sentences) >= 1000
    assert len(accepted) <= MOST_ACCEPTED * len(sentences), accepted
