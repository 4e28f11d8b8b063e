"""Having conversations answered in the background."""

from __future__ import annotations

import asyncio

from channels.answering import Answering
from tests.unit.usecases.house import House


class Engine:
    """A dialogue engine that takes its time to start: the `Probe` port."""

    def __init__(self) -> None:
        self.state = "unreachable"

    async def __call__(self) -> str:
        """Return how it is."""
        return self.state


async def until_answered(house: House, conversation: str) -> list[str]:
    """Wait for an answer; return what was said since the welcome."""
    while len(said := [text for _, text in await house.said(conversation)]) < 2:
        await asyncio.sleep(0.01)
    return said


async def test_what_is_said_before_the_dialogue_is_ready_waits_for_it() -> None:
    """
    An engine that is only starting is not a failure to tell.
    """
    house, engine = House(), Engine()
    answering = Answering(house.answer, engine)
    answering.start()
    conversation = await house.conversation()
    await house.post(conversation, text="bonjour")
    answering.soon(conversation)
    await asyncio.sleep(0.05)
    before = await house.said(conversation)
    engine.state = "ok"
    after = await until_answered(house, conversation)
    await answering.finish()

    assert (1, ["bonjour", "J’ai entendu « bonjour »."]) == (len(before), after)


async def test_what_was_left_waiting_is_answered_at_the_start() -> None:
    """
    Each conversation on its own, without anybody asking.
    """
    house = House()
    conversations = [await house.conversation() for _ in range(3)]
    for conversation in conversations:
        await house.post(conversation, text="bonjour")
    answering = Answering(house.answer)
    answering.start()
    answers = [await until_answered(house, conversation) for conversation in conversations]
    await answering.finish()

    assert [["bonjour", "J’ai entendu « bonjour »."]] * 3 == answers
