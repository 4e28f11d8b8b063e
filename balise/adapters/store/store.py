"""The store: units of work over a connection pool."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from balise.adapters.store.accesses import PostgresAccesses
from balise.adapters.store.agents import PostgresAgents, PostgresDeskSessions
from balise.adapters.store.chats import PostgresChats
from balise.adapters.store.conversations import PostgresConversations
from balise.adapters.store.engine import translated_errors
from balise.adapters.store.erasure import PostgresErasures
from balise.adapters.store.files import PostgresFiles
from balise.adapters.store.opinions import PostgresOpinions
from balise.adapters.store.outbox import PostgresOutbox
from balise.adapters.store.procedures import PostgresProcedures
from balise.adapters.store.sessions import PostgresSessions
from balise.adapters.store.switches import PostgresSettingTrail, PostgresSwitches
from balise.adapters.store.tickets import PostgresTickets
from balise.errors import TemporaryFailure


@dataclass(frozen=True, slots=True)
class PostgresWork:
    """The `Work` port: the ports over one transaction."""

    conversations: PostgresConversations
    procedures: PostgresProcedures
    outbox: PostgresOutbox
    files: PostgresFiles
    tickets: PostgresTickets
    sessions: PostgresSessions
    chats: PostgresChats
    switches: PostgresSwitches
    settings: PostgresSettingTrail
    opinions: PostgresOpinions
    accesses: PostgresAccesses
    erasures: PostgresErasures
    agents: PostgresAgents
    desk_sessions: PostgresDeskSessions

    @classmethod
    def over(cls, connection: AsyncConnection) -> PostgresWork:
        """Build them over one connection."""
        return cls(
            PostgresConversations(connection),
            PostgresProcedures(connection),
            PostgresOutbox(connection),
            PostgresFiles(connection),
            PostgresTickets(connection),
            PostgresSessions(connection),
            PostgresChats(connection),
            PostgresSwitches(connection),
            PostgresSettingTrail(connection),
            PostgresOpinions(connection),
            PostgresAccesses(connection),
            PostgresErasures(connection),
            PostgresAgents(connection),
            PostgresDeskSessions(connection),
        )


class PostgresStore:
    """The `Store` port."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[PostgresWork]:
        """Open a unit of work: one transaction, committed at the end, rolled back when the block raises."""
        with translated_errors():
            async with self._engine.begin() as connection:
                yield PostgresWork.over(connection)

    async def probe(self) -> str:
        """Return `ok` when the database answers (the `Probe` port)."""
        try:
            with translated_errors():
                async with self._engine.connect() as connection:
                    await connection.execute(text("SELECT 1"))
        except TemporaryFailure:
            return "unreachable"
        return "ok"
