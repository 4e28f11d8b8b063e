"""Have an agent prove who they are: with a local account, or through their organisation's identity provider."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from balise.errors import NotFound, PermanentFailure, Refused
from balise.model.agent import Account
from balise.ports import AccountKeys, AgentProvider, Clock, Store, Work
from balise.usecases.conversation.open import hashed
from balise.usecases.desk.sessions import begin_session

log = structlog.get_logger()

LOGIN_LIFE = timedelta(minutes=10)
"""How long one may take at the provider."""

_NOBODY = Account("", frozenset())
"""Tried like the others, so that an unknown name takes as long to refuse."""


@dataclass(frozen=True, slots=True)
class SignInAgent:
    """Sign in with a local account: name, password, one-time code."""

    store: Store
    keys: AccountKeys
    clock: Clock

    async def __call__(self, name: str, password: str, code: str) -> str:
        """
        Return the secret of the session that begins.

        Raises:
            Refused: `credentials`, whichever of the three is wrong; also when the code has served, or the account is closed.

        """
        async with self.store.begin() as work:
            account = await _account(work, name)
        # Both are always tried.
        right = await self.keys.matches(account.password_hash, password)
        step = self._step(account, code)
        if not right or step is None:
            log.warning("agent_sign_in_refused")
            raise Refused("credentials")
        async with self.store.begin() as work:
            present = await _account(work, name)
            if present.password_hash != account.password_hash or step <= present.last_step:
                raise Refused("credentials")
            await work.agents.save(replace(present, last_step=step))
            return await begin_session(work, present.agent, self.clock())

    def _step(self, account: Account, code: str) -> int | None:
        try:
            return self.keys.step(account.seed, code, self.clock())
        except PermanentFailure:
            # Not told to whoever tries: that there is such an account is nobody's business.
            log.error("agent_seed_unreadable")
            return None


async def _account(work: Work, name: str) -> Account:
    try:
        return await work.agents.get(name)
    except NotFound:
        return _NOBODY


@dataclass(frozen=True, slots=True)
class SignInVouchedAgent:
    """Sign in through the identity provider of the agents."""

    store: Store
    provider: AgentProvider
    clock: Clock
    redirect_uri: str

    async def start(self, browser: str) -> str:
        """Return the provider's address; only this browser, known by its secret, may come back from there."""
        url, remembered = await self.provider.start(self.redirect_uri)
        kept = remembered | {"browser": hashed(browser)}
        async with self.store.begin() as work:
            await work.desk_sessions.leave(hashed(remembered["state"]), kept, self.clock() + LOGIN_LIFE)
        return url

    async def finish(self, query: dict[str, str], browser: str) -> str:
        """
        Return the secret of the session that begins.

        Raises:
            NotFound: the state is unknown, expired, or has served.
            Refused: `login`, also when it is not the browser that left; `role`.

        """
        async with self.store.begin() as work:
            remembered = await work.desk_sessions.come_back(hashed(query.get("state", "")), self.clock())
        if not hmac.compare_digest(remembered["browser"], hashed(browser)):
            raise Refused("login", "another browser came back")
        agent, hint = await self.provider.finish(self.redirect_uri, remembered, query)
        async with self.store.begin() as work:
            return await begin_session(work, agent, self.clock(), hint)
