"""The people's side of the fake Bot API: what they do in a chat, and what they see there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.fakes.bot_api import FakeBotApi

Json = dict[str, Any]

_FILE = {"file_id": "f", "file_unique_id": "u"}
_ATTACHED: Mapping[str, Json] = {
    "photo": {"photo": [{**_FILE, "width": 1, "height": 1}], "caption": "regardez"},
    "document": {"document": _FILE},
    "voice": {"voice": {**_FILE, "duration": 1}},
    "sticker": {
        "sticker": {**_FILE, "width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"},
    },
    "contact": {"contact": {"phone_number": "0100000000", "first_name": "Zoé (fictive)"}},
    "pin": {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
}


@dataclass(frozen=True, slots=True)
class BotDocument:
    """A file, as the bot has uploaded it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class BotMessage:
    """What the bot has sent: a text (a document's caption), and a keyboard as Telegram has it."""

    id: int
    text: str
    keyboard: tuple[Json, ...] = ()
    document: BotDocument | None = None

    @property
    def buttons(self) -> tuple[str, ...]:
        """The titles of what can be pressed."""
        return tuple(button["text"] for button in self.keyboard if "callback_data" in button)

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """(title, URL) of what opens a browser."""
        return tuple((button["text"], button["url"]) for button in self.keyboard if "url" in button)


class FakeChat:
    """
    One chat. `history` keeps what the bot has sent there.

    Set `blocked` to have the bot blocked by the person; `left` says that the bot has left, `deleted`
    which of the person's messages it has deleted.
    """

    def __init__(self, api: FakeBotApi, chat: Json) -> None:
        self.id: int = chat["id"]
        self.history: list[BotMessage] = []
        self.blocked = self.left = False
        self.deleted: list[int] = []
        self._api, self._chat, self._read = api, chat, 0
        self._person = {"id": abs(self.id), "is_bot": False, "first_name": chat["first_name"]}

    async def say(self, text: str, later: int = 0) -> Json:
        """Write to the bot, now or in some seconds; return the update, for `repeat`."""
        return await self._send({"text": text, "date": int(time.time()) + later})

    async def edit(self, update: Json, text: str) -> Json:
        """Replace the text of what was written to the bot."""
        return await self._api.push({"edited_message": {**update["message"], "text": text, "edit_date": int(time.time())}})

    async def attach(self, kind: str, caption: str = "") -> Json:
        """Send a photo, a document, a voice message, a sticker, a contact, or the notice of a pin; `caption` replaces its own."""
        return await self._send(_ATTACHED[kind] | ({"caption": caption} if caption else {}))

    async def press(self, title: str) -> Json:
        """Press the latest button of that title. Raises LookupError when none was shown."""
        for message in reversed(self.history):
            for button in message.keyboard:
                if button["text"] == title and "callback_data" in button:
                    return await self.press_data(button["callback_data"], message)
        raise LookupError(title)

    async def press_data(self, data: str, message: BotMessage | None = None) -> Json:
        """Press a button that carries this, whether it was ever shown or not."""
        shown = self.shown(message or BotMessage(1, "…"))
        query = {"id": str(self._api.number()), "from": self._person, "chat_instance": "1", "data": data, "message": shown}
        return await self._api.push({"callback_query": query})

    async def replies(self, at_least: int = 1, quiet: float = 0.3, seconds: float = 20) -> list[BotMessage]:
        """
        Return what the bot has sent since the last time: `at_least` so many, then until it is `quiet`.

        Raises TimeoutError after `seconds`; the message says what had come.
        """
        start = self._read
        try:
            await self._grown(start + at_least, seconds)
        except TimeoutError:
            raise TimeoutError(f"{at_least} awaited, received: {[m.text for m in self.history[start:]]}") from None
        while True:
            seen = len(self.history)
            try:
                await self._grown(seen + 1, quiet)
            except TimeoutError:
                break
        self._read = len(self.history)
        return self.history[start:]

    def shown(self, message: BotMessage) -> Json:
        """Return a message of the bot as Telegram describes it."""
        return {"message_id": message.id, "date": int(time.time()), "chat": self._chat, "text": message.text}

    async def _grown(self, size: int, seconds: float) -> None:
        async with self._api.changed, asyncio.timeout(seconds):
            await self._api.changed.wait_for(lambda: len(self.history) >= size)

    async def _send(self, content: Mapping[str, Any]) -> Json:
        message = {"message_id": self._api.number(), "date": int(time.time()), "chat": self._chat, "from": self._person}
        return await self._api.push({"message": {**message, **content}})
