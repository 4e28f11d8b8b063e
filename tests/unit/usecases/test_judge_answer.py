"""Saying whether an answer helped."""

from __future__ import annotations

import pytest

from balise.errors import Invalid, NotFound
from balise.model.conversation import Reply
from balise.model.opinion import MAX_REASON, Opinion
from balise.usecases.conversation.judge_answer import JudgeAnswer
from tests.canaries import TYPED
from tests.unit.usecases.house import House

ADVICE = Reply("Videz la corbeille.", source="Fiche « Entretenir ses BAL »")
NO = Opinion(False, "Je n’ai pas de corbeille.")


class Reader:
    """A practitioner in front of a conversation with a piece of advice in it."""

    def __init__(self, house: House, conversation: str, advice: int) -> None:
        self.house, self.conversation, self.advice = house, conversation, advice
        self.judge = JudgeAnswer(house.store)

    async def kept(self) -> Opinion | None:
        """Return what is kept of their opinion."""
        return (await self.house.messages(self.conversation))[self.advice - 2].opinion

    async def thinks(self, reason: str) -> Opinion | None:
        """Say that the advice did not help, and why; return what is kept."""
        await self.judge(self.conversation, self.advice, Opinion(False, reason))
        return await self.kept()


@pytest.fixture
async def reader(house: House) -> Reader:
    """Bring somebody who has been given advice."""
    conversation = await house.conversation()
    return Reader(house, conversation, (await house.shows(conversation, ADVICE)).seq)


async def test_an_opinion_is_given_changed_and_withdrawn(reader: Reader) -> None:
    """
    The last one stands; withdrawn twice is withdrawn.
    """
    first = await reader.thinks("  Je n’ai pas de\u200b corbeille.\n")
    await reader.judge(reader.conversation, reader.advice, Opinion(True))
    second = await reader.kept()
    for _ in range(2):
        await reader.judge.withdraw(reader.conversation, reader.advice)

    assert (NO, Opinion(True), None) == (first, second, await reader.kept())


@pytest.mark.parametrize("reason", [*TYPED, "x" * (MAX_REASON + 1), "\ud800"])
async def test_a_reason_that_is_refused_changes_nothing(reader: Reader, reason: str) -> None:
    """
    A patient's data, a secret, too many words or no text: none of it is kept, and the former opinion stays.
    """
    await reader.thinks(NO.reason)
    with pytest.raises(Invalid, match=r"^(protected|reason_too_long|invalid)$"):
        await reader.thinks(reason)

    assert NO == await reader.kept()


async def test_a_reason_may_be_just_long_enough(reader: Reader) -> None:
    """
    And may be nothing at all.
    """
    longest = "ab cd" * (MAX_REASON // 5)

    assert Opinion(False, longest) == await reader.thinks(longest)
    assert Opinion(False) == await reader.thinks(" \u200b")


async def test_only_advice_is_judged(reader: Reader) -> None:
    """
    Neither what the practitioner says, nor a question of the assistant's, nor what is in no transcript, or in another's.
    """
    house, conversation = reader.house, reader.conversation
    said = await house.post(conversation, "bonjour")
    asked = (await house.shows(conversation, Reply("Laquelle ?"))).seq
    elsewhere = await house.conversation()
    for name, seq in ((conversation, said), (conversation, asked), (conversation, 99), (elsewhere, reader.advice)):
        with pytest.raises(NotFound):
            await reader.judge(name, seq, NO)
        with pytest.raises(NotFound):
            await reader.judge.withdraw(name, seq)
