"""The two doors a script goes through: the web's HTTP interface, and Telegram by the fake Bot API."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import Any, Protocol

import httpx

from balise.commands.gateway_client import Chat, code_in, open_chat, sign_in_at
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.bot_chats import BotMessage, FakeChat


@dataclass(frozen=True, slots=True)
class Handed:
    """A file handed over at a door, downloaded. `title` is what it is said to be."""

    name: str
    title: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Heard:
    """One message heard at a door."""

    text: str
    buttons: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    source: str = ""
    files: tuple[Handed, ...] = ()


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
        return cls(chat, Answer(_from_web(chat, chat.last)))

    async def say(self, text: str) -> Answer:
        """Say a text, or press the button of that title."""
        turn = await asyncio.to_thread(self._chat.say, text)
        return Answer(await asyncio.to_thread(_from_web, self._chat, turn.replies), turn.intent)

    async def sign_in(self, rpps: str, url: str | None) -> Answer:
        """Sign in by the link that was given, or by one asked for."""
        replies = await asyncio.to_thread(self._chat.sign_in, rpps, url)
        return Answer(await asyncio.to_thread(_from_web, self._chat, replies))


def _from_web(chat: Chat, messages: Sequence[dict[str, Any]]) -> tuple[Heard, ...]:
    return tuple(
        Heard(
            m["text"],
            tuple(b["title"] for b in m["buttons"]),
            tuple(link["url"] for link in m["links"]),
            m["source"] or "",
            tuple(Handed(file["name"], file["title"], chat.download(file)) for file in m["files"]),
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
        self._codes: dict[str, str] = {}

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
        await sign_in_through(url, rpps, self._codes.get(url, ""))
        return await self._hear(2)

    async def _hear(self, at_least: int) -> Answer:
        messages = await self._chat.replies(at_least, self.QUIET)
        self._codes |= {url: code_in(title) for message in messages for title, url in message.links}
        answer = _from_telegram(messages)
        self._shown = tuple(title for heard in answer.heard for title in heard.buttons)
        return answer


def _from_telegram(messages: Sequence[BotMessage]) -> Answer:
    """Take together what the web gives together: documents follow the text that they go with."""
    heard: list[Heard] = []
    for message in messages:
        if message.document is None:
            heard.append(_heard(message))
        else:
            handed = Handed(message.document.name, message.text, message.document.content)
            heard[-1] = replace(heard[-1], files=(*heard[-1].files, handed))
    return Answer(tuple(heard))


def _heard(message: BotMessage) -> Heard:
    """Take apart what the web gives apart: the source is the last line of a Telegram message."""
    found = TelegramDoor.SOURCE.search(message.text)
    said = message.text[: found.start()] if found else message.text
    return Heard(said, message.buttons, tuple(url for _, url in message.links), found["source"] if found else "")


async def sign_in_through(url: str, rpps: str, code: str) -> None:
    """Sign in as a browser would, at a link found in a chat, with the code that stands beside it."""

    def run() -> None:
        with httpx.Client(timeout=60) as http:
            sign_in_at(http, url, rpps, code)

    await asyncio.to_thread(run)
