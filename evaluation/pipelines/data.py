"""The examples every pipeline learns from, and those set aside to choose its thresholds. Pure."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable

import yaml

from evaluation.examples import Example

ASIDE = 0.2
FEWEST = 5
"""Examples of an intent that a sample keeps, so that each intent can be learned and also set aside."""


def written(examples: Iterable[Example]) -> str:
    """Return the examples as a file that Rasa reads."""
    texts: dict[str, list[str]] = defaultdict(list)
    for example in examples:
        texts[example.intent].append(f"- {example.text}\n")
    nlu = [{"intent": intent, "examples": "".join(lines)} for intent, lines in texts.items()]
    return yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True, width=10_000)


def sample(examples: list[Example], count: int) -> list[Example]:
    """Return about `count` examples, as many of each intent in proportion."""
    share = min(1.0, count / len(examples))
    return _some_of_each(examples, "sample", lambda found: max(FEWEST, round(found * share)))[0]


def set_aside(examples: list[Example]) -> tuple[list[Example], list[Example]]:
    """Return the examples to learn from, and one in five of each intent."""
    aside, rest = _some_of_each(examples, "aside", lambda found: max(1, round(found * ASIDE)))
    return rest, aside


def _some_of_each(examples: list[Example], why: str, how_many: Callable[[int], int]) -> tuple[list[Example], list[Example]]:
    """
    Take some examples of each intent, and return them and the others.

    The draw depends on the text of each example: another example, or another order, hardly changes it.
    """
    by_intent: dict[str, list[Example]] = defaultdict(list)
    for example in sorted(examples, key=lambda one: hashlib.sha256(f"{why} {one.text}".encode()).digest()):
        by_intent[example.intent].append(example)
    taken = [one for found in by_intent.values() for one in found[: how_many(len(found))]]
    others = [one for found in by_intent.values() for one in found[how_many(len(found)) :]]
    return taken, others
