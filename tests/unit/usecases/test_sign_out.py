"""Ending what a sign-in began."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest

from balise.errors import NotFound, TemporaryFailure
from balise.model.conversation import Author
from balise.model.identity import Person, SignIn
from balise.usecases.conversation.open import hashed
from balise.usecases.identity.sign_in import InviteSignIn
from balise.usecases.identity.sign_out import EndSession, SignOut
from tests.fakes.identity import FakeIdentityProvider
from tests.unit.usecases.house import CAMILLE, NOOR, House

BASE = "https://balise.test"


@dataclass
class Exit:
    """The two steps of a sign-out, over one provider."""

    house: House
    provider: FakeIdentityProvider = field(default_factory=FakeIdentityProvider)

    def __post_init__(self) -> None:
        """Open it."""
        self.leave = SignOut(self.house.store, self.provider, self.house.texts, self.house.clock, BASE)
        self.end = EndSession(self.house.store, self.provider, self.house.clock, f"{BASE}/auth/logged-out")

    async def conversation(self, person: Person) -> str:
        """Open a conversation that a person holds."""
        conversation = await self.house.conversation()
        until = self.house.proof(person).until
        async with self.house.store.begin() as work:
            await work.conversations.set_sign_in(conversation, SignIn(person, self.house.clock(), until, "the hint"))
        return conversation

    async def held(self, *conversations: str) -> list[bool]:
        """Say which conversations somebody holds."""
        async with self.house.store.begin() as work:
            return [(await work.conversations.get(one)).sign_in is not None for one in conversations]


@pytest.fixture
def way_out(house: House) -> Exit:
    """Lend the way out of the house."""
    return Exit(house)


def ticket_of(url: str | None) -> str:
    """Return the ticket of a link."""
    return parse_qs(urlsplit(url or "").query)["ticket"][0]


async def test_signing_out_ends_here(way_out: Exit) -> None:
    """
    That conversation is nobody's again; the person's others are left as they are.
    """
    here, elsewhere = await way_out.conversation(CAMILLE), await way_out.conversation(CAMILLE)
    await way_out.leave(here)

    assert [False, True] == await way_out.held(here, elsewhere)
    assert () == await way_out.house.messages(elsewhere)


async def test_signing_out_everywhere(way_out: Exit) -> None:
    """
    Every conversation of the person is nobody's again, and says so; other people's are not.
    """
    here, elsewhere, other = [await way_out.conversation(person) for person in (CAMILLE, CAMILLE, NOOR)]
    await way_out.leave(here, everywhere=True)
    (told,) = await way_out.house.messages(elsewhere)

    assert [False, False, True] == await way_out.held(here, elsewhere, other)
    assert (Author.SYSTEM, True, True) == (told.author, told.handled, "déconnecté partout" in told.text)
    assert ((), ()) == (await way_out.house.messages(here), await way_out.house.messages(other))


async def test_who_is_no_longer_signed_in_ends_nothing_elsewhere(way_out: Exit) -> None:
    """
    An old sign-in proves nothing any more: what is left of it goes, and no link is given.
    """
    here, elsewhere = await way_out.conversation(CAMILLE), await way_out.conversation(CAMILLE)
    async with way_out.house.store.begin() as work:
        now = way_out.house.clock()
        await work.conversations.set_sign_in(here, SignIn(CAMILLE, now, now))

    assert await way_out.leave(here, everywhere=True) is None
    assert [False, True] == await way_out.held(here, elsewhere)
    async with way_out.house.store.begin() as work:
        assert [elsewhere] == await work.conversations.signed_in_as(CAMILLE.rpps)


async def test_the_providers_session_ends_by_a_link_of_ours(way_out: Exit) -> None:
    """
    The link holds no hint; it leads where the session ends, and back to a page of ours, for ten minutes.
    """
    url = await way_out.leave(await way_out.conversation(CAMILLE))
    address = await way_out.end(ticket_of(url))
    way_out.house.clock.advance(minutes=10)
    with pytest.raises(NotFound):
        await way_out.end(ticket_of(url))

    assert (url or "").startswith(f"{BASE}/auth/logout?ticket=")
    assert "hint" not in (url or "")
    assert {"id_token_hint": ["the hint"], "post_logout_redirect_uri": [f"{BASE}/auth/logged-out"]} == parse_qs(
        urlsplit(address).query
    )


async def test_a_provider_without_an_end_gives_no_link(way_out: Exit) -> None:
    """
    Signing out ends in Balise then.
    """
    way_out.provider.ends_sessions = False
    conversation = await way_out.conversation(CAMILLE)

    assert await way_out.leave(conversation) is None
    assert [False] == await way_out.held(conversation)


async def test_a_provider_that_is_down_keeps_nobody_signed_in(way_out: Exit) -> None:
    """
    What is Balise's ends whatever happens there.
    """
    conversation = await way_out.conversation(CAMILLE)
    way_out.provider.down = True

    assert await way_out.leave(conversation) is None
    assert [False] == await way_out.held(conversation)


async def test_a_link_to_come_in_does_not_lead_out(way_out: Exit) -> None:
    """
    Nor does one that is unknown; a session is not ended by a provider that fails meanwhile.
    """
    house = way_out.house
    invitation = await InviteSignIn(house.store, house.clock, BASE)(await house.kept(await house.conversation()))
    for ticket in (ticket_of(invitation.url), "unknown"):
        with pytest.raises(NotFound):
            await way_out.end(ticket)
    ticket = ticket_of(await way_out.leave(await way_out.conversation(CAMILLE)))
    way_out.provider.down = True
    with pytest.raises(TemporaryFailure):
        await way_out.end(ticket)
    async with house.store.begin() as work:
        assert (await work.tickets.peek(hashed(ticket), house.clock()))[1]["hint"] == "the hint"
