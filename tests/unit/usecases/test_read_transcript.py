"""Reading a transcript, and waiting for news."""

from __future__ import annotations

import asyncio
import time
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import pytest

from balise.errors import Erased, NotFound
from balise.ports import Work
from balise.usecases.conversation.read_transcript import ReadTranscript
from tests.fakes.bell import FakeBell
from tests.unit.usecases.house import CAMILLE, House


@pytest.fixture
def read(house: House) -> ReadTranscript:
    """Lend the use case."""
    return ReadTranscript(house.store, house.bell)


async def test_what_is_there_is_read_at_once(house: House, read: ReadTranscript) -> None:
    """
    However long one would have waited.
    """
    conversation = await house.conversation()
    transcript = await asyncio.wait_for(read(await house.kept(conversation), wait=60), 1)

    assert [1] == [m.seq for m in transcript.messages]


async def test_nothing_new_is_an_empty_transcript(house: House, read: ReadTranscript) -> None:
    """
    Without waiting, and still with who handles the conversation.
    """
    conversation = await house.conversation()
    await house.post(conversation, text="Bonjour")

    transcript = await read(await house.kept(conversation), since=2)
    assert ((), True) == (transcript.messages, transcript.typing)


async def test_waiting_has_an_end(house: House, read: ReadTranscript) -> None:
    """
    When nobody says anything, an empty transcript comes after the time asked for.
    """
    conversation = await house.conversation()
    began = time.monotonic()
    transcript = await read(await house.kept(conversation), since=1, wait=0.05)

    assert () == transcript.messages
    assert 0.045 <= time.monotonic() - began < 1


async def test_a_new_message_wakes_the_reader(house: House, read: ReadTranscript) -> None:
    """
    Long before the time is out.
    """
    conversation = await house.conversation()
    reading = asyncio.create_task(read(await house.kept(conversation), since=1, wait=60))
    await asyncio.sleep(0.01)
    await house.post(conversation, text="Bonjour")

    assert ["Bonjour"] == [m.text for m in (await asyncio.wait_for(reading, 1)).messages]


async def test_a_message_in_another_conversation_does_not(house: House, read: ReadTranscript) -> None:
    """
    A reader sees the conversation they asked for.
    """
    conversation, other = await house.conversation(), await house.conversation()
    reading = asyncio.create_task(read(await house.kept(conversation), since=1, wait=0.05))
    await asyncio.sleep(0.01)
    await house.post(other, text="Bonjour")

    assert () == (await reading).messages


async def test_a_ring_without_a_message_does_not_end_the_wait(house: House, read: ReadTranscript) -> None:
    """
    A bell that rings for nothing new lets the reader wait on.
    """
    conversation = await house.conversation()
    reading = asyncio.create_task(read(await house.kept(conversation), since=1, wait=60))
    for _ in range(3):
        await asyncio.sleep(0.005)
        house.bell.ring(conversation)
    still_reading = not reading.done()
    await house.post(conversation, text="Bonjour")

    assert still_reading
    assert 1 == len((await asyncio.wait_for(reading, 1)).messages)


class BellThatRingsWhileOneLooks(FakeBell):
    """A bell that brings a message as soon as somebody listens: between the listening and the looking."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house

    async def wait(self, conversation_id: str | None, seconds: float) -> bool:
        """Ring at once."""
        listening = asyncio.create_task(super().wait(conversation_id, seconds))
        await asyncio.sleep(0)
        assert conversation_id is not None
        if not await self._house.messages(conversation_id):
            await self._house.post(conversation_id, text="Bonjour")
            self.ring(conversation_id)
        return await listening


async def test_no_wake_up_is_lost(house: House) -> None:
    """
    A message that arrives while the reader is between listening and looking is read.
    """
    conversation = await house.conversation()
    read = ReadTranscript(house.store, BellThatRingsWhileOneLooks(house))

    assert ["Bonjour"] == [
        m.text for m in (await asyncio.wait_for(read(await house.kept(conversation), since=1, wait=60), 1)).messages
    ]


async def test_reading_listens_before_it_looks(house: House) -> None:
    """
    At the moment the store is asked, the reader is already listening.
    """
    here = await house.kept(await house.conversation())
    listening: list[int] = []

    class Watched:
        def begin(self) -> AbstractAsyncContextManager[Work]:
            listening.append(house.bell.waiters)
            return house.store.begin()

    await ReadTranscript(Watched(), house.bell)(here)

    assert [1] == listening


async def test_nobody_listens_once_the_reading_is_over(house: House, read: ReadTranscript) -> None:
    """
    A reader who has read, or who has hung up, is forgotten by the bell.
    """
    conversation = await house.conversation()
    await read(await house.kept(conversation), wait=60)
    hung_up = asyncio.create_task(read(await house.kept(conversation), since=1, wait=60))
    await asyncio.sleep(0.005)
    hung_up.cancel()
    await asyncio.gather(hung_up, return_exceptions=True)
    await asyncio.sleep(0.005)

    assert 0 == house.bell.waiters


async def test_an_unknown_conversation_is_not_found(house: House, read: ReadTranscript) -> None:
    """
    At once, not after having waited.
    """
    unknown = replace(await house.kept(await house.conversation()), id="unknown")
    with pytest.raises(NotFound):
        await asyncio.wait_for(read(unknown, wait=60), 1)


async def test_who_waits_with_a_token_that_is_renewed_hears_nothing(house: House, read: ReadTranscript) -> None:
    """
    The reading ends with the first news; a new one, with what opens the conversation now, has them.
    """
    before = await house.kept(await house.conversation())
    reading = asyncio.create_task(read(before, since=1, wait=60))
    await asyncio.sleep(0.005)
    async with house.store.begin() as work:
        await work.conversations.renew_token(before.id, before.token_hash, "that of another token")
    await house.post(before.id, text="ma réponse")
    with pytest.raises(NotFound):
        await asyncio.wait_for(reading, 1)

    assert ["ma réponse"] == [m.text for m in (await read(await house.kept(before.id), since=1)).messages]


async def test_a_reading_tells_who_is_signed_in(house: House, read: ReadTranscript) -> None:
    """
    As long as it holds.
    """
    conversation = await house.conversation(CAMILLE)
    signed = (await read(await house.kept(conversation))).sign_in
    house.clock.advance(days=3650)

    assert signed is not None
    assert (CAMILLE, None) == (signed.person, (await read(await house.kept(conversation))).sign_in)


async def test_who_waits_is_told_that_all_was_erased(house: House, read: ReadTranscript) -> None:
    """Rather than that there never was such a conversation."""
    conversation = await house.kept(await house.conversation())
    async with house.store.begin() as work:
        await work.erasures.ask([conversation.id], house.clock())
        await work.erasures.erase(conversation.id, house.clock())

    with pytest.raises(Erased):
        await read(conversation)
