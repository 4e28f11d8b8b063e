"""The headers that go with every answer, whatever it is: pages, errors, files."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = "/static"
"""Where the files are that other sites' pages may load: the widget's."""

_ALWAYS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_YEAR = 31_536_000


class SecureHeaders:
    """Adds what an answer does not say itself: a page has its own policy, a file its own cache."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        transport = {"Strict-Transport-Security": f"max-age={_YEAR}"} if https else {}
        self._app = app
        self._private = _ALWAYS | transport | {"Cache-Control": "no-store"}
        self._shared = _ALWAYS | transport | {"Cross-Origin-Resource-Policy": "cross-origin"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        added = self._shared if scope["path"].startswith(f"{STATIC}/") else self._private

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in added.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
