"""Which other sites' pages may use the HTTP interface: those that embed the widget."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

_HOUR = 3600


class CrossOrigin:
    """CORS for `/api` and nothing else, for listed origins, without cookies: the conversation's token opens it."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        self._app = app
        self._interface = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "Idempotency-Key"],
            expose_headers=["Retry-After"],
            max_age=_HOUR,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, telling a listed origin that it may read the answer."""
        inside = scope["type"] == "http" and scope["path"].startswith("/api/")
        await (self._interface if inside else self._app)(scope, receive, send)
