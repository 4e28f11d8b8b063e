"""Bind a proven identity to a conversation, through a link the person opens in a browser."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from balise.model.conversation import Author, Draft
from balise.model.identity import SignIn
from balise.ports import Clock, IdentityProvider, Store, Texts
from balise.usecases.open_conversation import hashed

TICKET_LIFE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class InviteSignIn:
    """Make the link that leads to the identity provider and back to this conversation."""

    store: Store
    clock: Clock
    base_url: str

    async def __call__(self, conversation_id: str) -> str:
        """Return a URL that works for ten minutes, until somebody has signed in with it."""
        ticket = secrets.token_urlsafe(24)
        async with self.store.begin() as work:
            await work.tickets.issue(hashed(ticket), conversation_id, self.clock() + TICKET_LIFE)
        return f"{self.base_url}/auth/login?{urlencode({'ticket': ticket})}"

    async def needless(self, conversation_id: str) -> bool:
        """Say whether the person has already signed in."""
        async with self.store.begin() as work:
            return (await work.conversations.get(conversation_id)).sign_in is not None


@dataclass(frozen=True, slots=True)
class StartSignIn:
    """Send the browser to the identity provider."""

    store: Store
    provider: IdentityProvider
    clock: Clock
    redirect_uri: str

    async def __call__(self, ticket: str) -> str:
        """
        Return the provider's URL.

        The link is not burnt yet: messengers open links to preview them.

        Raises:
            NotFound: when the link has expired or has served.

        """
        now = self.clock()
        async with self.store.begin() as work:
            conversation_id = await work.tickets.peek(hashed(ticket), now)
            url, remembered = await self.provider.start(self.redirect_uri)
            state = hashed(remembered["state"])
            await work.tickets.issue(state, conversation_id, now + TICKET_LIFE)
            await work.tickets.remember(state, {**remembered, "ticket": hashed(ticket), "opened": now.isoformat()})
        return url


@dataclass(frozen=True, slots=True)
class FinishSignIn:
    """Take the browser back from the identity provider."""

    store: Store
    provider: IdentityProvider
    texts: Texts
    clock: Clock
    redirect_uri: str

    async def __call__(self, query: dict[str, str]) -> str:
        """
        Return the id of the conversation that is now signed in; the dialogue is told, and resumes.

        Raises:
            NotFound: when the state is unknown, expired, or its link has served meanwhile.
            Refused: `login`. Invalid: `rpps`.

        """
        now = self.clock()
        async with self.store.begin() as work:
            conversation_id, remembered = await work.tickets.redeem(hashed(query.get("state", "")), now)
        person = await self.provider.finish(self.redirect_uri, remembered, query)
        async with self.store.begin() as work:
            # The link must not have served meanwhile; whether it was still alive was judged when it was opened.
            await work.tickets.redeem(remembered["ticket"], datetime.fromisoformat(remembered["opened"]))
            await work.conversations.set_sign_in(conversation_id, SignIn(person, now))
            told = Draft(
                Author.SYSTEM, self.texts.say("signed_in", name=person.full_name), payload="/session_ouverte", handled=False
            )
            await work.conversations.append(conversation_id, told)
        return conversation_id
