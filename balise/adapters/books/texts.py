"""The catalogue of sentences outside the dialogue (data/texts.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from balise.adapters.books.reading import read
from balise.errors import Invalid
from balise.model.conversation import Button, Reply
from balise.model.sheet import Link


class YamlTexts:
    """The `Texts` port. `always` are values every sentence may use."""

    def __init__(self, entries: Mapping[str, Any], always: Mapping[str, str]) -> None:
        self._entries = entries
        self._always = dict(always)

    def say(self, key: str, **values: str) -> Reply:
        entry, filled = self._entries[key], {**self._always, **values}
        buttons = tuple(Button(b["title"], b["payload"]) for b in entry.get("buttons", ()))
        links = tuple(Link(link["title"], link["url"].format(**filled)) for link in entry.get("links", ()))
        return Reply(entry["text"].format(**filled), buttons, links)

    def line(self, key: str, **values: str) -> str:
        entry = self._entries[key]
        template: str = entry["text"] if isinstance(entry, dict) else entry
        return template.format(**{**self._always, **values})

    def family(self, prefix: str) -> dict[str, str]:
        return {key.removeprefix(prefix): self.line(key) for key in self._entries if key.startswith(prefix)}


def load_texts(path: Path, **always: str) -> YamlTexts:
    """
    Read the catalogue.

    Raises:
        Invalid: as `read` does; `texts`, when the file is not a mapping of texts and messages.

    """
    entries = read(path).value
    if not isinstance(entries, dict):
        raise Invalid("texts", "not a mapping")
    for key, entry in entries.items():
        if not isinstance(entry, str) and not (isinstance(entry, dict) and isinstance(entry.get("text"), str)):
            raise Invalid("texts", str(key))
    return YamlTexts(entries, always)
