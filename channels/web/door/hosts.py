"""Under which names Balise answers."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from channels.web.problems import problem

_THIS_MACHINE = "localhost"


class Hosts:
    """
    Refuses a request for another host than the public one or this machine, whatever port it names.

    A name that somebody else points here would make of our pages theirs. Starlette's `TrustedHostMiddleware` answers in
    English, and takes `[::1]` for no host.
    """

    def __init__(self, app: ASGIApp, base_url: str) -> None:
        self._app = app
        self._ours = {_THIS_MACHINE, urlsplit(base_url).hostname}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is asked of us."""
        if scope["type"] != "http" or self._is_ours(request := Request(scope)):
            await self._app(scope, receive, send)
        else:
            await problem(request, 400, "host")(scope, receive, send)

    def _is_ours(self, request: Request) -> bool:
        try:
            name = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
            return name in self._ours or ip_address(name).is_loopback
        except ValueError:
            return False
