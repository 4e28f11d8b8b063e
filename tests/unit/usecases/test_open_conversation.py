"""Opening a conversation, and coming back to it."""

from __future__ import annotations

import pytest

from balise.errors import NotFound
from balise.model.conversation import Author, Channel
from balise.usecases.conversation.open import CheckToken, hashed
from tests.unit.usecases.house import House


async def test_a_conversation_begins_with_the_welcome(house: House) -> None:
    """
    The first message says that Balise is automatic and that no patient data is to be typed; nothing waits for an answer.
    """
    conversation, _ = await house.open(Channel.WEB)
    async with house.store.begin() as work:
        transcript = await work.conversations.transcript(conversation.id)

    assert [(1, Author.ASSISTANT)] == [(m.seq, m.author) for m in transcript.messages]
    assert "assistant automatique" in transcript.messages[0].text
    assert "donnée de patient" in transcript.messages[0].text
    assert not transcript.typing


async def test_the_welcome_offers_buttons_that_work(house: House) -> None:
    """
    Each button of the welcome has an id of its own, that the gateway can resolve.
    """
    conversation, _ = await house.open(Channel.WEB)
    async with house.store.begin() as work:
        shown = (await work.conversations.transcript(conversation.id)).messages[0].reply.buttons
        payloads = [(await work.conversations.pressed(conversation.id, b.id)).button.payload for b in shown]

    assert len(shown) == len({b.id for b in shown}) > 0
    assert "/bal_pleine" in payloads


async def test_the_channel_is_remembered(house: House) -> None:
    """
    A conversation knows the door it came through, and when.
    """
    conversation, _ = await house.open(Channel.TELEGRAM)
    async with house.store.begin() as work:
        kept = await work.conversations.get(conversation.id)

    assert (Channel.TELEGRAM, house.clock()) == (kept.channel, kept.created_at)


async def test_the_token_lets_its_holder_in(house: House) -> None:
    """
    The token of the opening gives the conversation back.
    """
    conversation, token = await house.open(Channel.WEB)

    assert conversation == await CheckToken(house.store)(conversation.id, token)


async def test_the_token_is_not_kept(house: House) -> None:
    """
    Only its hash is, and every conversation has another.
    """
    (one, token), (other, second) = await house.open(Channel.WEB), await house.open(Channel.WEB)

    assert (hashed(token), hashed(second)) == (one.token_hash, other.token_hash)
    assert 4 == len({token, second, one.id, other.id})
    assert token not in repr(one)


@pytest.mark.parametrize("wrong", ["", "x", "é"])
async def test_a_wrong_token_is_not_found(house: House, wrong: str) -> None:
    """
    A conversation that is not yours looks like one that does not exist.
    """
    conversation, _ = await house.open(Channel.WEB)
    check = CheckToken(house.store)
    with pytest.raises(NotFound) as theirs:
        await check(conversation.id, wrong)
    with pytest.raises(NotFound) as nobodys:
        await check("unknown", wrong)

    assert str(nobodys.value) == str(theirs.value)


async def test_the_token_of_another_conversation_does_not_serve(house: House) -> None:
    """
    A token opens one conversation.
    """
    conversation, _ = await house.open(Channel.WEB)
    _, token = await house.open(Channel.WEB)
    with pytest.raises(NotFound):
        await CheckToken(house.store)(conversation.id, token)
