"""The use cases of the support desk: who its agents are, and what they may see."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property

from balise.adapters.identity.accounts import Argon2AndTotp
from balise.adapters.identity.oidc.agents import OidcAgents
from balise.adapters.identity.oidc.client import Client, OidcProvider
from balise.model.agent import Role
from balise.usecases.desk.accounts import AgentAccounts
from balise.usecases.desk.look import AgentDesk
from balise.usecases.desk.sessions import AgentSessions
from balise.usecases.desk.sign_in import SignInAgent, SignInVouchedAgent
from balise.usecases.desk.sign_out import SignOutAgent
from balise.wiring.books import now
from balise.wiring.chores import Chores


class Deskwork(Chores):
    """Lets agents in."""

    def agent_accounts(self) -> AgentAccounts:
        """Look after local accounts."""
        return AgentAccounts(self.store, self._account_keys)

    def agent_sessions(self) -> AgentSessions:
        """Know agents by their sessions."""
        settings = self.settings
        idle, longest = timedelta(minutes=settings.desk_idle_minutes), timedelta(hours=settings.desk_hours)
        return AgentSessions(self.store, now, idle, longest)

    def sign_in_agent(self) -> SignInAgent | None:
        """Sign in with a local account; None where a provider vouches for the agents."""
        return None if self.settings.desk_oidc_discovery else SignInAgent(self.store, self._account_keys, now)

    def sign_in_vouched_agent(self) -> SignInVouchedAgent | None:
        """Sign in through the agents' provider; None where there is none."""
        if not self.settings.desk_oidc_discovery:
            return None
        return SignInVouchedAgent(self.store, self._agent_provider, now, f"{self.settings.base_url}/desk/callback")

    def sign_out_agent(self) -> SignOutAgent:
        """End agents' sessions."""
        provider = self._agent_provider if self.settings.desk_oidc_discovery else None
        return SignOutAgent(self.agent_sessions(), provider, f"{self.settings.base_url}/desk/login")

    def agent_desk(self) -> AgentDesk:
        """Show agents what they may see."""
        return AgentDesk(self.store, self.agent_queue(), self.complete_draft(), self.privacy().read)

    @cached_property
    def _account_keys(self) -> Argon2AndTotp:
        """One for all: it bounds how many passwords are tried at once."""
        return Argon2AndTotp(self.settings.key)

    @cached_property
    def _agent_provider(self) -> OidcAgents:
        """One for all: it keeps the provider's metadata and keys."""
        settings, secret = self.settings, self.settings.desk_oidc_client_secret
        client = Client(
            id=settings.desk_oidc_client_id,
            secret=secret.get_secret_value() if secret else "",
            scope=settings.desk_oidc_scope,
        )
        groups = {settings.desk_oidc_admins: Role.ADMIN, settings.desk_oidc_agents: Role.AGENT}
        roles = {group: role for group, role in groups.items() if group}
        return OidcAgents(OidcProvider(self._http, settings.desk_oidc_discovery, client, now), settings.desk_oidc_claim, roles)
