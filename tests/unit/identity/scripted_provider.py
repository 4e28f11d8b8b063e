"""A provider whose every answer a test can change, behind httpx's own mock transport."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
from joserfc import jwt
from joserfc.jwk import RSAKey

from balise.adapters.identity.oidc import Client, OidcProvider

ISSUER = "https://auth.psc.test/realms/esante-wallet"
REDIRECT_URI = "https://balise.test/login/callback"
DISCOVERY: dict[str, Any] = {
    "issuer": ISSUER,
    "authorization_endpoint": "https://wallet.psc.test/auth",
    "token_endpoint": f"{ISSUER}/token",
    "userinfo_endpoint": f"{ISSUER}/userinfo",
    "jwks_uri": f"{ISSUER}/certs",
}
USERINFO = {"sub": "f:1", "SubjectNameID": "810999999991", "given_name": "Anne-Claire", "family_name": "ESSAI (FICTIVE)"}

CLIENT = Client("balise", "the client secret", acr="eidas1")

Answer = Callable[[httpx.Request], httpx.Response]


class ScriptedProvider:
    """Good answers by default; `answers` replaces those of a path's last part, `requests` records what was asked."""

    def __init__(self, discovery: dict[str, Any] | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[httpx.Request] = []
        self.nonce = ""
        self.published = [RSAKey.generate_key(2048, {"kid": "one"})]
        self._discovery = DISCOVERY | (discovery or {})

    def adapter(self) -> OidcProvider:
        """Return the adapter in front of it."""
        http = httpx.AsyncClient(transport=httpx.MockTransport(self._answer))
        url = f"{ISSUER}/.well-known/wallet-openid-configuration"
        return OidcProvider(http, url, CLIENT, lambda: datetime.now(UTC))

    def asked(self, what: str) -> list[httpx.Request]:
        """Return the requests to the path that ends so."""
        return [request for request in self.requests if request.url.path.endswith(what)]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        what = request.url.path.rpartition("/")[2]
        return (self.answers.get(what) or self._good)(request)

    def _good(self, request: httpx.Request) -> httpx.Response:
        now = int(time.time())
        claims = {"iss": ISSUER, "sub": "f:1", "aud": "balise", "iat": now, "exp": now + 60, "nonce": self.nonce, "acr": "eidas1"}
        key = self.published[-1]
        documents: dict[str, Callable[[], dict[str, Any]]] = {
            "wallet-openid-configuration": lambda: self._discovery,
            "certs": lambda: {"keys": [one.as_dict(private=False) for one in self.published]},
            "token": lambda: {
                "access_token": "the access token",
                "id_token": jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key),
            },
            "userinfo": lambda: USERINFO,
        }
        return httpx.Response(200, json=documents[request.url.path.rpartition("/")[2]]())
