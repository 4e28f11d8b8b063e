"""
Telegram's Bot API on the loopback, for one bot.

    async with fake_bot_api() as api:           # BALISE_TELEGRAM_API=api.url, BALISE_TELEGRAM_TOKEN=api.token
        chat = api.chat()
        await chat.say("bonjour")
        greeting, answer = await chat.replies(2)
        await chat.press(answer.buttons[0])

It refuses what the real one refuses (a text too long, callback data too long, a button to localhost, an empty file), and can be
told to fail. `tests/fakes/bot_chats.py` holds the people's side.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.datastructures import UploadFile

from tests.fakes.bot_chats import BotDocument, BotMessage, FakeChat, Json

BOT: Json = {"id": 4242, "is_bot": True, "first_name": "Balise", "username": "balise_test_bot"}


class Refusal(Exception):
    """An answer that is not `ok`."""

    def __init__(self, status: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters or {}


class FakeBotApi:
    """The server's state, and what a test may ask of it. `calls` counts the calls by method, failed ones included."""

    def __init__(self) -> None:
        self.token = "4242:a-fake-token"
        self.url = ""
        self.calls: dict[str, int] = defaultdict(int)
        self.changed = asyncio.Condition()
        self._chats: dict[int, FakeChat] = {}
        self._failures: dict[str, deque[Refusal]] = defaultdict(deque)
        self._updates: deque[Json] = deque()
        self._handed: list[Json] = []
        self._numbers = iter(range(1000, 10**9))
        self._closed = False

    def chat(self) -> FakeChat:
        """Return a new private chat, with somebody new."""
        return self._add("private", 1)

    def group(self) -> FakeChat:
        """Return a new group the bot is in."""
        return self._add("group", -1)

    def fail(self, method: str, *statuses: int, retry_after: int = 1) -> None:
        """Have the next calls of a method answer these statuses, one each."""
        for status in statuses:
            parameters = {"retry_after": retry_after} if status == 429 else None
            self._failures[method].append(Refusal(status, f"fake failure {status}", parameters))

    def number(self) -> int:
        """Return a number never given before."""
        return next(self._numbers)

    async def push(self, update: Mapping[str, Any]) -> Json:
        """Have the bot receive an update; return it with its number."""
        numbered = {"update_id": self.number(), **update}
        async with self.changed:
            self._updates.append(numbered)
            self.changed.notify_all()
        return numbered

    async def repeat(self, update: Json) -> None:
        """Have the bot receive an update again, as after it died without acknowledging it."""
        async with self.changed:
            self._updates.append(update)
            self.changed.notify_all()

    async def taken(self, seconds: float = 10) -> None:
        """Wait until the bot has acknowledged every update: each is in its transcript."""
        async with self.changed, asyncio.timeout(seconds):
            await self.changed.wait_for(lambda: not self._updates and not self._handed)

    async def close(self) -> None:
        """Let the pending polls end."""
        async with self.changed:
            self._closed = True
            self.changed.notify_all()

    async def call(self, token: str, method: str, parameters: Json) -> object:
        """Answer one call. Raises Refusal."""
        self.calls[method] += 1
        if token != self.token:
            raise Refusal(401, "Unauthorized")
        if self._failures[method]:
            raise self._failures[method].popleft()
        answer = getattr(self, f"_{_snake(method)}", None)
        if answer is None:
            raise Refusal(404, "Not Found")
        return await answer(parameters)

    def _add(self, kind: str, sign: int) -> FakeChat:
        chat = FakeChat(self, {"id": sign * self.number(), "type": kind, "first_name": "Anne (fictive)"})
        self._chats[chat.id] = chat
        return chat

    async def _get_me(self, _: Json) -> object:
        return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}

    async def _delete_webhook(self, _: Json) -> object:
        return True

    async def _set_my_commands(self, _: Json) -> object:
        return True

    async def _send_chat_action(self, _: Json) -> object:
        return True

    async def _answer_callback_query(self, parameters: Json) -> object:
        if not parameters.get("callback_query_id"):
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        return True

    async def _get_updates(self, parameters: Json) -> object:
        offset, patience = int(parameters.get("offset", 0)), float(parameters.get("timeout", 0))
        async with self.changed:
            # What was handed out and lies before the offset is acknowledged; the rest comes back.
            self._updates.extendleft(reversed([u for u in self._handed if u["update_id"] >= offset]))
            self._handed = []
            self.changed.notify_all()
            try:
                async with asyncio.timeout(patience):
                    await self.changed.wait_for(lambda: self._updates or self._closed)
            except TimeoutError:
                return []
            self._handed, self._updates = list(self._updates), deque()
            return self._handed

    async def _send_message(self, parameters: Json) -> object:
        chat, text = self._reachable(parameters), parameters.get("text", "")
        if not text.strip():
            raise Refusal(400, "Bad Request: message text is empty")
        if len(text) > 4096:
            raise Refusal(400, "Bad Request: message is too long")
        if "parse_mode" in parameters or "entities" in parameters:
            # What people type would be read as markup: some of it cannot be, and the rest is not shown as it was typed.
            raise Refusal(400, "Bad Request: can't parse entities")
        rows = parameters.get("reply_markup", {}).get("inline_keyboard", [])
        return await self._shown(chat, BotMessage(self.number(), text, tuple(_checked(button) for row in rows for button in row)))

    async def _send_document(self, parameters: Json) -> object:
        chat, document, caption = self._reachable(parameters), parameters["document"], parameters.get("caption", "")
        if not document.content:
            raise Refusal(400, "Bad Request: file must be non-empty")
        if len(caption) > 1024:
            raise Refusal(400, "Bad Request: message caption is too long")
        return await self._shown(chat, BotMessage(self.number(), caption, document=document))

    async def _shown(self, chat: FakeChat, sent: BotMessage) -> Json:
        """Have a chat show a message; return it as Telegram describes it to the bot."""
        async with self.changed:
            chat.history.append(sent)
            self.changed.notify_all()
        return {**chat.shown(sent), "from": BOT}

    async def _delete_message(self, parameters: Json) -> object:
        chat, message = self._reachable(parameters), int(parameters["message_id"])
        if message in chat.deleted:
            raise Refusal(400, "Bad Request: message to delete not found")
        chat.deleted.append(message)
        return True

    async def _leave_chat(self, parameters: Json) -> object:
        self._reachable(parameters).left = True
        return True

    def _reachable(self, parameters: Json) -> FakeChat:
        chat = self._chats.get(int(parameters["chat_id"]))
        if chat is None:
            raise Refusal(400, "Bad Request: chat not found")
        if chat.blocked or chat.left:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        return chat


def _snake(method: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in method)


def _checked(button: Json) -> Json:
    if "callback_data" in button:
        if not 1 <= len(button["callback_data"].encode()) <= 64:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    elif urlsplit(button["url"]).scheme not in {"http", "https"} or "." not in (urlsplit(button["url"]).hostname or ""):
        raise Refusal(400, "Bad Request: inline keyboard button URL is invalid: Wrong HTTP URL")
    return button


def _build_app(api: FakeBotApi) -> FastAPI:
    app = FastAPI()

    @app.post("/bot{token}/{method}")
    async def call(token: str, method: str, request: Request) -> JSONResponse:
        form = {name: await _value(name, value) for name, value in (await request.form()).items()}
        try:
            return JSONResponse({"ok": True, "result": await api.call(token, method, form)})
        except Refusal as refusal:
            body = {"ok": False, "error_code": refusal.status, "description": refusal.description}
            return JSONResponse(body | ({"parameters": refusal.parameters} if refusal.parameters else {}), refusal.status)

    return app


async def _value(name: str, value: UploadFile | str) -> Any:
    if isinstance(value, UploadFile):
        return BotDocument(value.filename or "", await value.read())
    return json.loads(value) if name in {"reply_markup", "allowed_updates", "link_preview_options"} else value


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave Ctrl-C to the test runner."""
        yield


@asynccontextmanager
async def fake_bot_api() -> AsyncIterator[FakeBotApi]:
    """Serve a fake Bot API on a free port of 127.0.0.1."""
    api = FakeBotApi()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        api.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        config = uvicorn.Config(_build_app(api), log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
        server = _Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield api
        finally:
            server.should_exit = True
            await api.close()
            await serving
