"""Units of work in memory: each sees what is kept, over-written by what it has changed itself, and locks rows."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from balise.model.access import Access
from balise.model.agent import Account, DeskSession
from balise.model.conversation import Conversation, Message
from balise.model.paper import Paper
from balise.model.procedure import Letter, Procedure
from balise.model.switch import Flip, SettingChange
from balise.ports import Clock

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Talk:
    """A conversation, and how far its transcript goes."""

    conversation: Conversation
    last_at: datetime
    last_seq: int = 0
    session_until: datetime | None = None


@dataclass(frozen=True)
class Line:
    """A message, the idempotency key it came with, and when it was judged."""

    message: Message
    key: str | None
    judged_at: datetime | None = None


@dataclass(frozen=True)
class Queued:
    """A letter in the outbox."""

    letter: Letter
    due_at: datetime
    sent_at: datetime | None = None
    given_up: bool = False
    leaving: bool = False

    @property
    def waits(self) -> bool:
        """Whether it is still to be sent."""
        return self.sent_at is None and not self.given_up


@dataclass(frozen=True)
class KeptPaper:
    """A paper handed over."""

    id: str
    conversation: str
    paper: Paper


@dataclass(frozen=True)
class Ticket:
    """A one-time secret."""

    hash: str
    conversation: str
    expires_at: datetime
    values: dict[str, str]


@dataclass(frozen=True)
class Chat:
    """A Telegram chat."""

    chat: int
    conversation: str
    delivered: int = 0


@dataclass(frozen=True)
class Erasure:
    """A conversation to erase."""

    conversation: str
    token_hash: str
    due_at: datetime
    done_at: datetime | None = None
    browser_hash: str | None = None


@dataclass(frozen=True)
class DeskLogin:
    """An agent's login under way."""

    hash: str
    expires_at: datetime
    values: dict[str, str]


class Rows(Generic[K, V]):
    """One table as one unit of work sees it. Rows are immutable: a change is another row."""

    def __init__(self, kept: dict[K, V]) -> None:
        self._kept = kept
        self._changed: dict[K, V | None] = {}

    def get(self, key: K) -> V | None:
        """Return a row, or None."""
        return self._changed[key] if key in self._changed else self._kept.get(key)

    def all(self) -> list[V]:
        """Return every row, oldest first."""
        return [row for row in {**self._kept, **self._changed}.values() if row is not None]

    def put(self, key: K, row: V | None) -> None:
        """Change a row; None drops it."""
        self._changed[key] = row

    def drop(self, keys: Iterable[K]) -> None:
        """Drop rows."""
        for key in list(keys):
            self.put(key, None)

    def keep(self) -> None:
        """Make the changes everybody's."""
        for key, row in self._changed.items():
            if row is None:
                self._kept.pop(key, None)
            else:
                self._kept[key] = row


class Memory:
    """What is kept, and the locks on it."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[Any, Any]] = defaultdict(dict)
        self.locks: dict[Hashable, Unit] = {}
        self.freed = asyncio.Event()


class Unit:
    """One unit of work."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self.now = clock
        self.talks: Rows[str, Talk] = Rows(memory.tables["talks"])
        self.lines: Rows[tuple[str, int], Line] = Rows(memory.tables["lines"])
        self.procedures: Rows[str, Procedure] = Rows(memory.tables["procedures"])
        self.touched: Rows[str, datetime] = Rows(memory.tables["touched"])
        self.letters: Rows[str, Queued] = Rows(memory.tables["letters"])
        self.files: Rows[str, KeptPaper] = Rows(memory.tables["files"])
        self.tickets: Rows[str, Ticket] = Rows(memory.tables["tickets"])
        self.chats: Rows[int, Chat] = Rows(memory.tables["chats"])
        self.accesses: Rows[int, Access] = Rows(memory.tables["accesses"])
        self.erasures: Rows[str, Erasure] = Rows(memory.tables["erasures"])
        self.flips: Rows[int, Flip] = Rows(memory.tables["flips"])
        self.settings: Rows[int, SettingChange] = Rows(memory.tables["settings"])
        self.accounts: Rows[str, Account] = Rows(memory.tables["accounts"])
        self.desk_sessions: Rows[str, DeskSession] = Rows(memory.tables["desk_sessions"])
        self.desk_logins: Rows[str, DeskLogin] = Rows(memory.tables["desk_logins"])
        self.rung: set[str] = set()
        self._memory = memory

    async def lock(self, *name: Hashable) -> None:
        """Wait for a lock, and hold it until the end."""
        while not await self.try_lock(*name):
            await self._memory.freed.wait()

    async def try_lock(self, *name: Hashable) -> bool:
        """Hold a lock until the end if nobody else does; say whether it is held."""
        await asyncio.sleep(0)  # as a database does, let the others go on
        return self._memory.locks.setdefault(name, self) is self

    def forget(self, gone: Collection[str]) -> None:
        """Drop conversations, with all that hangs on them."""
        messages = [line.message for line in self.lines.all()]
        self.talks.drop(gone)
        self.lines.drop((message.conversation, message.seq) for message in messages if message.conversation in gone)
        self.files.drop(kept.id for kept in self.files.all() if kept.conversation in gone)
        self.tickets.drop(ticket.hash for ticket in self.tickets.all() if ticket.conversation in gone)
        self.chats.drop(chat.chat for chat in self.chats.all() if chat.conversation in gone)

    def commit(self, ring: Callable[[str], None]) -> None:
        """Keep everything, then ring for the transcripts that have grown, or are no more."""
        ours = (self.talks, self.lines, self.procedures, self.touched, self.letters, self.files, self.tickets, self.chats)
        kept = (self.accesses, self.erasures, self.flips, self.settings, self.accounts, self.desk_sessions, self.desk_logins)
        tables = (*ours, *kept)
        for rows in tables:
            rows.keep()
        for conversation_id in self.rung:
            ring(conversation_id)

    def release(self) -> None:
        """Give the locks back."""
        self._memory.locks = {name: unit for name, unit in self._memory.locks.items() if unit is not self}
        self._memory.freed.set()
        self._memory.freed = asyncio.Event()
