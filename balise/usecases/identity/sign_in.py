"""Bind a proven identity to a conversation, through a link the person opens in a browser (docs/sign-in.md)."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from balise.errors import Invalid, NotFound, Refused
from balise.model.conversation import Author, Conversation, Draft
from balise.model.identity import SignIn
from balise.ports import Clock, IdentityProvider, Store, Texts, Work
from balise.usecases.conversation.open import hashed, new_token

TICKET_LIFE = timedelta(minutes=10)
CODE_TRIES = 3
"""Wrong codes after which a link is burnt: of ten thousand codes, three may be guessed."""

_LINK, _LOGIN = "link", "login"
"""What a ticket is for: none serves for another use."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """
    A link that signs a conversation in, and the code to type behind it; no code where the browser itself is known.

    `token` opens the conversation once somebody has signed in by this very link, and nothing before; the one that opens it now
    opens nothing then.
    """

    url: str
    token: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class InviteSignIn:
    """Make the link that leads to the identity provider and back to this conversation."""

    store: Store
    clock: Clock
    base_url: str

    async def __call__(self, conversation: Conversation) -> Invitation:
        """
        Return a link that works for ten minutes, until somebody has signed in, with it or with another.

        `conversation` is as it was when the caller was let in: a link serves only as long as what let them in does.
        """
        ticket, token = secrets.token_urlsafe(24), new_token()
        code = "" if conversation.browser_hash else f"{secrets.randbelow(10_000):04}"
        kept = {"for": _LINK, "code": code, "wrong": "0", "former": conversation.token_hash, "renewed": hashed(token)}
        async with self.store.begin() as work:
            await work.tickets.issue(hashed(ticket), conversation.id, self.clock() + TICKET_LIFE)
            await work.tickets.remember(hashed(ticket), kept)
        return Invitation(f"{self.base_url}/auth/login?{urlencode({'ticket': ticket})}", token, code)


@dataclass(frozen=True, slots=True)
class IsSignedIn:
    """Tell who has no need to sign in."""

    store: Store

    async def __call__(self, conversation_id: str) -> bool:
        """Say whether somebody's sign-in holds there."""
        async with self.store.begin() as work:
            return (await work.conversations.get(conversation_id)).sign_in is not None


@dataclass(frozen=True, slots=True)
class StartSignIn:
    """Send the browser to the identity provider, once the person has seen which conversation they sign in."""

    store: Store
    provider: IdentityProvider
    clock: Clock
    redirect_uri: str

    async def look(self, ticket: str, browser: str) -> tuple[Conversation, bool]:
        """
        Return (the conversation that a link signs in, whether its code must be typed). Nothing is burnt by looking.

        Raises:
            NotFound: the link has expired or has served.
            Refused: `browser`, when the conversation was opened in another browser.

        """
        async with self.store.begin() as work:
            conversation, values = await self._linked(work, ticket, browser)
        return conversation, bool(values["code"])

    async def __call__(self, ticket: str, browser: str, code: str = "") -> str:
        """
        Return the provider's URL; only this browser may come back from there.

        The link is not burnt yet: messengers open links to preview them.

        Raises:
            NotFound, Refused: as `look` does.
            Invalid: `code`, when it is not the one shown in the conversation; the third time burns the link.

        """
        async with self.store.begin() as work:
            conversation, values = await self._linked(work, ticket, browser)
            right = hmac.compare_digest(values["code"].encode(), code.encode())
            if not right:
                await self._count(work, hashed(ticket), values)
        if not right:
            raise Invalid("code")
        url, remembered = await self.provider.start(self.redirect_uri)
        now, state = self.clock(), hashed(remembered["state"])
        kept = {"for": _LOGIN, "ticket": hashed(ticket), "opened": now.isoformat(), "browser": hashed(browser)}
        async with self.store.begin() as work:
            await work.tickets.issue(state, conversation.id, now + TICKET_LIFE)
            await work.tickets.remember(state, remembered | kept)
        return url

    async def _linked(self, work: Work, ticket: str, browser: str) -> tuple[Conversation, dict[str, str]]:
        conversation_id, values = await work.tickets.peek(hashed(ticket), self.clock())
        if values.get("for") != _LINK:
            raise NotFound("ticket")
        conversation = await work.conversations.get(conversation_id)
        if conversation.token_hash != values["former"]:
            raise NotFound("ticket")
        if conversation.browser_hash and not hmac.compare_digest(conversation.browser_hash, hashed(browser)):
            raise Refused("browser")
        return conversation, values

    async def _count(self, work: Work, ticket_hash: str, values: dict[str, str]) -> None:
        wrong = int(values["wrong"]) + 1
        if wrong < CODE_TRIES:
            await work.tickets.remember(ticket_hash, values | {"wrong": str(wrong)})
        else:
            await work.tickets.redeem(ticket_hash, self.clock())


@dataclass(frozen=True, slots=True)
class FinishSignIn:
    """Take the browser back from the identity provider."""

    store: Store
    provider: IdentityProvider
    texts: Texts
    clock: Clock
    redirect_uri: str
    lasts: timedelta

    async def __call__(self, query: dict[str, str], browser: str, renewed: str) -> str:
        """
        Return the id of the conversation that is now signed in; the dialogue is told, and resumes.

        `renewed` is the secret that the browser has from now on: the one it came with opens nothing any more. Nor does the token
        that opened the conversation, whoever knew it: the link's own does.

        Raises:
            NotFound: when the state is unknown, expired, or somebody has signed in meanwhile, by its link or another.
            Refused: `login`, also when it is not the browser that left. Invalid: `rpps`.

        """
        now = self.clock()
        async with self.store.begin() as work:
            conversation_id, remembered = await work.tickets.redeem(hashed(query.get("state", "")), now)
        if remembered.get("for") != _LOGIN:
            raise NotFound("ticket")
        if not hmac.compare_digest(remembered["browser"], hashed(browser)):
            raise Refused("login", "another browser came back")
        proven = await self.provider.finish(self.redirect_uri, remembered, query)
        sign_in = SignIn(proven.person, now, now + self.lasts, proven.hint)
        async with self.store.begin() as work:
            # The link must not have served meanwhile; whether it was still alive was judged when it was opened.
            _, link = await work.tickets.redeem(remembered["ticket"], datetime.fromisoformat(remembered["opened"]))
            await work.conversations.renew_token(conversation_id, link["former"], link["renewed"])
            await work.conversations.set_sign_in(conversation_id, sign_in)
            await work.sessions.rebind(hashed(browser), hashed(renewed))
            told = self.texts.say("signed_in", name=proven.person.full_name)
            await work.conversations.append(
                conversation_id, Draft(Author.SYSTEM, told, payload="/session_ouverte", handled=False)
            )
        return conversation_id
