"""Every script, through every door it names."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.store import PostgresStore
from balise.launch.supervisor import Stack
from tests.dialogue.doors import WebDoor
from tests.dialogue.player import check_effects, fresh_start, play, set_directory
from tests.dialogue.script import Script, read_scripts

ALL = read_scripts()


@pytest.mark.parametrize("script", ALL, ids=lambda script: script.path.stem)
async def test_script_on_the_web(script: Script, stack: Stack, stack_engine: AsyncEngine, outbox: Path) -> None:
    """A conversation goes, word for word, as its script says, and has the effects it says."""
    await fresh_start(stack_engine, outbox)
    async with AsyncExitStack() as cleanup:
        door = await WebDoor.open(stack.url, cleanup)
        await _play_with_failures(script, door, stack_engine)
    await check_effects(script, PostgresStore(stack_engine), outbox)


async def _play_with_failures(script: Script, door: WebDoor, engine: AsyncEngine) -> None:
    if "annuaire" not in script.down:
        await play(script, door)
        return
    async with engine.begin() as db:
        await set_directory(db, down=True)
    try:
        await play(script, door)
    finally:
        async with engine.begin() as db:
            await set_directory(db, down=False)
