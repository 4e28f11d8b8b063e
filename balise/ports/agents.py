"""The support desk's agents: their accounts, their sessions, and who vouches for them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from balise.model.agent import Account, Agent, DeskSession


class Agents(Protocol):
    """Local accounts, inside a unit of work."""

    async def add(self, account: Account) -> None:
        """Keep a new account. Raises Conflict when its name is taken."""
        ...

    async def get(self, name: str) -> Account:
        """Return it, held until the end of this unit of work. Raises NotFound."""
        ...

    async def all(self) -> list[Account]:
        """Return every account, by name."""
        ...

    async def save(self, account: Account) -> None:
        """Keep a changed account."""
        ...


class DeskSessions(Protocol):
    """Agents' sessions, and their logins under way at a provider, inside a unit of work."""

    async def begin(self, session: DeskSession) -> None:
        """Keep a new session."""
        ...

    async def get(self, session_hash: str) -> DeskSession:
        """Return it, however old. Raises NotFound."""
        ...

    async def seen(self, session_hash: str, at: datetime) -> None:
        """Note that it was used."""
        ...

    async def end(self, session_hash: str) -> None:
        """End it; one that is not there changes nothing."""
        ...

    async def end_of(self, subject: str) -> None:
        """End all the sessions of an agent."""
        ...

    async def leave(self, state_hash: str, remembered: dict[str, str], expires_at: datetime) -> None:
        """Remember what is needed when a browser comes back from the provider."""
        ...

    async def come_back(self, state_hash: str, now: datetime) -> dict[str, str]:
        """Return what was remembered, once. Raises NotFound when it is gone or expired."""
        ...

    async def forget_before(self, limit: datetime) -> int:
        """Drop the sessions not used since, and the logins that had expired by then; return how many sessions."""
        ...


class AccountKeys(Protocol):
    """What local accounts are opened with: passwords, and one-time codes (TOTP, RFC 6238)."""

    async def hashed(self, password: str) -> str:
        """Return what is kept of a password."""
        ...

    async def matches(self, password_hash: str, password: str) -> bool:
        """Say whether it is the password. Of no hash (empty) it says no, after as long as of any."""
        ...

    def new_seed(self) -> str:
        """Return a new secret, from which codes are made, sealed as it is to be kept."""
        ...

    def address(self, seed: str, name: str) -> str:
        """Return the `otpauth://` address that sets up an application which shows codes. Raises as `step` does."""
        ...

    def step(self, seed: str, code: str, at: datetime) -> int | None:
        """
        Return the period of 30 seconds a code is of: this one, the one before or after; None when it is of none of them.

        Of no seed (empty) it is never one, after as long as of any. Raises PermanentFailure when the seed cannot be opened.
        """
        ...


class AgentProvider(Protocol):
    """Proves who an agent is, and by their groups what they may do (OpenID Connect)."""

    async def start(self, redirect_uri: str) -> tuple[str, dict[str, str]]:
        """Return (URL to send the browser to, values to remember until it comes back)."""
        ...

    async def finish(self, redirect_uri: str, remembered: dict[str, str], query: dict[str, str]) -> tuple[Agent, str]:
        """
        Return (the agent, the hint that names the provider's session), from the query the browser came back with.

        Raises Refused: `login` when they declined or the answer does not hold; `role` when they are in no group of ours.
        """
        ...

    async def end_session(self, hint: str, back_to: str) -> str | None:
        """Return the address that ends the provider's session and leads back; None when it has none."""
        ...
