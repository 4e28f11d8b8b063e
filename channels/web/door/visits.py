"""How often a visitor may come: dependencies of the routes, which know whose conversation it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network

from fastapi import HTTPException, Request

from balise.model.conversation import Conversation
from balise.settings import Settings
from channels.rates import Rates

LISTENERS_OF_CONVERSATION = 8
"""Tabs that may wait together for the news of one conversation."""

LISTENERS_OF_ADDRESS = 200
"""And those behind one address, which may be a hospital's."""

_MISSES = "60/minute"
"""Wrong tokens of one address: they are not to be guessed, but each is a look in the database."""

_AGAIN_SOON = 5
"""Seconds to wait for one of one's own tabs to be closed."""


@dataclass(slots=True)
class Visits:
    """Counts visits; one per process. What is refused is an HTTPException 429 that says when to come back."""

    settings: Settings
    _rates: Rates = field(default_factory=Rates)
    _listening: Counter[str] = field(default_factory=Counter)

    async def opening(self, request: Request) -> None:
        """Let an address open one more conversation: what anonymous conversations can cost is bounded by it."""
        await self._count(self.settings.rate_openings, "opening", address_of(request))

    async def missing(self, request: Request) -> None:
        """Note a token that opens nothing."""
        await self._count(_MISSES, "miss", address_of(request))

    async def reading(self, conversation: Conversation) -> None:
        """Let a conversation be read once more."""
        await self._count(self.settings.rate_reads, "read", conversation.id)

    async def writing(self, conversation: Conversation) -> None:
        """Let something be said in a conversation, and by the person who is signed in there, wherever they speak."""
        await self._count(self.settings.rate_writes, "write", conversation.id)
        if conversation.sign_in is not None:
            await self._count(self.settings.rate_writes, "write", f"rpps:{conversation.sign_in.person.rpps}")

    async def signing_in(self, request: Request, conversation: Conversation) -> None:
        """Let a sign-in link be made for a conversation, from an address."""
        for who in (conversation.id, address_of(request)):
            await self._count(self.settings.rate_sign_ins, "sign-in", who)

    @contextmanager
    def listening(self, request: Request, conversation: Conversation) -> Iterator[None]:
        """Let one more listener wait for news."""
        places = {conversation.id: LISTENERS_OF_CONVERSATION, address_of(request): LISTENERS_OF_ADDRESS}
        if any(self._listening[who] >= most for who, most in places.items()):
            raise too_many(_AGAIN_SOON)
        self._listening.update(places.keys())
        try:
            yield
        finally:
            self._listening.subtract(places.keys())
            self._listening += Counter()  # Forgets those who no longer listen.

    async def _count(self, rule: str, what: str, who: str) -> None:
        if seconds := await self._rates.wait(rule, what, who):
            raise too_many(seconds)


def too_many(seconds: int) -> HTTPException:
    """Return the answer to whoever comes too often."""
    return HTTPException(429, "too_many", {"Retry-After": str(seconds)})


def address_of(request: Request) -> str:
    """
    Return whom an address stands for: the address itself, or the network of an IPv6 one, where a single visitor has many.

    Behind a proxy it is the one that `BALISE_PROXIES` let the server believe.
    """
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else host


async def visits_of(request: Request) -> AsyncIterator[Visits]:
    """Return this process's counts."""
    visits: Visits = request.app.state.visits
    yield visits
