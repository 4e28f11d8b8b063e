"""The register of what is kept of people: what, why, on what ground, how long, where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


class Purge(StrEnum):
    """The ways in which the nightly purge forgets; everything else ends with what it belongs to, or by itself."""

    CONVERSATIONS = "conversations"
    PROCEDURES = "procedures"
    LINKS = "links"
    ERASURES = "erasures"
    ACCESSES = "accesses"
    JOBS = "jobs"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One kind of personal data.

    `title`, `holds`, `why`, `ground` and `kept` are what people read, `kept` with its days filled in. `columns` are the tables it
    lives in (`schema.table` outside of the public schema) and which of their columns, `*` for all; `files` are folders of the
    state folder. `purge` is what forgets it after `days`; `within` names the entry that it ends with. `told` says that the
    short answer of the chat names it.
    """

    id: str
    title: str
    holds: str
    why: str
    ground: str
    kept: str
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    purge: Purge | None = None
    days: int = 0
    within: str = ""
    told: bool = False

    @property
    def age(self) -> timedelta:
        """How old what the purge forgets is."""
        return timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Register:
    """Every entry, in the order to show them; `impersonal` are the tables and columns that hold nothing about anybody."""

    entries: tuple[Entry, ...]
    impersonal: Mapping[str, tuple[str, ...]]

    def purged(self) -> dict[Purge, timedelta]:
        """Return what the purge forgets, and from what age on."""
        return {entry.purge: entry.age for entry in self.entries if entry.purge}

    def names(self, table: str, column: str) -> bool:
        """Say whether a column of the database is accounted for, as personal or as not."""
        places = [*(entry.columns for entry in self.entries), self.impersonal]
        return any({"*", column} & set(place.get(table, ())) for place in places)
