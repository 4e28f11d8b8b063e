"""What the doors keep between two visits: one-time secrets, sessions, and which chat is which conversation."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Tickets(Protocol):
    """One-time secrets that carry a login or a binding across a redirection, inside a unit of work."""

    async def issue(self, ticket_hash: str, conversation_id: str, expires_at: datetime) -> None:
        """Keep a ticket by the hash of its secret."""
        ...

    async def remember(self, ticket_hash: str, values: dict[str, str]) -> None:
        """Attach values (state, nonce, verifier) to a ticket. Raises NotFound when it is gone."""
        ...

    async def redeem(self, ticket_hash: str, now: datetime) -> tuple[str, dict[str, str]]:
        """Return (conversation id, values) and burn the ticket. Raises NotFound when gone or expired."""
        ...

    async def peek(self, ticket_hash: str, now: datetime) -> tuple[str, dict[str, str]]:
        """Return the same without burning it; nobody else reads or burns it until the end of this unit of work."""
        ...

    async def forget_before(self, limit: datetime) -> int:
        """Drop the tickets that had expired by then; return how many."""
        ...


class Sessions(Protocol):
    """The conversations that a browser's secret opens, inside a unit of work. A session ends with its conversation."""

    async def begin(self, conversation_id: str, until: datetime) -> None:
        """Have a conversation be opened, until then, by the secret of its browser."""
        ...

    async def of(self, browser_hash: str) -> str:
        """Return the id of the conversation that a browser's secret opens. Raises NotFound, also when its time is over."""
        ...

    async def end(self, conversation_id: str) -> None:
        """Have a conversation be opened by no browser's secret any more."""
        ...

    async def rebind(self, browser_hash: str, renewed_hash: str) -> None:
        """Have the conversations of a browser be those of its new secret."""
        ...


class Chats(Protocol):
    """Which Telegram chat is which conversation, inside a unit of work."""

    async def conversation_of(self, chat: int) -> str | None:
        """Return the conversation of a chat, or None."""
        ...

    async def chat_of(self, conversation_id: str) -> int | None:
        """Return the chat of a conversation, or None."""
        ...

    async def bind(self, chat: int, conversation_id: str) -> None:
        """Bind a chat to a conversation."""
        ...

    async def undelivered(self) -> list[tuple[int, str, int]]:
        """Return (chat, conversation id, last delivered seq) of the chats that lag behind their transcript."""
        ...

    async def delivered(self, chat: int, seq: int) -> None:
        """Note that a chat has received everything up to `seq`."""
        ...
