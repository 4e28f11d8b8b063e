"""Recognising which response of the domain a message is, from its template."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from balise.settings import ROOT


def response_of(text: str) -> str:
    """Return the name of the response a message was made from: the one with most words in common; empty when none."""
    plain = _spaces(text)
    fitting = [(literal, name) for name, pattern, literal in _templates() if pattern.fullmatch(plain)]
    return max(fitting)[1] if fitting else ""


@cache
def _templates() -> list[tuple[str, re.Pattern[str], int]]:
    """Return (name, pattern, length of what is fixed) of every text of the domain and of the catalogue's messages."""
    found = []
    for path in sorted((ROOT / "bot" / "domain").glob("*.yml")):
        for name, variants in yaml.safe_load(path.read_text("utf-8")).get("responses", {}).items():
            found += [_template(name, variant["text"]) for variant in variants]
    catalogue = yaml.safe_load(Path(ROOT / "data" / "texts.yml").read_text("utf-8"))
    found += [_template(key, entry["text"]) for key, entry in catalogue.items() if isinstance(entry, dict)]
    return found


def _template(name: str, text: str) -> tuple[str, re.Pattern[str], int]:
    fixed = re.split(r"\{\w+\}", _spaces(text))
    return name, re.compile(".*".join(map(re.escape, fixed)), re.DOTALL), sum(map(len, fixed))


def _spaces(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text).strip()
