"""One-time secrets and Telegram bindings in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from balise.errors import NotFound, PermanentFailure
from tests.fakes.unit_of_work import Chat, Ticket, Unit


class FakeTickets:
    """The `Tickets` port."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def issue(self, ticket_hash: str, conversation_id: str, expires_at: datetime) -> None:
        if self._unit.talks.get(conversation_id) is None:
            raise PermanentFailure("a ticket of no conversation")
        self._unit.tickets.put(ticket_hash, Ticket(ticket_hash, conversation_id, expires_at, {}))

    async def remember(self, ticket_hash: str, values: dict[str, str]) -> None:
        ticket = self._unit.tickets.get(ticket_hash)
        if ticket is None:
            raise NotFound("ticket")
        self._unit.tickets.put(ticket_hash, replace(ticket, values=dict(values)))

    async def redeem(self, ticket_hash: str, now: datetime) -> tuple[str, dict[str, str]]:
        await self._unit.lock("ticket", ticket_hash)
        ticket = self._unit.tickets.get(ticket_hash)
        if ticket is None or ticket.expires_at <= now:
            raise NotFound("ticket")
        self._unit.tickets.put(ticket_hash, None)
        return ticket.conversation, dict(ticket.values)

    async def peek(self, ticket_hash: str, now: datetime) -> tuple[str, dict[str, str]]:
        await self._unit.lock("ticket", ticket_hash)
        ticket = self._unit.tickets.get(ticket_hash)
        if ticket is None or ticket.expires_at <= now:
            raise NotFound("ticket")
        return ticket.conversation, dict(ticket.values)

    async def forget_before(self, limit: datetime) -> int:
        old = [ticket.hash for ticket in self._unit.tickets.all() if ticket.expires_at < limit]
        self._unit.tickets.drop(old)
        return len(old)


class FakeChats:
    """The `Chats` port."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def conversation_of(self, chat: int) -> str | None:
        bound = self._unit.chats.get(chat)
        return bound.conversation if bound else None

    async def chat_of(self, conversation_id: str) -> int | None:
        return next((bound.chat for bound in self._unit.chats.all() if bound.conversation == conversation_id), None)

    async def bind(self, chat: int, conversation_id: str) -> None:
        if self._unit.talks.get(conversation_id) is None:
            raise PermanentFailure("a chat of no conversation")
        self._unit.chats.put(chat, Chat(chat, conversation_id))

    async def undelivered(self) -> list[tuple[int, str, int]]:
        lengths = {talk.conversation.id: talk.last_seq for talk in self._unit.talks.all()}
        return [(c.chat, c.conversation, c.delivered) for c in self._unit.chats.all() if c.delivered < lengths[c.conversation]]

    async def delivered(self, chat: int, seq: int) -> None:
        if bound := self._unit.chats.get(chat):
            self._unit.chats.put(chat, replace(bound, delivered=seq))
