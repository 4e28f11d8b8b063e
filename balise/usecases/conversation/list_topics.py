"""What Balise can do, to search in while typing: each need's title, and the words of its guide that lead to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from balise.model.wording import fold
from balise.ports import GuideBook, Texts

_SHORTEST = 5
_COMMON = 6
"""A word that one guide in so many holds tells nothing about what is wanted."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One need. `title` says it when sent as a message; `words` are folded, those of the title aside."""

    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListTopics:
    """Make the index from the texts and the guides: it is never written by hand."""

    texts: Texts
    guides: GuideBook

    def __call__(self) -> tuple[Topic, ...]:
        """Return every need that has a title, in the order of the texts."""
        titles = self.texts.family("intent_")
        words = {intent: self._words(intent) for intent in titles}
        guides = sum(map(bool, words.values()))
        seen = Counter(word for found in words.values() for word in found)
        rare = {word for word, times in seen.items() if times * _COMMON <= guides}
        return tuple(
            Topic(title, tuple(sorted((words[intent] & rare) - set(fold(title).split())))) for intent, title in titles.items()
        )

    def _words(self, intent: str) -> set[str]:
        guide = self.guides.get(intent)
        if guide is None:
            return set()
        text = " ".join((guide.text, *guide.steps, *(title for title, _ in guide.next)))
        return {word for word in fold(text).split() if len(word) >= _SHORTEST and "@" not in word}
