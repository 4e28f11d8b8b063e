"""One whole Balise for the session: every script, at every door, is played in it."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.engine import open_engine
from balise.launch.supervisor import Stack, running_stack
from balise.settings import Settings
from tests.database import hurry
from tests.fakes.bot_api import FakeBotApi, fake_bot_api
from tests.rates import UNHURRIED


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


@pytest.fixture(scope="session")
async def bot_api() -> AsyncIterator[FakeBotApi]:
    """Lend Telegram."""
    async with fake_bot_api() as api:
        yield api


@pytest.fixture(scope="session")
async def stack(tmp_path_factory: pytest.TempPathFactory, bot_api: FakeBotApi) -> AsyncIterator[Stack]:
    """Lend a running Balise: embedded PostgreSQL, Rasa with the present model, action server, worker, gateway."""
    gateway, rasa, actions = free_ports(3)
    settings = Settings(
        state=tmp_path_factory.mktemp("balise"),
        port=gateway,
        rasa_url=f"http://127.0.0.1:{rasa}",
        actions_url=f"http://127.0.0.1:{actions}",
        telegram_token=SecretStr(bot_api.token),
        telegram_api=bot_api.url,
        **UNHURRIED,
    )
    async with running_stack(settings) as stack:
        hurry(stack.database_url)
        yield stack


@pytest.fixture(scope="session")
async def stack_engine(stack: Stack) -> AsyncIterator[AsyncEngine]:
    """Lend an engine on the running Balise's database."""
    engine = open_engine(stack.database_url)
    yield engine
    await engine.dispose()


@pytest.fixture
def outbox(stack: Stack) -> Path:
    """Return the mail sink."""
    return stack.settings.outbox
