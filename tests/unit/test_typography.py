"""What people read is typeset as French is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.unit import bot_files

FAULTS = re.compile(r"(?<=\S) [:;?!»]|« |\w'\w")
"""A space where a line may break before a sign that belongs to the word, or after «; an apostrophe that is none."""


def strings(value: Any) -> Iterator[str]:
    """Return every text there is in a file's content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def responses() -> Iterator[str]:
    """Return what the dialogue says, and the titles of its buttons."""
    for variants in bot_files.domain("responses").values():
        for variant in variants:
            yield variant.get("text", "")
            yield from (button["title"] for button in variant.get("buttons", ()))


@pytest.mark.parametrize("file", ["data/texts.yml", "data/papers.yml", "data/register.yml"])
def test_the_sentences_of_the_product(file: str) -> None:
    """No line begins with a sign, nor ends with «."""
    assert [] == [text for text in strings(bot_files.read(file)) if FAULTS.search(text)]


def test_the_sentences_of_the_dialogue() -> None:
    """The same."""
    assert [] == [text for text in responses() if FAULTS.search(text)]
