"""The web session: the conversation that a browser's secret opens, for pages that hold no token (docs/sign-in.md)."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from balise.errors import Erased, NotFound
from balise.model.conversation import Channel, Conversation
from balise.ports import Clock, Store
from balise.usecases.conversation.open import OpenConversation, hashed

SESSION_LASTS = timedelta(hours=12)
"""A working day, whatever the browser keeps: some reopen what they were closed with."""


def browser_secret() -> str:
    """Return a new secret for a browser."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class FindSession:
    """Let a browser in."""

    store: Store

    async def __call__(self, browser: str) -> Conversation:
        """
        Return the conversation that a browser's secret opens.

        Raises:
            NotFound: there is none, or its time is over.
            Erased: its holder has had it erased.

        """
        async with self.store.begin() as work:
            try:
                return await work.conversations.get(await work.sessions.of(hashed(browser)))
            except NotFound:
                if await work.erasures.erased_in(hashed(browser)):
                    raise Erased("session") from None
                raise


@dataclass(frozen=True, slots=True)
class LeaveSession:
    """Close the conversation in its browser; it ends of old age."""

    store: Store

    async def __call__(self, browser: str) -> None:
        """Have the secret open nothing any more; what opened nothing changes nothing."""
        async with self.store.begin() as work:
            with suppress(NotFound):
                await work.sessions.end(await work.sessions.of(hashed(browser)))


@dataclass(frozen=True, slots=True)
class RenewBrowser:
    """Change a browser's secret, so that nobody who may have known the former one holds what it now opens."""

    store: Store

    async def __call__(self, browser: str) -> str:
        """Return the new secret, of the same conversations; the former one opens nothing any more."""
        renewed = browser_secret()
        async with self.store.begin() as work:
            await work.sessions.rebind(hashed(browser), hashed(renewed))
        return renewed


@dataclass(frozen=True, slots=True)
class BeginSession:
    """Open a conversation that its browser alone holds."""

    store: Store
    open: OpenConversation
    clock: Clock

    async def __call__(self, browser: str = "") -> str:
        """Return the browser's new secret; `browser` is its former one, if any, and the conversation that it opened is left."""
        if browser:
            await LeaveSession(self.store)(browser)
        renewed = await RenewBrowser(self.store)(browser) if browser else browser_secret()
        conversation, _ = await self.open(Channel.WEB, renewed)
        async with self.store.begin() as work:
            await work.sessions.begin(conversation.id, self.clock() + SESSION_LASTS)
        return renewed
