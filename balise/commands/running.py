"""Using the running Balise's database from another command."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import SecretStr

from balise.commands.setting_up import read_settings
from balise.launch.postgres import running_database_url
from balise.wiring import Wiring, wired


@asynccontextmanager
async def beside_running() -> AsyncIterator[Wiring]:
    """Open the use cases over BALISE_DATABASE_URL, or the database `balise up` has started."""
    settings = read_settings()
    url = SecretStr(running_database_url(settings))
    async with wired(settings.model_copy(update={"database_url": url}), pool=2) as wiring:
        yield wiring
