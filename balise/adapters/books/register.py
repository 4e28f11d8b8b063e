"""The register of what is kept (`data/register.yml`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from balise.adapters.books.reading import Node, read
from balise.errors import Invalid
from balise.model.register import Entry, Purge, Register

_WORDS = ("title", "holds", "why", "ground", "kept")


def load_register(path: Path, settings: Mapping[str, int]) -> Register:
    """
    Return the register of a file; `settings` are the numbers that its durations may name.

    Raises:
        Invalid: with the offending key, when the file does not hold together.

    """
    book = read(path).fields(("entries", "impersonal"))
    entries = tuple(_entry(node, settings) for node in book.get("entries").each())
    ids = [entry.id for entry in entries]
    if twice := next((one for one in ids if ids.count(one) > 1), None):
        raise Invalid("duplicate_entry", twice)
    if lost := next((entry.within for entry in entries if entry.within and entry.within not in ids), None):
        raise Invalid("unknown_entry", lost)
    return Register(entries, _columns(book.get("impersonal")))


def _entry(node: Node, settings: Mapping[str, int]) -> Entry:
    node.fields(("id", *_WORDS), ("columns", "files", "purge", "days", "within", "told"))
    try:
        purge = Purge(node.get("purge").text()) if node.get("purge").value else None
    except ValueError:
        raise Invalid("unknown_purge", node.get("purge").at) from None
    days = _days(node.get("days"), settings) if purge else 0
    words = {name: node.get(name).text() for name in _WORDS}
    try:
        words["kept"] = words["kept"].format(**{**settings, "days": days})
    except KeyError as error:
        raise Invalid("unknown_setting", f"{node.get('kept').at}: {error}") from None
    return Entry(
        id=node.get("id").text(),
        **words,
        columns=_columns(node.get("columns")),
        files=node.get("files").texts(),
        purge=purge,
        days=days,
        within=node.get("within").text(),
        told=node.get("told").flag(),
    )


def _days(node: Node, settings: Mapping[str, int]) -> int:
    """Return a number of days, written or named by its setting."""
    if not isinstance(node.value, str):
        return node.number()
    if node.value not in settings:
        raise Invalid("unknown_setting", node.at)
    return settings[node.value]


def _columns(node: Node) -> Mapping[str, tuple[str, ...]]:
    return {table: columns.texts() for table, columns in node.items()}
