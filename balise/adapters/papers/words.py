"""The sentences of the papers (`data/papers.yml`)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from balise.adapters.papers.typography import NBSP, clean, long_date, spaced
from balise.errors import Invalid
from balise.model.moment import in_france
from balise.model.wording import fold


class Words:
    """Sentences by their path in the file (`memo.title`). What fills them is made harmless here, once for all."""

    def __init__(self, book: dict[str, Any]) -> None:
        self._book = book

    def line(self, path: str, **values: str) -> str:
        """Return one sentence. An unknown path is a KeyError: a bug."""
        return spaced(str(self._at(path))).format(**{name: clean(value) for name, value in values.items()})

    def lines(self, path: str) -> list[str]:
        """Return a list of sentences; empty when there is none."""
        return [spaced(str(line)) for line in self._at(path)]

    def labels(self, path: str) -> dict[str, str]:
        """Return names and what people read instead, in the file's order."""
        return {name: spaced(str(label)) for name, label in self._at(path).items()}

    def instead(self, path: str, word: str) -> str:
        """Return what people read instead of a word of ours; empty when the file does not say: it is not for them."""
        return spaced(str(self._at(path).get(word, "")))

    def day(self, day: date) -> str:
        """Return a day in full."""
        return long_date(day, self._book["months"])

    def moment(self, at: datetime) -> str:
        """Return a day and an hour of metropolitan France, on one line."""
        there = in_france(at)
        written = self.line("moment", day=self.day(there.date()), hour=str(there.hour), minute=f"{there:%M}")
        return written.replace(" ", NBSP)

    def file(self, path: str, extension: str, **values: str) -> str:
        """Return a file's name, in plain letters whatever fills it."""
        bare = fold(self.line(path, **values)).replace("@", " ")
        return f"{'-'.join(bare.split())[:60].strip('-')}.{extension}"

    def _at(self, path: str) -> Any:
        value: Any = self._book
        for key in path.split("."):
            value = value[key]
        return value


def load_words(path: Path) -> Words:
    """
    Read the sentences.

    Raises:
        Invalid: `papers`, when the file is not a mapping.

    """
    try:
        book = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise Invalid("papers", str(error)) from error
    if not isinstance(book, dict):
        raise Invalid("papers", "not a mapping")
    return Words(book)
