"""End what a sign-in began: here or in every conversation of the person, then at the identity provider."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from balise.errors import NotFound, PermanentFailure, TemporaryFailure
from balise.model.conversation import Author, Draft
from balise.model.identity import SignIn
from balise.ports import Clock, IdentityProvider, Store, Texts
from balise.usecases.conversation.open import hashed
from balise.usecases.identity.sign_in import TICKET_LIFE

_SESSION = "session"
"""What the ticket is for."""


@dataclass(frozen=True, slots=True)
class SignOut:
    """Unbind an identity from conversations."""

    store: Store
    provider: IdentityProvider
    texts: Texts
    clock: Clock
    base_url: str

    async def __call__(self, conversation_id: str, *, everywhere: bool = False) -> str | None:
        """
        Return the link that ends the provider's session too, for ten minutes; None when there is none to end.

        `everywhere` ends the person's sign-ins in all their conversations, which are told, and the sessions of the browsers that
        hold those; only who is signed in may.
        """
        async with self.store.begin() as work:
            sign_in = (await work.conversations.get(conversation_id)).sign_in
            others = await work.conversations.signed_in_as(sign_in.person.rpps) if sign_in and everywhere else []
            for other in {*others} - {conversation_id}:
                await work.conversations.set_sign_in(other, None)
                await work.sessions.end(other)
                await work.conversations.append(other, Draft(Author.SYSTEM, self.texts.say("signed_out_elsewhere")))
            await work.conversations.set_sign_in(conversation_id, None)
        return await self._session_link(conversation_id, sign_in) if sign_in else None

    async def _session_link(self, conversation_id: str, sign_in: SignIn) -> str | None:
        try:
            if await self.provider.end_session(sign_in.hint, self.base_url) is None:
                return None
        except (TemporaryFailure, PermanentFailure):
            # What is Balise's has ended; what is the provider's will, by itself.
            return None
        ticket = secrets.token_urlsafe(24)
        async with self.store.begin() as work:
            await work.tickets.issue(hashed(ticket), conversation_id, self.clock() + TICKET_LIFE)
            await work.tickets.remember(hashed(ticket), {"for": _SESSION, "hint": sign_in.hint})
        return f"{self.base_url}/auth/logout?{urlencode({'ticket': ticket})}"


@dataclass(frozen=True, slots=True)
class EndSession:
    """Send the browser where the provider's session ends: its hint stays out of messages and histories."""

    store: Store
    provider: IdentityProvider
    clock: Clock
    back_to: str

    async def __call__(self, ticket: str) -> str:
        """Return the provider's address. Raises NotFound when the link has expired."""
        async with self.store.begin() as work:
            _, values = await work.tickets.peek(hashed(ticket), self.clock())
        address = await self.provider.end_session(values["hint"], self.back_to) if values.get("for") == _SESSION else None
        if address is None:
            raise NotFound("ticket")
        return address
