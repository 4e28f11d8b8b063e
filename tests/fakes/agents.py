"""Agents' accounts and sessions in memory, what they are opened with, and who vouches for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

from balise.errors import BaliseError, Conflict, NotFound, Refused
from balise.model.agent import Account, Agent, DeskSession
from tests.fakes.unit_of_work import DeskLogin, Unit


class FakeAgents:
    """The `Agents` port."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, account: Account) -> None:
        await self._unit.lock("agent", account.name)
        if self._unit.accounts.get(account.name) is not None:
            raise Conflict("taken")
        self._unit.accounts.put(account.name, account)

    async def get(self, name: str) -> Account:
        await self._unit.lock("agent", name)
        account = self._unit.accounts.get(name)
        if account is None:
            raise NotFound("agent")
        return account

    async def all(self) -> list[Account]:
        return sorted(self._unit.accounts.all(), key=lambda account: account.name)

    async def save(self, account: Account) -> None:
        if self._unit.accounts.get(account.name) is not None:
            self._unit.accounts.put(account.name, account)


class FakeDeskSessions:
    """The `DeskSessions` port."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def begin(self, session: DeskSession) -> None:
        self._unit.desk_sessions.put(session.hash, session)

    async def get(self, session_hash: str) -> DeskSession:
        session = self._unit.desk_sessions.get(session_hash)
        if session is None:
            raise NotFound("session")
        return session

    async def seen(self, session_hash: str, at: datetime) -> None:
        if session := self._unit.desk_sessions.get(session_hash):
            self._unit.desk_sessions.put(session_hash, replace(session, seen_at=at))

    async def end(self, session_hash: str) -> None:
        self._unit.desk_sessions.put(session_hash, None)

    async def end_of(self, subject: str) -> None:
        self._unit.desk_sessions.drop(one.hash for one in self._unit.desk_sessions.all() if one.agent.subject == subject)

    async def leave(self, state_hash: str, remembered: dict[str, str], expires_at: datetime) -> None:
        self._unit.desk_logins.put(state_hash, DeskLogin(state_hash, expires_at, dict(remembered)))

    async def come_back(self, state_hash: str, now: datetime) -> dict[str, str]:
        await self._unit.lock("desk login", state_hash)
        login = self._unit.desk_logins.get(state_hash)
        if login is None or login.expires_at <= now:
            raise NotFound("login")
        self._unit.desk_logins.put(state_hash, None)
        return dict(login.values)

    async def forget_before(self, limit: datetime) -> int:
        self._unit.desk_logins.drop(login.hash for login in self._unit.desk_logins.all() if login.expires_at < limit)
        old = [session.hash for session in self._unit.desk_sessions.all() if session.seen_at < limit]
        self._unit.desk_sessions.drop(old)
        return len(old)


class FakeAgentProvider:
    """The `AgentProvider` port: everybody who comes back is `agent`, or in no group when there is none; `failure` ends none."""

    def __init__(self, agent: Agent | None = None) -> None:
        self.agent = agent
        self.logins = 0
        self.failure: BaliseError | None = None

    async def start(self, redirect_uri: str) -> tuple[str, dict[str, str]]:
        self.logins += 1
        state = f"state-{self.logins}"
        return f"https://provider.test/?redirect_uri={redirect_uri}&state={state}", {"state": state, "nonce": "n"}

    async def finish(self, redirect_uri: str, remembered: dict[str, str], query: dict[str, str]) -> tuple[Agent, str]:
        if query.get("state") != remembered["state"] or not query.get("code"):
            raise Refused("login")
        if self.agent is None:
            raise Refused("role")
        return self.agent, "the hint"

    async def end_session(self, hint: str, back_to: str) -> str | None:
        if self.failure is not None:
            raise self.failure
        return f"https://provider.test/end?{urlencode({'id_token_hint': hint, 'post_logout_redirect_uri': back_to})}"
