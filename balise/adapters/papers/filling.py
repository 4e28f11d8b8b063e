"""The texts of the kit: templates whose lines without a word are left out."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from string import Template

from balise.adapters.papers.typography import spaced

_TEMPLATES = Path(__file__).parent / "templates"


def fill(template: str, words: Mapping[str, str]) -> str:
    """
    Return a template filled with words; a line that names an empty word is left out.

    In a template that ends with `.html`, the words are escaped.
    """
    given = {name: html.escape(word) for name, word in words.items()} if template.endswith(".html") else dict(words)
    lines = (_TEMPLATES / template).read_text(encoding="utf-8").splitlines()
    kept = [Template(spaced(line)) for line in lines]
    return "\n".join(line.substitute(given) for line in kept if all(given[name] for name in line.get_identifiers())) + "\n"
