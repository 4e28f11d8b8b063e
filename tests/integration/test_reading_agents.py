"""`balise conversations`: what an agent reads on the command line leaves its trace."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr

from balise.cli import main
from balise.model.conversation import Author, Channel, Draft, Message, Reply
from balise.settings import Settings
from balise.wiring import wired

BECAUSE = ("--because", "réclamation du 12 mars", "--agent", "agent.dupont")


@pytest.fixture
async def conversation(database_url: str) -> str:
    """Open a conversation in which something is said."""
    async with wired(Settings(database_url=SecretStr(database_url))) as wiring:
        opened, _ = await wiring.open_conversation()(Channel.WEB)
        async with wiring.store.begin() as work:
            await work.conversations.append(opened.id, Draft(Author.PRACTITIONER, Reply("ma BAL est pleine")))
    return opened.id


@pytest.fixture
async def told(database_url: str, conversation: str, shown: Result) -> tuple[list[Message], list[tuple[str, str]]]:
    """Return what the conversation and the list of accesses hold once it has been shown."""
    assert 0 == shown.exit_code, shown.output
    async with wired(Settings(database_url=SecretStr(database_url))) as wiring, wiring.store.begin() as work:
        transcript = await work.conversations.transcript(conversation, since=1)
        accesses = [(access.by, access.why) for access in await work.accesses.of(conversation)]
    return list(transcript.messages), accesses


@pytest.fixture
def shown(database_url: str, conversation: str) -> Result:
    """Show the conversation as an agent does."""
    return run(database_url, conversation, *BECAUSE)


def run(database_url: str, *words: str) -> Result:
    """Run the command over the session's database."""
    return CliRunner().invoke(main, ["conversations", "show", *words], env={"BALISE_DATABASE_URL": database_url})


def test_a_conversation_is_shown_and_its_reading_told(shown: Result, told: tuple[list[Message], list[tuple[str, str]]]) -> None:
    """The agent reads what was said; the person reads that it was read, and the list says by whom."""
    messages, accesses = told

    assert "practitioner : ma BAL est pleine" in shown.output
    assert "a lu cet échange" not in shown.output
    assert [("agent.dupont", "réclamation du 12 mars")] == accesses
    assert "a lu cet échange" in messages[-1].text


def test_it_is_shown_as_json(database_url: str, conversation: str) -> None:
    """For programs, with the same trace."""
    shown = json.loads(run(database_url, conversation, *BECAUSE, "--json").output)

    assert "ma BAL est pleine" == shown["messages"][-1]["reply"]["text"]


@pytest.mark.parametrize(("words", "code"), [((), 2), (("--because", " "), 1)])
def test_no_reason_no_reading(database_url: str, conversation: str, words: tuple[str, ...], code: int) -> None:
    """The command refuses, and shows nothing."""
    refused = run(database_url, conversation, *words)

    assert code == refused.exit_code
    assert "ma BAL est pleine" not in refused.output
