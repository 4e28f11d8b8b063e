"""The training examples line by line, repetitions included, as whoever writes them sees them: what the linter judges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, order=True)
class Example:
    """A message and its intent; `family` says which kind of stranger it is, for what is out of scope."""

    text: str
    intent: str
    family: str = ""


def read_examples(folder: Path = ROOT / "data/nlu") -> list[Example]:
    """Return every example, file by file."""
    return [
        example
        for path in sorted(folder.glob("*.yml"))
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        for example in _of_block(block)
    ]


def _of_block(block: dict[str, Any]) -> Iterator[Example]:
    family = block.get("metadata", {}).get("family", "")
    for line in block["examples"].splitlines():
        yield Example(line.removeprefix("- ").strip(), block["intent"], family)
