"""Pieces of an accessible page, as text. Everything that comes from outside is escaped here and nowhere else."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

STYLE = """
html { color: #1b1b1b; background: #fff; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; padding: 1rem 2rem; max-width: 75rem; }
h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 3rem; border-bottom: 2px solid #1f5fa8; }
table { border-collapse: collapse; margin: 1rem 0; font-size: .9rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { border: 1px solid #b8b8b8; padding: .2rem .5rem; text-align: left; vertical-align: top; }
thead th { background: #eaf1f9; } td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.wide { overflow-x: auto; } img { max-width: 100%; height: auto; } a { color: #1f5fa8; }
"""


def page(title: str, sections: Sequence[tuple[str, str]]) -> str:
    """Return a whole page: its sections, each a title and what it holds, and the list of them."""
    links = "".join(f'<li><a href="#s{n}">{escape(name)}</a></li>' for n, (name, _) in enumerate(sections, start=1))
    parts = "".join(
        f'<section aria-labelledby="s{n}"><h2 id="s{n}">{escape(name)}</h2>\n{content}</section>\n'
        for n, (name, content) in enumerate(sections, start=1)
    )
    return (
        '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header><h1>{escape(title)}</h1></header>\n"
        f'<nav aria-label="Sommaire"><ul>{links}</ul></nav>\n<main>\n{parts}</main>\n</body>\n</html>\n'
    )


def paragraph(text: str) -> str:
    """Return a paragraph."""
    return f"<p>{escape(text)}</p>\n"


def table(caption: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a table; the first cell of a row is its header, and shares become percents."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in headers)
    body = "".join(f'<tr><th scope="row">{escape(said(first))}</th>{_cells(rest)}</tr>\n' for first, *rest in rows)
    if not body:
        return ""
    # Focusable, so that the keyboard can scroll it.
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}">\n'
        f"<table><caption>{escape(caption)}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>\n"
    )


def picture(png: bytes, description: str) -> str:
    """Return a picture that needs no other file."""
    return f'<p><img alt="{escape(description)}" src="data:image/png;base64,{base64.b64encode(png).decode()}"></p>\n'


def folded(summary: str, content: str) -> str:
    """Return something shown when asked for."""
    return f"<details><summary>{escape(summary)}</summary>\n{content}</details>\n"


def percent(share: float) -> str:
    """Return a share as a French percentage."""
    return f"{100 * share:.1f}\u00a0%".replace(".", ",")


def said(value: Any) -> str:
    """Return a value as a French reader expects it; floats are shares."""
    if value is None:
        return "–"
    if isinstance(value, float):
        return percent(value)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _cells(values: Sequence[Any]) -> str:
    return "".join(
        f'<td class="number">{escape(said(value))}</td>' if isinstance(value, float | int) else f"<td>{escape(said(value))}</td>"
        for value in values
    )
