"""The two doors a script goes through: the web's HTTP interface, and Telegram by the fake Bot API."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import Any, Protocol

import httpx
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.commands.gateway_client import Chat, open_chat, sign_in_at
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.bot_chats import BotMessage, FakeChat

PATIENCE = 30.0
"""Seconds an answer may take."""

_ALL_DELIVERED = text(
    "SELECT delivered = last_seq AND NOT EXISTS (SELECT FROM messages WHERE conversation = id AND NOT handled)"
    " FROM telegram_chats JOIN conversations ON id = telegram_chats.conversation WHERE chat = :chat"
)


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
    step: str = ""


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

    async def sign_in(self, rpps: str) -> Answer:
        """Sign in."""
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

    async def sign_in(self, rpps: str) -> Answer:
        """Sign in by a link asked for."""
        replies = await asyncio.to_thread(self._chat.sign_in, rpps)
        return Answer(await asyncio.to_thread(_from_web, self._chat, replies))


def _from_web(chat: Chat, messages: Sequence[dict[str, Any]]) -> tuple[Heard, ...]:
    return tuple(
        Heard(
            m["text"],
            tuple(b["title"] for b in m["buttons"]),
            tuple(link["url"] for link in m["links"]),
            m["source"] or "",
            tuple(Handed(file["name"], file["title"], chat.download(file)) for file in m["files"]),
            "{n} sur {total}".format(**m["step"]) if m["step"] else "",
        )
        for m in messages
    )


class TelegramDoor:
    """
    Telegram, through the fake Bot API.

    Nothing there says that an answer is whole: the database does, once nothing waits for one and all is delivered.
    """

    STEP = re.compile(r"Étape (?P<step>\d+ sur \d+)\n")
    SOURCE = re.compile(r"\nSource\u00a0: (?P<source>.+)\Z")

    greeting: Answer

    def __init__(self, api: FakeBotApi, chat: FakeChat, engine: AsyncEngine) -> None:
        self._api, self._chat, self._engine = api, chat, engine
        self._shown: tuple[str, ...] = ()
        self._sign_in: tuple[str, str] | None = None

    @classmethod
    async def open(cls, api: FakeBotApi, engine: AsyncEngine) -> TelegramDoor:
        """Start a chat with the bot."""
        door = cls(api, api.chat(), engine)
        await door._chat.say("/start")
        door.greeting = await door._hear(1)
        return door

    async def say(self, text: str) -> Answer:
        """Say a text, or press the button of that title."""
        await (self._chat.press(text) if text in self._shown else self._chat.say(text))
        return await self._hear(1)

    async def sign_in(self, rpps: str) -> Answer:
        """Sign in by the link of the last answer, or of one asked for."""
        if self._sign_in is None:
            await self.say("identifier mes BAL")
        assert self._sign_in is not None
        await sign_in_through(*self._sign_in, rpps)
        return await self._hear(2)

    async def _hear(self, at_least: int) -> Answer:
        await self._api.taken()
        async with asyncio.timeout(PATIENCE):
            while not await self._all_delivered():
                await asyncio.sleep(0.02)
        messages = await self._chat.replies(at_least, quiet=0)
        offers = [link for message in messages for link in message.links if "/auth/login" in link[1]]
        self._sign_in = offers[-1] if offers else None
        answer = _from_telegram(messages)
        self._shown = tuple(title for heard in answer.heard for title in heard.buttons)
        return answer

    async def _all_delivered(self) -> bool:
        async with self._engine.connect() as db:
            return bool((await db.execute(_ALL_DELIVERED, {"chat": self._chat.id})).scalar())


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
    """Take apart what the web gives apart: the step is the first line of a Telegram message, the source the last one."""
    step, source = TelegramDoor.STEP.match(message.text), TelegramDoor.SOURCE.search(message.text)
    said = message.text[step.end() if step else 0 : source.start() if source else None]
    links = tuple(url for _, url in message.links)
    return Heard(said, message.buttons, links, source["source"] if source else "", step=step["step"] if step else "")


async def sign_in_through(title: str, url: str, rpps: str) -> None:
    """Sign in as a browser would, at a link found in a chat, with the code that its title ends with."""
    code = re.search(r"(\d{4})\)\Z", title)
    assert code is not None

    def run() -> None:
        with httpx.Client(timeout=60) as http:
            sign_in_at(http, url, rpps, code[1])

    await asyncio.to_thread(run)
