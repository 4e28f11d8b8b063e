"""The Telegram door: polls updates and delivers transcripts, in the worker's process."""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.warnings import PTBDeprecationWarning, PTBUserWarning

from balise.errors import BaliseError
from balise.wiring import Wiring
from channels.answering import Answering
from channels.telegram_bot.delivery import Deliverer, pause_after
from channels.telegram_bot.updates import KINDS, Updates
from channels.telegram_bot.use_cases import TelegramUseCases

LONG_POLL = 25
"""Seconds Telegram may hold a request for updates when there is none."""

log = structlog.get_logger()


@asynccontextmanager
async def telegram_door(wiring: Wiring) -> AsyncIterator[None]:
    """Keep the door of `BALISE_TELEGRAM_TOKEN`'s bot open; nothing happens without a token."""
    settings = wiring.settings
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    if not token:
        yield
        return
    async with wiring.bell() as bell, open_door(TelegramUseCases.of(wiring, bell), token, settings.telegram_api):
        yield


@asynccontextmanager
async def open_door(use_cases: TelegramUseCases, token: str, api: str) -> AsyncIterator[None]:
    """Keep a bot's door open. Telegram may be out of reach, now or later: what waits will be served then."""
    _silence_libraries()
    bot = Bot(token, base_url=f"{api.rstrip('/')}/bot")
    answering = Answering(use_cases.answer_pending, use_cases.dialogue)
    deliverer = Deliverer(bot, use_cases.store, use_cases.bell, use_cases.texts, use_cases.invite_sign_in)
    updates = Updates(bot, use_cases, answering, deliverer.look)
    running = asyncio.create_task(_run(bot, updates, answering, deliverer))
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await answering.finish()
        await deliverer.finish()
        await bot.shutdown()


async def _run(bot: Bot, updates: Updates, answering: Answering, deliverer: Deliverer) -> None:
    await _connect(bot)
    answering.start()
    await asyncio.gather(_poll(bot, updates), deliverer.run())


async def _connect(bot: Bot) -> None:
    """Make Telegram's acquaintance, however long it takes."""
    failures = 0
    while True:
        try:
            await bot.initialize()
            # Telegram gives no updates to a poll as long as a webhook is set.
            await bot.delete_webhook()
        except TelegramError as error:
            # Its text may hold the token: InvalidToken says that the token is refused.
            log.warning("telegram_unreachable", error=type(error).__name__)
            await asyncio.sleep(pause_after(error, failures))
            failures += 1
        else:
            log.info("telegram_connected", bot=bot.username)
            return


async def _poll(bot: Bot, updates: Updates) -> None:
    """
    Take updates until cancelled.

    The library's own `Updater` acknowledges updates before they are handled. Here asking for the next ones is what
    acknowledges those that were kept: a stopped process loses none.
    """
    offset, failures = 0, 0
    while True:
        try:
            for received in await _received(bot, offset):
                if update := read(received, bot):
                    await updates.take(update)
                offset = received["update_id"] + 1
            failures = 0
        except (TelegramError, BaliseError) as error:
            log.warning("telegram_polling_failed", error=type(error).__name__)
            await asyncio.sleep(pause_after(error, failures))
            failures += 1


async def _received(bot: Bot, offset: int) -> list[dict[str, Any]]:
    """Return updates as Telegram wrote them: the library's own method reads all of a batch, or none."""
    wanted = {"offset": offset, "timeout": LONG_POLL, "allowed_updates": KINDS}
    received: list[dict[str, Any]] = await bot.do_api_request("getUpdates", wanted, read_timeout=LONG_POLL + 5)
    return received


def read(received: dict[str, Any], bot: Bot) -> Update | None:
    """Return an update; None when it is not what the library knows: it must not keep those that follow from being heard."""
    try:
        return Update.de_json(received, bot)
    except Exception as error:  # noqa: BLE001 - the library promises nothing for what it does not know
        log.warning("telegram_update_unread", update=received["update_id"], error=type(error).__name__)
        return None


def _silence_libraries() -> None:
    """Keep tokens (in URLs) and messages (in parameters) out of the logs: what matters is logged here."""
    for name in ("telegram", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    # The library warns of its own next version each time Telegram asks to wait; `pause_after` is ready for it.
    warnings.filterwarnings("ignore", category=PTBDeprecationWarning)
    # Nor has it a method that returns updates unread.
    warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'", category=PTBUserWarning)
