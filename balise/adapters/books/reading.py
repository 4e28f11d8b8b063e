"""
Reading YAML strictly: every refusal is an `Invalid` whose detail names the offending key.

Nothing is guessed: a missing key, an unknown key, a value of another type and a key given twice are all refused.
"""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from balise.errors import Invalid


class _StrictLoader(yaml.SafeLoader):
    """PyYAML keeps the last of two equal keys in silence; this one refuses them."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise Invalid("duplicate_key", str(key))
        return super().construct_mapping(node, deep=deep)


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the file and where it stands (`guides.bal_pleine.steps`)."""

    value: Any
    at: str

    def fields(self, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Node:
        """Return this node once sure that it is a mapping with these keys and no other."""
        known = self._mapping()
        for key in required:
            if known.get(key) in (None, "", [], {}):
                raise Invalid("missing", self._path(key))
        for key in known:
            if key not in (*required, *optional):
                raise Invalid("unknown_key", self._path(key))
        return self

    def get(self, key: str) -> Node:
        """Return the value under a key; a node of None when there is none."""
        return Node(self._mapping().get(key), self._path(key))

    def items(self) -> Iterator[tuple[str, Node]]:
        """Return the keys of a mapping, in the file's order, and their values; nothing when absent."""
        for key in self._mapping() if self.value is not None else ():
            yield str(key), self.get(key)

    def each(self) -> Iterator[Node]:
        """Return the elements of a list; nothing when absent."""
        if self.value is not None and not isinstance(self.value, list):
            raise Invalid("not_a_list", self.at)
        for index, value in enumerate(self.value or ()):
            yield Node(value, f"{self.at}[{index}]")

    def text(self) -> str:
        """Return a text; empty when absent."""
        if self.value is not None and not isinstance(self.value, str):
            raise Invalid("not_a_text", self.at)
        return self.value or ""

    def texts(self) -> tuple[str, ...]:
        """Return a list of texts; empty when absent."""
        return tuple(element.text() for element in self.each())

    def number(self) -> int:
        """Return a whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise Invalid("not_a_number", self.at)
        return self.value

    def flag(self) -> bool:
        """Return yes or no; no when absent."""
        if self.value not in (None, True, False):
            raise Invalid("not_a_flag", self.at)
        return bool(self.value)

    def date(self) -> str:
        """Return a day, in ISO form."""
        if not isinstance(self.value, datetime.date):
            raise Invalid("not_a_date", self.at)
        return self.value.isoformat()

    def _mapping(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            raise Invalid("not_a_mapping", self.at)
        return self.value

    def _path(self, key: object) -> str:
        return f"{self.at}.{key}" if self.at else str(key)


def read(path: Path) -> Node:
    """
    Return the content of a YAML file.

    Raises:
        Invalid: `unreadable` when there is no such file or it is not YAML; `duplicate_key`.

    """
    try:
        return Node(yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader), "")  # noqa: S506 - a SafeLoader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Invalid("unreadable", f"{path}: {error}") from error
