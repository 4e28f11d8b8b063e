"""
Once everything else has been played: what was typed as secret or as a patient's is nowhere, in no table and in no file.

PostgreSQL's journal is a file too: what was written once, and deleted since, would be found there.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.launch.supervisor import Stack
from balise.wiring import read_books
from tests.canaries import CANARIES, IN_SCRIPTS, TYPED, files_holding
from tests.database import columns_of, holding
from tests.dialogue.doors import Door, TelegramDoor, WebDoor
from tests.dialogue.player import fresh_start
from tests.dialogue.recognition import response_of
from tests.dialogue.script import SCRIPTS
from tests.fakes.bot_api import FakeBotApi

WITNESS = "ma BAL est pleine, phrase temoin 7731"


async def test_what_was_refused_is_nowhere(stack: Stack, stack_engine: AsyncEngine, outbox: Path, bot_api: FakeBotApi) -> None:
    """Typed at both doors and refused there; a sentence that is kept shows that the search finds what there is."""
    await fresh_start(stack_engine, outbox)
    async with AsyncExitStack() as cleanup:
        doors: list[Door] = [await WebDoor.open(stack.url, cleanup), await TelegramDoor.open(bot_api, stack_engine)]
        for door in doors:
            await door.say(WITNESS)
            for sentence in TYPED:
                assert ["message_refused"] == [response_of(heard.text) for heard in (await door.say(sentence)).heard]
    async with stack_engine.execution_options(isolation_level="AUTOCOMMIT").connect() as db:
        await db.execute(text("CHECKPOINT"))
    state = stack.settings.state

    kept = await holding(stack_engine, [WITNESS])
    assert {"public.messages", "rasa.events"} == kept
    assert any(name.startswith("postgres/") for name in files_holding(state, [WITNESS]))
    assert set() == await holding(stack_engine, CANARIES)
    assert {} == files_holding(state, CANARIES)


def test_the_scripts_type_what_is_searched_for() -> None:
    """A canary that nobody types any more proves nothing."""
    scripts = "\n".join(path.read_text("utf-8") for path in SCRIPTS.glob("*.yml"))

    assert [] == [word for word in IN_SCRIPTS if word not in scripts]


async def test_the_register_names_what_a_running_balise_keeps(stack: Stack, stack_engine: AsyncEngine) -> None:
    """Every column, those of Rasa's own tables included, and every folder of the state folder but the database's."""
    async with AsyncExitStack() as cleanup:
        await (await WebDoor.open(stack.url, cleanup)).say("bonjour")
    register = read_books(stack.settings).register
    found = await columns_of(stack_engine)
    folders = {path.name for path in stack.settings.state.iterdir() if path.is_dir()}

    assert "rasa.events" in {table for table, _ in found}
    assert [] == [f"{table}.{column}" for table, column in found if not register.names(table, column)]
    assert folders <= {"postgres", *(folder for entry in register.entries for folder in entry.files)}
