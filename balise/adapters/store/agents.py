"""Agents' accounts and sessions in PostgreSQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from balise.adapters.store.tables import agents, desk_logins, desk_sessions
from balise.errors import Conflict, NotFound
from balise.model.agent import Account, Agent, DeskSession, Role


class PostgresAgents:
    """The `Agents` port over one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, account: Account) -> None:
        try:
            await self._db.execute(insert(agents).values(_to_row(account)))
        except IntegrityError as error:
            raise Conflict(f"{account.name} is taken") from error

    async def get(self, name: str) -> Account:
        query = select(agents).where(agents.c.name == name).with_for_update()
        row = (await self._db.execute(query)).mappings().first()
        if row is None:
            raise NotFound("agent")
        return _to_account(row)

    async def all(self) -> list[Account]:
        return [_to_account(row) for row in (await self._db.execute(select(agents).order_by(agents.c.name))).mappings()]

    async def save(self, account: Account) -> None:
        await self._db.execute(update(agents).where(agents.c.name == account.name).values(_to_row(account)))


class PostgresDeskSessions:
    """The `DeskSessions` port over one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def begin(self, session: DeskSession) -> None:
        agent = session.agent
        row = {"hash": session.hash, "subject": agent.subject, "name": agent.name, "roles": sorted(agent.roles)}
        kept = {"began_at": session.began_at, "seen_at": session.seen_at, "hint": session.hint}
        await self._db.execute(insert(desk_sessions).values(row | kept))

    async def get(self, session_hash: str) -> DeskSession:
        query = select(desk_sessions).where(desk_sessions.c.hash == session_hash)
        row = (await self._db.execute(query)).mappings().first()
        if row is None:
            raise NotFound("session")
        agent = Agent(row["subject"], row["name"], _to_roles(row))
        return DeskSession(row["hash"], agent, row["began_at"], row["seen_at"], row["hint"])

    async def seen(self, session_hash: str, at: datetime) -> None:
        await self._db.execute(update(desk_sessions).where(desk_sessions.c.hash == session_hash).values(seen_at=at))

    async def end(self, session_hash: str) -> None:
        await self._db.execute(delete(desk_sessions).where(desk_sessions.c.hash == session_hash))

    async def end_of(self, subject: str) -> None:
        await self._db.execute(delete(desk_sessions).where(desk_sessions.c.subject == subject))

    async def leave(self, state_hash: str, remembered: dict[str, str], expires_at: datetime) -> None:
        row = {"hash": state_hash, "expires_at": expires_at, "remembered": remembered}
        await self._db.execute(insert(desk_logins).values(row))

    async def come_back(self, state_hash: str, now: datetime) -> dict[str, str]:
        burnt = delete(desk_logins).where(desk_logins.c.hash == state_hash).returning(desk_logins)
        row = (await self._db.execute(burnt)).mappings().first()
        if row is None or row["expires_at"] <= now:
            raise NotFound("login")
        remembered: dict[str, str] = row["remembered"]
        return remembered

    async def forget_before(self, limit: datetime) -> int:
        await self._db.execute(delete(desk_logins).where(desk_logins.c.expires_at < limit))
        return (await self._db.execute(delete(desk_sessions).where(desk_sessions.c.seen_at < limit))).rowcount


def _to_row(account: Account) -> dict[str, Any]:
    return {
        "name": account.name,
        "roles": sorted(account.roles),
        "password_hash": account.password_hash,
        "seed": account.seed,
        "last_step": account.last_step,
    }


def _to_account(row: RowMapping) -> Account:
    return Account(row["name"], _to_roles(row), row["password_hash"], row["seed"], row["last_step"])


def _to_roles(row: RowMapping) -> frozenset[Role]:
    return frozenset(map(Role, row["roles"]))
