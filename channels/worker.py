"""The worker process: the product's jobs, and Telegram when a token is set. `python -m channels.worker`."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from balise.commands.setting_up import settings_or_exit
from balise.log import configure_logs
from balise.settings import Settings
from balise.wiring import wired
from balise.worker import work


async def run(settings: Settings) -> None:
    """Work until stopped. Raises Invalid when there is no database URL."""
    async with AsyncExitStack() as stack:
        wiring = await stack.enter_async_context(wired(settings))
        if settings.telegram_token is not None:
            # Imported here: without a token the library need not be loaded.
            from channels.telegram_bot.door import telegram_door  # noqa: PLC0415

            await stack.enter_async_context(telegram_door(wiring))
        await work(wiring)


def main() -> None:
    """Run the worker."""
    configure_logs()
    asyncio.run(run(settings_or_exit()))


if __name__ == "__main__":
    main()
