"""What a request may bring: how much, of what kind, how deep."""

from __future__ import annotations

import re

from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels.web.problems import problem

LARGEST_HEAD = 16 * 1024
"""Bytes of the first line and the headers together."""

LARGEST = 64 * 1024
"""Bytes: a message has 2,000 characters at most, and no form is longer."""

DEEPEST = 16
"""Levels of JSON: no body of ours has more than one, and a parser that calls itself for each would run out of stack."""

_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)


class Bodies:
    """
    Reads a request's body before anything else does, and refuses one that is no use.

    The interface takes JSON only, the pages forms only. Other sites' forms can send neither JSON nor the header that holds
    a conversation's token without the browser asking us first: the interface needs no other protection from them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, its body at once, or answer why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            body, refusal = await _read(request)
        except ClientDisconnect:
            return
        refusal = refusal or _unfit(request, body)
        if refusal is None:
            await self._app(scope, _replayed(body, receive), send)
            return
        # What follows on this connection may be the rest of the body: nothing more is read from it.
        await problem(request, *refusal, headers={"Connection": "close"})(scope, receive, send)


Refusal = tuple[int, str]
"""An HTTP status, and the reason in one word."""


async def _read(request: Request) -> tuple[bytes, Refusal | None]:
    """Return the whole body, or why it is not read to its end. Its announced length is believed only when it is too much."""
    head = sum(len(name) + len(value) + len(b": \r\n") for name, value in request.headers.raw)
    if head + len(request.scope["raw_path"]) + len(request.scope["query_string"]) > LARGEST_HEAD:
        # The server bounds those that come in several pieces only.
        return b"", (431, "too_large")
    announced = request.headers.get("content-length")
    if announced is not None and "transfer-encoding" in request.headers:
        # Two ways to say where the body ends: a proxy may have read the other one, and taken the rest for another request.
        return b"", (400, "invalid")
    if announced is not None and int(announced) > LARGEST:
        return b"", (413, "too_large")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return b"", (413, "too_large")
    return bytes(body), None


def _unfit(request: Request, body: bytes) -> Refusal | None:
    if not body:
        return None
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != (_JSON if request.url.path.startswith("/api/") else _FORM):
        return 415, "media_type"
    return (422, "invalid") if kind == _JSON and depth(body) > DEEPEST else None


def depth(body: bytes) -> int:
    """Return how many lists and objects stand inside each other, well-formed or not."""
    deepest = level = 0
    for character in _STRINGS.sub(b"", body):
        level += (character in b"[{") - (character in b"]}")
        deepest = max(deepest, level)
    return deepest


def _replayed(body: bytes, receive: Receive) -> Receive:
    left = [body]

    async def replay() -> Message:
        return {"type": "http.request", "body": left.pop(), "more_body": False} if left else await receive()

    return replay
