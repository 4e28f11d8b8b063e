"""The guides, built from the entries of the official sheets (`data/sheets.yml`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from balise.adapters.books.reading import Node, read
from balise.errors import Invalid
from balise.model.sheet import Guide, Link

Thing = TypeVar("Thing")


class Kind(StrEnum):
    """What an entry of a sheet is."""

    RISK = "risk"
    STEP = "step"
    TIP = "tip"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class _Source:
    """An official sheet, or another named source; `rank` is its place in the file."""

    rank: int
    title: str
    official: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing a source says."""

    id: str
    source: _Source
    kind: Kind
    order: int
    text: str


class SheetGuides:
    """A `GuideBook` in memory; `intents` are in the file's order."""

    def __init__(self, guides: Iterable[Guide]) -> None:
        self._guides = {guide.intent: guide for guide in guides}

    @property
    def intents(self) -> tuple[str, ...]:
        """The intents that have a guide."""
        return tuple(self._guides)

    def get(self, intent: str) -> Guide | None:
        """Return the guide that answers an intent, or None."""
        return self._guides.get(intent)


def load_guides(path: Path) -> SheetGuides:
    """
    Return the guides of a file.

    Raises:
        Invalid: with the offending key, when the file does not hold together (README.md lists the reasons).

    """
    book = read(path).fields(("sheets", "guides"), ("other_sources", "links", "answered_elsewhere", "unused"))
    entries = _entries(book)
    links = {key: _link(node) for key, node in book.get("links").items()}
    guides = [_guide(intent, node, entries, links) for intent, node in book.get("guides").items()]
    _check_buttons(guides, {*book.get("answered_elsewhere").texts(), *(guide.intent for guide in guides)})
    _check_unused(book, entries)
    return SheetGuides(guides)


def _entries(book: Node) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    sources = [(node, True) for node in book.get("sheets").each()] + [(node, False) for node in book.get("other_sources").each()]
    for rank, (node, official) in enumerate(sources):
        node.fields(("id", "title", "entries"), () if official else ("url",))
        source = _Source(rank, node.get("title").text(), official, node.get("url").text())
        for position, entry_node in enumerate(node.get("entries").each(), start=1):
            entry = _entry(entry_node, source)
            if entry.id in entries:
                raise Invalid("duplicate_entry", entry.id)
            if entry.order != position:
                raise Invalid("order", entry.id)
            entries[entry.id] = entry
    return entries


def _entry(node: Node, source: _Source) -> _Entry:
    node.fields(("id", "kind", "order", "text"))
    try:
        kind = Kind(node.get("kind").text())
    except ValueError:
        raise Invalid("unknown_kind", node.get("kind").at) from None
    return _Entry(node.get("id").text(), source, kind, node.get("order").number(), node.get("text").text())


def _link(node: Node) -> Link:
    node.fields(("title", "url"))
    url = node.get("url").text()
    if not url.startswith(("https://", "mailto:")):
        raise Invalid("url", node.get("url").at)
    return Link(node.get("title").text(), url)


def _guide(intent: str, node: Node, entries: Mapping[str, _Entry], links: Mapping[str, Link]) -> Guide:
    node.fields(("opening", "next"), ("facts", "steps", "links"))
    facts = [_known(entries, reference, "unknown_entry") for reference in node.get("facts").each()]
    steps = [_known(entries, reference, "unknown_entry") for reference in node.get("steps").each()]
    _check_order(intent, steps)
    sources = sorted({entry.source for entry in (*facts, *steps)}, key=lambda source: source.rank)
    if not sources:
        raise Invalid("missing", f"{node.at}.steps")
    chosen = [_known(links, reference, "unknown_link") for reference in node.get("links").each()]
    return Guide(
        intent=intent,
        text="\n".join((node.get("opening").text(), *(fact.text for fact in facts))),
        steps=tuple(step.text for step in steps),
        source=" · ".join(source.title for source in sources),
        links=(*chosen, *(Link(source.title, source.url) for source in sources if source.url)),
        next=tuple(_button(button) for button in node.get("next").each()),
    )


def _known(things: Mapping[str, Thing], reference: Node, reason: str) -> Thing:
    name = reference.text()
    if name not in things:
        raise Invalid(reason, f"{reference.at}: {name}")
    return things[name]


def _button(node: Node) -> tuple[str, str]:
    match node.texts():
        case (title, intent) if title and intent:
            return title, intent
    raise Invalid("button", node.at)


def _check_order(intent: str, steps: list[_Entry]) -> None:
    """The steps of one sheet come in that sheet's order."""
    for before, after in ((a, b) for i, a in enumerate(steps) for b in steps[i + 1 :]):
        if before.source == after.source and before.source.official and before.order >= after.order:
            raise Invalid("order", f"guides.{intent}.steps: {after.id}")


def _check_buttons(guides: Iterable[Guide], answered: set[str]) -> None:
    """Every button leads to an intent that something answers."""
    for guide in guides:
        for _, intent in guide.next:
            if intent not in answered:
                raise Invalid("unknown_intent", f"guides.{guide.intent}.next: {intent}")


def _check_unused(book: Node, entries: Mapping[str, _Entry]) -> None:
    """Every entry of a sheet is used by a guide or listed as unused, never both."""
    guides = [node for _, node in book.get("guides").items()]
    used = {name for guide in guides for key in ("facts", "steps") for name in guide.get(key).texts()}
    unused = {_known(entries, reference, "unknown_entry").id for reference in book.get("unused").each()}
    for entry in entries.values():
        if (entry.id in used) == (entry.id in unused):
            raise Invalid("unused_entry", entry.id)
