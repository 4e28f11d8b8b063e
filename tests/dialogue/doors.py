"""The two doors a script goes through: the web's HTTP interface, and Telegram by the fake Bot API."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from balise.commands.gateway_client import Chat, open_chat, sign_in_at


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

    async def say(self, text: str) -> Answer:
        """Say a text, or press the button of that title."""
        ...

    async def sign_in(self, rpps: str, url: str | None) -> Answer:
        """Sign in by the link that was given, or by one asked for."""
        ...


class WebDoor:
    """The web, through the same client as the command line."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    @classmethod
    async def open(cls, base_url: str, stack: AsyncExitStack) -> WebDoor:
        return cls(await asyncio.to_thread(stack.enter_context, open_chat(base_url)))

    async def say(self, text: str) -> Answer:
        turn = await asyncio.to_thread(self._chat.say, text)
        return Answer(_from_web(turn.replies), turn.intent)

    async def sign_in(self, rpps: str, url: str | None) -> Answer:
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


async def sign_in_through(url: str, rpps: str) -> None:
    """Sign in as a browser would, at a link found in a chat."""

    def run() -> None:
        with httpx.Client(timeout=60) as http:
            sign_in_at(http, url, rpps)

    await asyncio.to_thread(run)
