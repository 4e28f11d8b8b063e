"""The same message typed worse: what a tired thumb, an old keyboard or a stuck key make of it."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

LONG_WORD = 4
"""Letters of a word in which people make mistakes and are still understood."""

ONE_IN = 5
"""There is a mistake in one long word out of so many, and at least one."""

ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")


def _neighbours() -> dict[str, str]:
    """Return the keys around each letter of an AZERTY keyboard."""
    keys = {letter: (x, y) for y, row in enumerate(ROWS) for x, letter in enumerate(row)}
    return {
        letter: "".join(other for other, (a, b) in keys.items() if other != letter and abs(a - x) <= 1 and abs(b - y) <= 1)
        for letter, (x, y) in keys.items()
    }


NEIGHBOURS = _neighbours()


def with_typos(text: str, seed: int = 0) -> str:
    """Return the message with mistakes, always the same ones; a message without two letters in a row has none."""
    # Seeded by the text too, so that a message keeps its mistakes when others are added around it.
    chance = random.Random(f"{seed} {text}")  # noqa: S311 - not a secret
    words = text.split(" ")
    places = [i for i, word in enumerate(words) if len(word) >= LONG_WORD and word.isalpha()]
    places = places or [i for i, word in enumerate(words) if len(word) > 1 and word[:2].isalpha()]
    for place in chance.sample(places, min(len(places), max(1, len(places) // ONE_IN))):
        words[place] = _mistyped(words[place], chance)
    return " ".join(words)


def without_accents(text: str) -> str:
    """Return the message typed without accents; the case stays."""
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def in_capitals(text: str) -> str:
    """Return the message in capitals."""
    return text.upper()


VARIANTS: dict[str, Callable[[str], str]] = {
    "Tel quel": str,
    "Avec des fautes de frappe": with_typos,
    "Sans accents": without_accents,
    "En capitales": in_capitals,
    "Fautes, sans accents, en capitales": lambda text: in_capitals(without_accents(with_typos(text))),
}


def _mistyped(word: str, chance: random.Random) -> str:
    mistakes = [_swapped, _dropped, _doubled, _beside]
    chance.shuffle(mistakes)
    place = chance.randrange(len(word) - 1)
    return next(typed for mistake in mistakes if (typed := mistake(word, place, chance)) != word)


def _swapped(word: str, place: int, _: random.Random) -> str:
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _dropped(word: str, place: int, _: random.Random) -> str:
    return word[:place] + word[place + 1 :]


def _doubled(word: str, place: int, _: random.Random) -> str:
    return word[: place + 1] + word[place:]


def _beside(word: str, place: int, chance: random.Random) -> str:
    near = NEIGHBOURS.get(word[place].lower())
    return word if not near else word[:place] + chance.choice(near) + word[place + 1 :]
