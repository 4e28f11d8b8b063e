"""Guides: what Balise says, entry by entry, each from one of the official sheets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A place on the web and what it is."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Guide:
    """
    The answer to one need.

    `steps` are in the sheet's order; `source` is the sheet's title, as shown to people, or another
    named public source; `next` lists (button title, intent) pairs that continue naturally.
    """

    intent: str
    text: str
    steps: tuple[str, ...]
    source: str
    links: tuple[Link, ...] = ()
    next: tuple[tuple[str, str], ...] = ()
