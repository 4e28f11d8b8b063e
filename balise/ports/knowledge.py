"""What is known: the directory, the operators, the sheets, the sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from balise.model.conversation import Reply
from balise.model.mailbox import Findings, Listing
from balise.model.operator import Operator
from balise.model.sheet import Guide


class Directory(Protocol):
    """The Annuaire Santé, whatever the source."""

    async def boxes_of(self, rpps: str) -> Listing:
        """Return the boxes published for an RPPS (11 digits); an empty listing when there is none."""
        ...

    async def search(self, text: str, limit: int = 5) -> Findings:
        """
        Return professionals and structures whose name, town, profession or address match, best first.

        Words may come in any order, without accents, with titles (« Dr »).
        """
        ...


class DirectoryFile(Protocol):
    """The latest file of the Annuaire Santé, as a whole."""

    async def shows(self, suffix: str) -> bool:
        """Say whether it shows any box of a domain, or of one under it."""
        ...


class OperatorBook(Protocol):
    """Which operator provides the boxes of which domain. Never fails: the book is in memory."""

    def of(self, address: str) -> tuple[Operator, ...]:
        """Return the operators of an address by longest domain suffix, likeliest first; empty when unknown."""
        ...

    def suffix(self, address: str) -> str:
        """Return the longest known suffix of an address; its whole domain when none is known."""
        ...

    def get(self, operator_id: str) -> Operator | None:
        """Return an operator by its id, or None."""
        ...

    def named(self, text: str) -> tuple[Operator, ...]:
        """Return the operators that a sentence names, by their product or their id; empty when it names none."""
        ...


class GuideBook(Protocol):
    """What the official sheets say. Never fails: the book is in memory."""

    def get(self, intent: str) -> Guide | None:
        """Return the guide that answers an intent, or None."""
        ...


class Texts(Protocol):
    """The sentences Balise says outside the dialogue: guards, pages, letters. Never fails: they are in memory."""

    def say(self, key: str, **values: str) -> Reply:
        """Return a whole message, its buttons and links included. An unknown key is a KeyError: a bug."""
        ...

    def line(self, key: str, **values: str) -> str:
        """Return a sentence or a fragment alone."""
        ...

    def family(self, prefix: str) -> Mapping[str, str]:
        """Return the sentences whose key begins so, by the rest of their key, in the order of the catalogue."""
        ...
