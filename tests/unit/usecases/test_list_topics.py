"""What Balise can do, to search in."""

from __future__ import annotations

from collections.abc import Mapping

from balise.adapters.books.sheets import load_guides
from balise.adapters.books.texts import load_texts
from balise.model.sheet import Guide
from balise.settings import ROOT
from balise.usecases.conversation.list_topics import ListTopics, Topic


class Shelf:
    """A few guides."""

    def __init__(self, guides: Mapping[str, str]) -> None:
        self._guides = guides

    def get(self, intent: str) -> Guide | None:
        """Return a guide that says one thing."""
        text = self._guides.get(intent)
        return None if text is None else Guide(intent, text, (), "Une fiche")


def test_words_that_many_guides_share_lead_nowhere() -> None:
    """A word is kept when it tells guides apart; accents and case do not count, short words neither."""
    texts = load_texts(ROOT / "data" / "texts.yml")
    said = dict.fromkeys(texts.family("intent_"), "Votre messagerie, vous et")
    said["vider_corbeille"] = "Votre Éléphant, et la corbeille"
    topics = {topic.title: topic.words for topic in ListTopics(texts, Shelf(said))()}

    assert ("elephant",) == topics["Vider la corbeille"]
    assert [()] == list({words for title, words in topics.items() if title != "Vider la corbeille"})


def test_every_title_is_a_topic_guide_or_not() -> None:
    """A need that no sheet answers is found by its title; the index comes from the files that are there."""
    texts = load_texts(ROOT / "data" / "texts.yml")
    topics = ListTopics(texts, load_guides(ROOT / "data" / "sheets.yml"))()

    assert list(texts.family("intent_").values()) == [topic.title for topic in topics]
    assert Topic("Parler à une personne", ()) in topics
    assert all(word.isascii() and word == word.lower() for topic in topics for word in topic.words)
