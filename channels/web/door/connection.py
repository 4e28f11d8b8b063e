"""The server under the gateway, and how long it waits for people who are slow on purpose."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from balise.settings import Settings
from channels.web.door.bodies import LARGEST_HEAD

CONNECTIONS = 2000
"""Held at once; one more is closed."""

_IDLE = 20
"""Seconds a connection stays open between two requests."""


@dataclass(frozen=True, slots=True)
class Patience:
    """
    Seconds given to a visitor: to send the first line and the headers of a request, then its body, and to take what is sent.

    64 KiB take the slowest of telephones a few seconds.
    """

    head: float = 10.0
    body: float = 20.0
    reading: float = 30.0


PATIENCE = Patience()


class Connection(H11Protocol):
    """
    Uvicorn's protocol in pure Python, which bounds the headers, and time limits that it lacks.

    It waits for a request as long as it takes: some hundred connections that send a byte now and then would take all there are.
    """

    def __init__(self, *args: Any, patience: Patience, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._within = {h11.IDLE: patience.head, h11.SEND_BODY: patience.body}
        self._reading_within = patience.reading
        self._awaited: Any = None
        self._deadline: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, if there is room."""
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS:
            transport.abort()
        else:
            self._await(h11.IDLE)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._await(None)
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what comes."""
        super().data_received(data)
        self._await(self._expected())

    def on_response_complete(self) -> None:
        """Wait for another request, one that has begun to come already included."""
        super().on_response_complete()
        self._await(self._expected())

    def pause_writing(self) -> None:
        """Note that the visitor has much to read."""
        super().pause_writing()
        self._unread = self.loop.call_later(self._reading_within, self.transport.abort)

    def resume_writing(self) -> None:
        """Note that they have read."""
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
        if self.flow is not None:
            super().resume_writing()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - it may hold what was sent
        """Refuse what is not HTTP. Nothing else is read from the connection."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.write(_BAD_REQUEST)
        self.transport.close()

    def _expected(self) -> Any:
        """Return the part of a request that has begun to come, None when it is whole or there is none."""
        state = self.conn.their_state
        begun = state is h11.SEND_BODY or (state is h11.IDLE and bool(self.conn.trailing_data[0]))
        return state if begun and not self.transport.is_closing() else None

    def _await(self, part: Any) -> None:
        """Give a part of a request its time, once."""
        if part is self._awaited:
            return
        if self._deadline is not None:
            self._deadline.cancel()
        self._awaited, self._deadline = part, None
        if part is not None:
            self._deadline = self.loop.call_later(self._within[part], self.transport.abort)


_BAD_REQUEST = b"\r\n".join(
    [
        b"HTTP/1.1 400 Bad Request",
        b"Connection: close",
        b"Content-Length: 0",
        b"Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
        b"X-Content-Type-Options: nosniff",
        b"",
        b"",
    ]
)


def server_config(app: ASGIApp, settings: Settings, grace: int = 3, patience: Patience = PATIENCE) -> uvicorn.Config:
    """
    Return how to serve the gateway; when it stops, answers under way have `grace` seconds to end.

    Access logs are off: they hold URLs; the rest is logged in our own way (`balise.log`). A client's address is its own,
    unless it is one of the proxies that may tell another.
    """
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=partial(Connection, patience=patience),  # type: ignore[arg-type]  # the class is only ever called
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        h11_max_incomplete_event_size=LARGEST_HEAD,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=grace,
    )
