"""The two doors a script goes through: the web's HTTP interface, and Telegram by the fake Bot API."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from balise.commands.gateway_client import Chat, open_chat, sign_in_at
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.bot_chats import BotMessage, FakeChat


@dataclass(frozen=True, slots=True)
class Heard:
    """One message heard at a door."""

    text: str
    buttons: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one turn brought. `intent` is None where the door does not tell."""

    heard: tuple[Heard, ...]
    intent: str | None = None


class Door(Protocol):
    """What a script needs of a door."""

    @property
    def greeting(self) -> Answer:
        """What was said when the door opened."""
        ...

    async def say(self, text: str) -> Answer:
        """Say a text, or press the button of that title."""
        ...

    async def sign_in(self, rpps: str, url: str | None) -> Answer:
        """Sign in by the link that was given, or by one asked for."""
        ...


class WebDoor:
    """The web, through the same client as the command line."""

    def __init__(self, chat: Chat, greeting: Answer) -> None:
        self._chat, self.greeting = chat, greeting

    @classmethod
    async def open(cls, base_url: str, stack: AsyncExitStack) -> WebDoor:
        """Open a conversation."""
        chat = await asyncio.to_thread(stack.enter_context, open_chat(base_url))
        return cls(chat, Answer(_from_web(chat.last)))

    async def say(self, text: str) -> Answer:
        """Say a text, or press the button of that title."""
        turn = await asyncio.to_thread(self._chat.say, text)
        return Answer(_from_web(turn.replies), turn.intent)

    async def sign_in(self, rpps: str, url: str | None) -> Answer:
        """Sign in by the link that was given, or by one asked for."""
        return Answer(_from_web(await asyncio.to_thread(self._chat.sign_in, rpps, url)))


def _from_web(messages: Sequence[dict[str, Any]]) -> tuple[Heard, ...]:
    return tuple(
        Heard(
            m["text"],
            tuple(b["title"] for b in m["buttons"]),
            tuple(link["url"] for link in m["links"]),
            m["source"] or "",
        )
        for m in messages
    )


class TelegramDoor:
    """
    Telegram, through the fake Bot API.

    Nothing there says that an answer is whole: it is when the bot has been quiet for a while.
    """

    QUIET = 0.8
    SOURCE = re.compile(r"\nSource\u00a0: (?P<source>.+)\Z")

    def __init__(self, chat: FakeChat, base_url: str, greeting: Answer) -> None:
        self._chat, self._url, self.greeting = chat, base_url, greeting
        self._shown: tuple[str, ...] = ()

    @classmethod
    async def open(cls, api: FakeBotApi, base_url: str) -> TelegramDoor:
        """Start a chat with the bot."""
        chat = api.chat()
        await chat.say("/start")
        return cls(chat, base_url, _from_telegram(await chat.replies(quiet=cls.QUIET)))

    async def say(self, text: str) -> Answer:
        """Say a text, or press the button of that title."""
        await (self._chat.press(text) if text in self._shown else self._chat.say(text))
        return await self._hear(1)

    async def sign_in(self, rpps: str, url: str | None) -> Answer:
        """Sign in by the link that was given, or by one asked for."""
        if url is None:
            await self._chat.say("identifier mes BAL")
            asked = await self._hear(1)
            url = next(link for heard in asked.heard for link in heard.links if "/auth/login" in link)
        await sign_in_through(url, rpps)
        return await self._hear(2)

    async def _hear(self, at_least: int) -> Answer:
        answer = _from_telegram(await self._chat.replies(at_least, self.QUIET))
        self._shown = tuple(title for heard in answer.heard for title in heard.buttons)
        return answer


def _from_telegram(messages: Sequence[BotMessage]) -> Answer:
    return Answer(tuple(map(_heard, messages)))


def _heard(message: BotMessage) -> Heard:
    """Take apart what the web gives apart: the source is the last line of a Telegram message."""
    found = TelegramDoor.SOURCE.search(message.text)
    said = message.text[: found.start()] if found else message.text
    return Heard(said, message.buttons, tuple(url for _, url in message.links), found["source"] if found else "")


async def sign_in_through(url: str, rpps: str) -> None:
    """Sign in as a browser would, at a link found in a chat."""

    def run() -> None:
        with httpx.Client(timeout=60) as http:
            sign_in_at(http, url, rpps)

    await asyncio.to_thread(run)
