"""Every script, through every door it names."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.launch.supervisor import Stack
from tests.dialogue.doors import Door, TelegramDoor, WebDoor
from tests.dialogue.givens import unpublished
from tests.dialogue.player import Play, check_effects, fresh_start
from tests.dialogue.script import Script, read_scripts
from tests.fakes.bot_api import FakeBotApi

ALL = read_scripts()
ON_TELEGRAM = [script for script in ALL if "telegram" in script.channels]


@pytest.mark.parametrize("script", ALL, ids=lambda script: script.path.stem)
async def test_script_on_the_web(script: Script, stack: Stack, stack_engine: AsyncEngine, outbox: Path) -> None:
    """A conversation goes, word for word, as its script says, and has the effects it says."""
    await fresh_start(stack_engine, outbox)
    async with AsyncExitStack() as cleanup:
        await _play(script, await WebDoor.open(stack.url, cleanup), stack_engine, outbox)


@pytest.mark.parametrize("script", ON_TELEGRAM, ids=lambda script: script.path.stem)
async def test_script_on_telegram(script: Script, stack_engine: AsyncEngine, outbox: Path, bot_api: FakeBotApi) -> None:
    """The same script, word for word, goes the same way on Telegram."""
    await fresh_start(stack_engine, outbox)
    await _play(script, await TelegramDoor.open(bot_api, stack_engine), stack_engine, outbox)


async def _play(script: Script, door: Door, engine: AsyncEngine, outbox: Path) -> None:
    async with unpublished(engine, script.unpublished):
        await Play(script, door, engine, door.greeting).to_the_end()
    await check_effects(script, engine, outbox)
