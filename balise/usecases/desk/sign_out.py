"""End what an agent's sign-in began: here or everywhere, then at the provider that vouched for them."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import PermanentFailure, TemporaryFailure
from balise.ports import AgentProvider
from balise.usecases.desk.sessions import AgentSessions


@dataclass(frozen=True, slots=True)
class SignOutAgent:
    """`provider`, which leads back to `back_to`, is None where agents have local accounts."""

    sessions: AgentSessions
    provider: AgentProvider | None
    back_to: str

    async def __call__(self, secret: str, *, everywhere: bool = False) -> str | None:
        """Return the address that ends the provider's session; None when there is none to end."""
        hint = await self.sessions.end(secret, everywhere=everywhere)
        if not hint or self.provider is None:
            return None
        try:
            return await self.provider.end_session(hint, self.back_to)
        except (TemporaryFailure, PermanentFailure):
            # What is Balise's has ended; what is the provider's will, by itself.
            return None
