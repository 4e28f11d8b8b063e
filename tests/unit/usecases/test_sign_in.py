"""Binding a proven identity to a conversation."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from balise.errors import Invalid, NotFound, Refused, TemporaryFailure
from balise.model.conversation import Author, Channel, Conversation
from balise.model.identity import Person, SignIn
from balise.usecases.conversation.open import CheckToken
from balise.usecases.identity.sign_in import FinishSignIn, InviteSignIn, IsSignedIn, StartSignIn
from tests.fakes.identity import FakeIdentityProvider
from tests.unit.usecases.house import CAMILLE, NOOR, House

BASE = "https://balise.test"
LASTS = timedelta(minutes=60)
BROWSER = "the secret of a browser"
RENEWED = "its next secret"


class Gate:
    """The three steps of a sign-in, over one provider."""

    def __init__(self, house: House) -> None:
        self.provider = FakeIdentityProvider([CAMILLE, NOOR], BASE)
        self._invite = InviteSignIn(house.store, house.clock, BASE)
        self.begin = StartSignIn(house.store, self.provider, house.clock, f"{BASE}/auth/callback")
        self.come_in = FinishSignIn(house.store, self.provider, house.texts, house.clock, f"{BASE}/auth/callback", LASTS)
        self.codes: dict[str, str] = {}
        self.tokens: dict[str, str] = {}
        self._house = house

    async def invite(self, conversation: str) -> str:
        """Return the ticket of a new link; its code is kept in `codes`, its token in `tokens`."""
        return await self.invite_as(await self._house.kept(conversation))

    async def invite_as(self, conversation: Conversation) -> str:
        """Do the same for whoever was let in earlier."""
        invitation = await self._invite(conversation)
        ticket = parse_qs(urlsplit(invitation.url).query)["ticket"][0]
        self.codes[ticket], self.tokens[ticket] = invitation.code, invitation.token
        return ticket

    async def opens(self, conversation: str, ticket: str) -> bool:
        """Say whether the token of a link opens a conversation."""
        with suppress(NotFound):
            return conversation == (await CheckToken(self._house.store)(conversation, self.tokens[ticket])).id
        return False

    async def start(self, ticket: str, browser: str = BROWSER) -> str:
        """Open the link and type its code; return the provider's address."""
        return await self.begin(ticket, browser, self.codes.get(ticket, ""))

    async def finish(self, query: dict[str, str], browser: str = BROWSER) -> str:
        """Come back from the provider."""
        return await self.come_in(query, browser, RENEWED)

    async def come_back(self, ticket: str, person: Person = CAMILLE) -> dict[str, str]:
        """Open the link and log in; return what the browser comes back with."""
        return self.provider.log_in(await self.start(ticket), person.rpps)


@pytest.fixture
def gate(house: House) -> Gate:
    """Lend the gate of the house."""
    return Gate(house)


async def proof(house: House, conversation: str) -> SignIn | None:
    """Return who holds a conversation."""
    async with house.store.begin() as work:
        return (await work.conversations.get(conversation)).sign_in


def signed_in(house: House, person: Person) -> SignIn:
    """Return the proof of a login that ends now."""
    return SignIn(person, house.clock(), house.clock() + LASTS, f"hint of {person.rpps}")


async def test_the_link_leads_to_our_login_page(house: House) -> None:
    """
    It carries a ticket and nothing of the conversation.
    """
    conversation = await house.kept(await house.conversation())
    invitation = await InviteSignIn(house.store, house.clock, BASE)(conversation)

    assert invitation.url.startswith(f"{BASE}/auth/login?ticket=")
    assert [] == [secret for secret in (conversation.id, invitation.token, invitation.code) if secret in invitation.url]


async def test_a_person_signs_in(house: House, gate: Gate) -> None:
    """
    At the end the conversation is held by the person, since now and for as long as the setting says.
    """
    conversation = await house.conversation()
    query = await gate.come_back(await gate.invite(conversation))

    assert conversation == await gate.finish(query)
    assert signed_in(house, CAMILLE) == await proof(house, conversation)


async def test_the_dialogue_is_told(house: House, gate: Gate) -> None:
    """
    The transcript says who is signed in, and an event waits so that the dialogue goes on where it was.
    """
    conversation = await house.conversation()
    await gate.finish(await gate.come_back(await gate.invite(conversation)))
    (told,) = await house.messages(conversation)
    await house.answer(conversation)

    assert (Author.SYSTEM, "/session_ouverte", False) == (told.author, told.payload, told.handled)
    assert "Camille Lemoine" in told.text
    assert ["/session_ouverte"] == house.dialogue.said


async def test_a_link_may_be_opened_more_than_once(house: House, gate: Gate) -> None:
    """
    Messengers open links to preview them: until somebody has signed in with it, it works again.
    """
    conversation = await house.conversation()
    ticket = await gate.invite(conversation)
    for _ in range(3):
        await gate.start(ticket)

    assert conversation == await gate.finish(await gate.come_back(ticket))


async def test_a_link_that_has_served_is_not_found(house: House, gate: Gate) -> None:
    """
    Nobody else can sign in with it.
    """
    ticket = await gate.invite(await house.conversation())
    await gate.finish(await gate.come_back(ticket))
    with pytest.raises(NotFound):
        await gate.start(ticket)


async def test_of_two_logins_by_one_link_the_first_wins(house: House, gate: Gate) -> None:
    """
    A second person who had opened the same link cannot take the conversation over.
    """
    conversation = await house.conversation()
    ticket = await gate.invite(conversation)
    first, second = await gate.come_back(ticket), await gate.come_back(ticket, NOOR)
    await gate.finish(first)
    with pytest.raises(NotFound):
        await gate.finish(second)

    assert signed_in(house, CAMILLE) == await proof(house, conversation)
    assert 1 == len(await house.messages(conversation))


async def test_a_link_works_ten_minutes(house: House, gate: Gate) -> None:
    """
    Then it is not found.
    """
    ticket = await gate.invite(await house.conversation())
    house.clock.advance(minutes=9)
    await gate.start(ticket)
    house.clock.advance(minutes=1)
    with pytest.raises(NotFound):
        await gate.start(ticket)


async def test_a_slow_login_by_a_link_opened_in_time_succeeds(house: House, gate: Gate) -> None:
    """
    The link's ten minutes are judged when it is opened; the login has ten of its own.
    """
    conversation = await house.conversation()
    ticket = await gate.invite(conversation)
    house.clock.advance(minutes=9)
    query = await gate.come_back(ticket)
    house.clock.advance(minutes=9)

    assert conversation == await gate.finish(query)


async def test_a_login_left_open_too_long_is_not_found(house: House, gate: Gate) -> None:
    """
    Coming back later than the life of the state binds nobody.
    """
    conversation = await house.conversation()
    query = await gate.come_back(await gate.invite(conversation))
    house.clock.advance(minutes=11)
    with pytest.raises(NotFound):
        await gate.finish(query)

    assert await proof(house, conversation) is None


async def test_a_refusal_binds_nobody(house: House, gate: Gate) -> None:
    """
    A person who declines stays unknown, nothing is said, and the link still works.
    """
    conversation = await house.conversation()
    ticket = await gate.invite(conversation)
    declined = gate.provider.decline(await gate.start(ticket))
    with pytest.raises(Refused, match="login"):
        await gate.finish(declined)

    assert (None, ()) == (await proof(house, conversation), await house.messages(conversation))
    assert conversation == await gate.finish(await gate.come_back(ticket))


async def test_a_replayed_answer_is_not_found(house: House, gate: Gate) -> None:
    """
    What the browser came back with serves once, and changes nothing the second time.
    """
    conversation = await house.conversation()
    query = await gate.come_back(await gate.invite(conversation))
    await gate.finish(query)
    with pytest.raises(NotFound):
        await gate.finish(query)

    assert 1 == len(await house.messages(conversation))


async def test_an_answer_presented_twice_at_once_serves_once(house: House, gate: Gate) -> None:
    """
    A browser that repeats itself does not sign in twice.
    """
    conversation = await house.conversation()
    query = await gate.come_back(await gate.invite(conversation))
    results = await asyncio.gather(gate.finish(query), gate.finish(query), return_exceptions=True)

    assert {str, NotFound} == {type(result) for result in results}
    assert 1 == len(await house.messages(conversation))


@pytest.mark.parametrize("query", [{}, {"state": ""}, {"state": "forged", "code": "c"}])
async def test_an_unknown_state_is_not_found(gate: Gate, query: dict[str, str]) -> None:
    """
    An answer to a login that Balise did not start is not looked at.
    """
    with pytest.raises(NotFound):
        await gate.finish(query)


async def test_an_unknown_link_is_not_found(gate: Gate) -> None:
    """
    Nobody is sent to the provider.
    """
    with pytest.raises(NotFound):
        await gate.start("forged")


async def test_an_identity_without_rpps_binds_nobody(house: House, gate: Gate) -> None:
    """
    Balise cannot find the boxes of such a person, and says so.
    """
    conversation = await house.conversation()
    query = gate.provider.log_in(await gate.start(await gate.invite(conversation)), "EDIT00042")
    with pytest.raises(Invalid, match="rpps"):
        await gate.finish(query)

    assert await proof(house, conversation) is None


async def test_a_provider_that_is_down_leaves_the_link_usable(house: House, gate: Gate) -> None:
    """
    One may try again later, whether it was down at the beginning or at the end.
    """
    conversation = await house.conversation()
    ticket = await gate.invite(conversation)
    query = await gate.come_back(ticket)
    gate.provider.down = True
    with pytest.raises(TemporaryFailure):
        await gate.finish(query)
    with pytest.raises(TemporaryFailure):
        await gate.start(ticket)
    gate.provider.down = False

    assert conversation == await gate.finish(await gate.come_back(ticket))


async def test_two_conversations_do_not_share_a_login(house: House, gate: Gate) -> None:
    """
    Each link signs in the conversation it was made for.
    """
    mine, theirs = await house.conversation(), await house.conversation()
    my_query, their_query = [await gate.come_back(await gate.invite(c), p) for c, p in ((mine, CAMILLE), (theirs, NOOR))]
    await gate.finish(their_query)
    await gate.finish(my_query)

    assert signed_in(house, CAMILLE) == await proof(house, mine)
    assert signed_in(house, NOOR) == await proof(house, theirs)


async def test_the_token_of_a_link_opens_nothing_before_somebody_has_signed_in(house: House, gate: Gate) -> None:
    """
    Neither when the link is opened, nor while the person is at the provider, nor for a conversation of somebody else.
    """
    conversation, other = await house.conversation(), await house.conversation()
    ticket = await gate.invite(conversation)
    opened = [await gate.opens(conversation, ticket)]
    query = await gate.come_back(ticket)
    opened.append(await gate.opens(conversation, ticket))
    await gate.finish(query)

    assert ([False, False], True) == (opened, await gate.opens(conversation, ticket))
    assert not await gate.opens(other, ticket)


async def test_the_former_token_opens_nothing_once_somebody_has_signed_in(house: House, gate: Gate) -> None:
    """
    Whoever copied it, or planted it in somebody else's browser, reads no more; each sign-in renews again.
    """
    opened, token = await house.open(Channel.WEB)
    check = CheckToken(house.store)
    assert opened.id == (await check(opened.id, token)).id
    first = await gate.invite(opened.id)
    await gate.finish(await gate.come_back(first))
    with pytest.raises(NotFound):
        await check(opened.id, token)
    second = await gate.invite(opened.id)
    await gate.finish(await gate.come_back(second))

    assert (False, True) == (await gate.opens(opened.id, first), await gate.opens(opened.id, second))


async def test_of_several_links_any_may_be_followed(house: House, gate: Gate) -> None:
    """
    Then the others lead nowhere, nor does a login that began with one: their tokens are those of whoever asked before.
    """
    conversation = await house.conversation()
    before, followed, after = [await gate.invite(conversation) for _ in range(3)]
    begun = await gate.come_back(before, NOOR)
    await gate.finish(await gate.come_back(followed))
    with pytest.raises(NotFound):
        await gate.finish(begun)
    with pytest.raises(NotFound):
        await gate.begin.look(after, BROWSER)

    assert signed_in(house, CAMILLE) == await proof(house, conversation)
    assert [False, True, False] == [await gate.opens(conversation, ticket) for ticket in (before, followed, after)]


async def test_who_was_let_in_before_a_sign_in_asks_for_no_link_after(house: House, gate: Gate) -> None:
    """
    A request that was under way meanwhile gets one that leads nowhere.
    """
    before = await house.kept(await house.conversation())
    await gate.finish(await gate.come_back(await gate.invite(before.id)))
    late = await gate.invite_as(before)
    with pytest.raises(NotFound):
        await gate.start(late)

    assert not await gate.opens(before.id, late)


async def test_who_is_signed_in_is_known(house: House, gate: Gate) -> None:
    """
    As long as it holds.
    """
    conversation = await house.conversation()
    known = IsSignedIn(house.store)
    before = await known(conversation)
    await gate.finish(await gate.come_back(await gate.invite(conversation)))
    after = await known(conversation)
    house.clock.advance(minutes=60)

    assert [False, True, False] == [before, after, await known(conversation)]


async def opened_in(house: House, browser: str) -> str:
    """Open a conversation in a browser."""
    conversation, _ = await house.open(Channel.WEB, browser)
    return conversation.id


async def test_a_sign_in_ages(house: House, gate: Gate) -> None:
    """
    Once its time is over nobody holds the conversation, until they sign in again.
    """
    conversation = await house.conversation()
    await gate.finish(await gate.come_back(await gate.invite(conversation)))
    house.clock.advance(minutes=59)
    still = await proof(house, conversation)
    house.clock.advance(minutes=1)
    over = await proof(house, conversation)
    await gate.finish(await gate.come_back(await gate.invite(conversation)))

    assert (True, True) == (still is not None, over is None)
    assert signed_in(house, CAMILLE) == await proof(house, conversation)


async def test_a_link_is_followed_in_the_conversations_own_browser(house: House, gate: Gate) -> None:
    """
    Sent to somebody else, the link of a page's conversation leads nowhere; in its own browser no code is needed.
    """
    conversation = await opened_in(house, BROWSER)
    ticket = await gate.invite(conversation)
    for browser in ("another", ""):
        with pytest.raises(Refused, match="browser"):
            await gate.begin.look(ticket, browser)
        with pytest.raises(Refused, match="browser"):
            await gate.start(ticket, browser)

    assert "" == gate.codes[ticket]
    assert (conversation, False) == ((looked := await gate.begin.look(ticket, BROWSER))[0].id, looked[1])
    assert conversation == await gate.finish(await gate.come_back(ticket))


@pytest.mark.parametrize("code", ["", "none", "٤٤٤٤", "00000"])
async def test_elsewhere_the_code_of_the_conversation_is_typed(house: House, gate: Gate, code: str) -> None:
    """
    A link of a messenger or of the command line does nothing without the four digits shown beside it.
    """
    conversation = await house.conversation()
    ticket = await gate.invite(conversation)
    with pytest.raises(Invalid, match="code"):
        await gate.begin(ticket, BROWSER, code)

    assert (4, True) == (len(gate.codes[ticket]), gate.codes[ticket].isdecimal())
    assert (await gate.begin.look(ticket, "any"))[1]
    assert conversation == await gate.finish(await gate.come_back(ticket))


async def test_codes_are_not_guessed(house: House, gate: Gate) -> None:
    """
    The third wrong code burns the link.
    """
    ticket = await gate.invite(await house.conversation())
    for _ in range(3):
        with pytest.raises(Invalid, match="code"):
            await gate.begin(ticket, BROWSER, "none")
    with pytest.raises(NotFound):
        await gate.start(ticket)


async def test_codes_guessed_all_at_once_are_counted(house: House, gate: Gate) -> None:
    """
    However many are tried together, three are looked at.
    """
    ticket = await gate.invite(await house.conversation())
    results = await asyncio.gather(*(gate.begin(ticket, BROWSER, "none") for _ in range(9)), return_exceptions=True)

    assert [Invalid] * 3 + [NotFound] * 6 == sorted((type(result) for result in results), key=lambda kind: kind.__name__)


@pytest.mark.parametrize("browser", ["another", ""])
async def test_another_browser_cannot_come_back(house: House, gate: Gate, browser: str) -> None:
    """
    A finished login carried to somebody else's browser, or from it, binds nobody.
    """
    conversation = await house.conversation()
    query = await gate.come_back(await gate.invite(conversation))
    with pytest.raises(Refused, match="login"):
        await gate.finish(query, browser)

    assert await proof(house, conversation) is None


async def test_a_state_is_no_link_and_a_link_no_state(house: House, gate: Gate) -> None:
    """
    What one secret is for, the other does not do.
    """
    ticket = await gate.invite(await house.conversation())
    state = gate.provider.log_in(await gate.start(ticket), CAMILLE.rpps)["state"]
    with pytest.raises(NotFound):
        await gate.begin.look(state, BROWSER)
    with pytest.raises(NotFound):
        await gate.finish({"state": ticket, "code": "c"})
