"""The session of a browser that runs no script."""

from __future__ import annotations

import pytest

from balise.errors import NotFound
from balise.usecases.conversation.browser_session import SESSION_LASTS, BeginSession, FindSession, LeaveSession, RenewBrowser
from balise.usecases.conversation.open import hashed
from tests.unit.usecases.house import CAMILLE, House


class Browsing:
    """What a browser may do, over the house's store."""

    def __init__(self, house: House) -> None:
        self.begin = BeginSession(house.store, house.open, house.clock)
        self.find = FindSession(house.store)
        self.leave = LeaveSession(house.store)
        self.renew = RenewBrowser(house.store)

    async def holds(self, secret: str) -> bool:
        """Say whether a secret opens a conversation."""
        try:
            await self.find(secret)
        except NotFound:
            return False
        return True


@pytest.fixture
def browsing(house: House) -> Browsing:
    """Lend a browser."""
    return Browsing(house)


async def test_a_session_opens_its_conversation(browsing: Browsing) -> None:
    """
    The secret opens the conversation that was begun; it is kept as a hash.
    """
    secret = await browsing.begin()
    conversation = await browsing.find(secret)

    assert hashed(secret) == conversation.browser_hash


async def test_two_browsers_hold_two_conversations(browsing: Browsing) -> None:
    """
    Each opens its own.
    """
    mine, theirs = [await browsing.find(await browsing.begin()) for _ in range(2)]

    assert mine.id != theirs.id


async def test_a_session_lasts_a_working_day(house: House, browsing: Browsing) -> None:
    """
    However often it serves, it ends twelve hours after it began.
    """
    secret = await browsing.begin()
    house.clock.advance(seconds=SESSION_LASTS.total_seconds() - 1)
    before = await browsing.holds(secret)
    house.clock.advance(seconds=1)

    assert (True, False) == (before, await browsing.holds(secret))


async def test_beginning_again(browsing: Browsing) -> None:
    """
    The browser gets another secret and another conversation; the former secret opens nothing, and nothing opens the former one.
    """
    former = await browsing.begin()
    first = await browsing.find(former)
    secret = await browsing.begin(former)
    await browsing.leave(secret)

    assert former != secret
    assert [False, False] == [await browsing.holds(former), await browsing.holds(secret)]
    assert first.browser_hash == hashed(former)


async def test_renewing(house: House, browsing: Browsing) -> None:
    """
    The same conversation, who is signed in there included, under another secret.
    """
    former = await browsing.begin()
    conversation = await browsing.find(former)
    async with house.store.begin() as work:
        await work.conversations.set_sign_in(conversation.id, house.proof(CAMILLE))
    secret = await browsing.renew(former)
    held = await browsing.find(secret)

    assert (conversation.id, house.proof(CAMILLE)) == (held.id, held.sign_in)
    assert not await browsing.holds(former)


async def test_leaving_twice(browsing: Browsing) -> None:
    """
    What is left opens nothing, and leaving it again changes nothing.
    """
    secret = await browsing.begin()
    await browsing.leave(secret)
    await browsing.leave(secret)

    assert not await browsing.holds(secret)
