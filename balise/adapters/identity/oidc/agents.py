"""
The `AgentProvider` port over OpenID Connect: the logins of `OidcProvider`, for people who are known by their groups.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from balise.adapters.identity.oidc.client import OidcProvider
from balise.adapters.identity.oidc.mapping import to_agent
from balise.model.agent import Agent, Role


@dataclass(frozen=True, slots=True)
class OidcAgents:
    """`claim` names what lists somebody's groups; `roles` says what each group of ours may do."""

    provider: OidcProvider
    claim: str
    roles: Mapping[str, Role]

    async def start(self, redirect_uri: str) -> tuple[str, dict[str, str]]:
        return await self.provider.start(redirect_uri)

    async def finish(self, redirect_uri: str, remembered: dict[str, str], query: dict[str, str]) -> tuple[Agent, str]:
        claims, hint = await self.provider.prove(redirect_uri, remembered, query)
        return to_agent(claims, self.claim, self.roles), hint

    async def end_session(self, hint: str, back_to: str) -> str | None:
        return await self.provider.end_session(hint, back_to)
