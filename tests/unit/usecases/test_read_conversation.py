"""An agent's reading of a conversation."""

from __future__ import annotations

import pytest

from balise.errors import Invalid, NotFound
from balise.model.access import Access
from balise.model.conversation import Author, Draft, Reply
from balise.model.opinion import Opinion
from balise.usecases.desk.read_conversation import LONGEST_WHY, ReadConversation
from tests.unit.usecases.house import CAMILLE, House

AGENT, WHY = "agent.dupont", "réclamation du 12 mars"


@pytest.fixture
def read(house: House) -> ReadConversation:
    """Lend the use case."""
    return ReadConversation(house.store, house.texts, house.clock)


async def accesses(house: House, conversation: str) -> list[Access]:
    """Return who has read a conversation."""
    async with house.store.begin() as work:
        return await work.accesses.of(conversation)


async def test_a_reading_is_noted_and_told(house: House, read: ReadConversation) -> None:
    """
    Each time: a line in the list, and a line in the conversation, which says when and why but not who.
    """
    here = await house.conversation(CAMILLE)
    await house.post(here, "bonjour")
    transcripts = [await read(here, AGENT, WHY) for _ in range(2)]

    assert ["bonjour", "bonjour"] == [transcript.messages[1].text for transcript in transcripts]
    assert [(AGENT, WHY)] * 2 == [(access.by, access.why) for access in await accesses(house, here)]
    told = [text for author, text in await house.said(here) if author is Author.SYSTEM]
    assert 2 == len(told)
    assert (True, True, False) == tuple(words in told[0] for words in ("a lu cet échange", WHY, AGENT))


async def test_what_an_agent_is_not_shown(house: House, read: ReadConversation) -> None:
    """What proves who the person is, and what they think of the answers, which is read without their name."""
    here = await house.conversation(CAMILLE)
    async with house.store.begin() as work:
        advice = await work.conversations.append(here, Draft(Author.ASSISTANT, Reply("Videz la corbeille.", source="Fiche")))
        await work.opinions.keep(advice, Opinion(helpful=False, reason="pas de corbeille"))
        known = await work.conversations.transcript(here)
    shown = await read(here, AGENT, WHY)

    assert (True, True) == (known.sign_in is not None, known.messages[-1].opinion is not None)
    assert (None, [None] * len(known.messages)) == (shown.sign_in, [message.opinion for message in shown.messages])


@pytest.mark.parametrize(
    ("by", "why"),
    [("", WHY), (" ", WHY), (AGENT, ""), (AGENT, " "), (AGENT, "a" * (LONGEST_WHY + 1)), (AGENT, "2 84 05 75 123 456 78")],
)
async def test_nobody_reads_without_a_name_and_a_reason(house: House, read: ReadConversation, by: str, why: str) -> None:
    """Nor with a reason that holds a patient's data; then nothing is noted either."""
    here = await house.conversation(CAMILLE)
    with pytest.raises(Invalid):
        await read(here, by, why)

    assert [] == await accesses(house, here)


async def test_an_unknown_conversation_leaves_no_trace(house: House, read: ReadConversation) -> None:
    """What cannot be read is not noted as read."""
    with pytest.raises(NotFound):
        await read("unknown", AGENT, WHY)

    assert [] == await accesses(house, "unknown")
