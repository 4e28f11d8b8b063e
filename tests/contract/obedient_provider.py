"""A small identity provider over real HTTP, that does as a test tells it: what neither the demo's nor the mock can be."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from secrets import token_urlsafe
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from joserfc import jwt
from joserfc.jwk import RSAKey


class ObedientProvider:
    """
    Logs in as whoever is typed. It does not check its client: that is the demo provider's and the mock's part.

    Attributes:
        claims: What replaces the claims of the next ID tokens.
        userinfo: What replaces those of userinfo.
        signs_userinfo: Whether userinfo is a signed JWT.

    """

    def __init__(self, base: str, redirect_uri: str, people: Mapping[str, dict[str, object]]) -> None:
        self.claims: dict[str, object] = {}
        self.userinfo: dict[str, object] = {}
        self.signs_userinfo = False
        self._base, self._redirect_uri, self._people = base, redirect_uri, people
        self._logins: dict[str, tuple[str, str]] = {}
        self.rotate()

    def rotate(self) -> None:
        """Sign with a new key from now on, and publish it alone."""
        self._key = self._published = RSAKey.generate_key(2048, {"kid": token_urlsafe(6)})

    def withdraw(self) -> None:
        """Go on signing with a key that is no longer published."""
        self._published = RSAKey.generate_key(2048, {"kid": token_urlsafe(6)})

    def obey_no_more(self) -> None:
        """Be as new."""
        self.claims, self.userinfo, self.signs_userinfo = {}, {}, False
        self.rotate()

    def app(self) -> FastAPI:
        """Return it as an application."""
        app = FastAPI()
        for path, endpoint, method in (
            ("/discovery", self._discovery, "GET"),
            ("/keys", self._keys, "GET"),
            ("/authorize", self._ask, "GET"),
            ("/authorize", self._log_in, "POST"),
            ("/token", self._token, "POST"),
            ("/userinfo", self._userinfo, "GET"),
        ):
            app.add_api_route(path, endpoint, methods=[method], response_model=None)
        return app

    async def _discovery(self) -> dict[str, Any]:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
        return {"issuer": self._base, "jwks_uri": f"{self._base}/keys"} | {n: f"{self._base}/{p}" for n, p in places.items()}

    async def _keys(self) -> dict[str, Any]:
        return {"keys": [self._published.as_dict(private=False)]}

    async def _ask(self, request: Request) -> Response:
        return Response(status_code=200 if request.query_params["redirect_uri"] == self._redirect_uri else 400)

    async def _log_in(self, request: Request) -> Response:
        asked, form, code = request.query_params, await request.form(), token_urlsafe(8)
        if asked["redirect_uri"] != self._redirect_uri:
            return Response(status_code=400)
        self._logins[code] = (str(form.get("rpps", "")), asked["nonce"])
        answer = {"error": "access_denied"} if "decline" in form else {"code": code}
        return RedirectResponse(f"{self._redirect_uri}?{urlencode(answer | {'state': asked['state']})}", 303)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        rpps, nonce = self._logins.pop(str(form["code"]), ("", ""))
        if not rpps or form["redirect_uri"] != self._redirect_uri:
            return JSONResponse({"error": "invalid_grant"}, 400)
        times = {"iat": int(time.time()), "exp": int(time.time()) + 60, "auth_time": int(time.time())}
        claims = {"iss": self._base, "aud": "balise", "sub": rpps, "nonce": nonce, "acr": "eidas1", **times, **self.claims}
        return JSONResponse({"access_token": rpps, "token_type": "Bearer", "id_token": self._signed(claims)})

    async def _userinfo(self, request: Request) -> Response:
        rpps = request.headers["Authorization"].removeprefix("Bearer ")
        claims = {"sub": rpps, **self._people[rpps]}
        if not self.signs_userinfo:
            return JSONResponse(claims | self.userinfo)
        signed = self._signed({"iss": self._base, "aud": "balise", **claims, **self.userinfo})
        return Response(signed, media_type="application/jwt; charset=utf-8")

    def _signed(self, claims: dict[str, object]) -> str:
        return jwt.encode({"alg": "RS256", "kid": self._key.kid}, claims, self._key)


@contextmanager
def served(app: FastAPI, listener: socket.socket) -> Iterator[None]:
    """Serve an application from a thread, by a real uvicorn."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = Thread(target=server.run, args=([listener],))
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    yield
    server.should_exit = True
    thread.join(10)
