"""The identity providers under contract, each with the browser that goes with it."""

from __future__ import annotations

import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from balise.adapters.identity.oidc import OidcProvider
from balise.model.identity import Person
from balise.ports import IdentityProvider
from channels.web.demo_provider import demo_provider
from tests.fakes.identity import FakeIdentityProvider

KNOWN = Person(rpps="10999999991", family="Essai (fictive)", given="Anne-Claire")
WITHOUT_RPPS = Person(rpps="EDIT00042", family="Employée (fictive)", given="Zoé")


class Bench(Protocol):
    """A provider, and what a person does in front of it."""

    provider: IdentityProvider
    redirect_uri: str

    async def log_in(self, url: str, rpps: str) -> dict[str, str]:
        """Choose whom to be; return the query the browser comes back with."""
        ...

    async def decline(self, url: str) -> dict[str, str]:
        """Refuse; return the query the browser comes back with."""
        ...

    async def serves(self, url: str) -> bool:
        """Return whether the provider shows its login page to this request."""
        ...

    def unreachable(self) -> IdentityProvider:
        """Return a provider like this one, that does not answer."""
        ...


@dataclass
class FakeBench:
    """The fake of the use-case tests."""

    provider: FakeIdentityProvider
    redirect_uri: str = "https://balise.test/login/callback"

    async def log_in(self, url: str, rpps: str) -> dict[str, str]:
        """Choose whom to be."""
        return self.provider.log_in(url, rpps)

    async def decline(self, url: str) -> dict[str, str]:
        """Refuse."""
        return self.provider.decline(url)

    async def serves(self, url: str) -> bool:
        """Return whether the login page is shown."""
        return self.provider.serves(url)

    def unreachable(self) -> IdentityProvider:
        """Return a provider that does not answer."""
        provider = FakeIdentityProvider()
        provider.down = True
        return provider


@dataclass
class HttpBench:
    """A provider that listens on the loopback; `who` and `refusal` are the fields of its login page."""

    provider: OidcProvider
    redirect_uri: str
    http: httpx.AsyncClient
    who: str
    refusal: dict[str, str]

    async def log_in(self, url: str, rpps: str) -> dict[str, str]:
        """Choose whom to be."""
        return await self._post(url, {self.who: rpps})

    async def decline(self, url: str) -> dict[str, str]:
        """Refuse."""
        return await self._post(url, self.refusal)

    async def serves(self, url: str) -> bool:
        """Return whether the login page is shown."""
        response = await self.http.get(url)
        return response.status_code == 200

    def unreachable(self) -> IdentityProvider:
        """Return a provider that does not answer."""
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        return OidcProvider(self.http, f"http://127.0.0.1:{port}/discovery", "balise", "secret", "openid", "eidas1")

    async def _post(self, url: str, form: dict[str, str]) -> dict[str, str]:
        location = (await self.http.post(url, data=form)).headers["Location"]
        assert location.startswith(self.redirect_uri)
        return dict(parse_qsl(urlsplit(location).query))


@asynccontextmanager
async def fake() -> AsyncIterator[Bench]:
    """Lend the fake."""
    yield FakeBench(FakeIdentityProvider([KNOWN]))


@asynccontextmanager
async def demo() -> AsyncIterator[Bench]:
    """Lend the adapter in front of the demo provider, served by a real uvicorn."""
    app, listener = FastAPI(), socket.create_server(("127.0.0.1", 0))
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    routes = demo_provider([KNOWN, WITHOUT_RPPS], f"{base}/demo-psc", "balise", "s3cret:%+", demo=True)
    app.include_router(routes, prefix="/demo-psc")
    discovery = f"{base}/demo-psc/.well-known/wallet-openid-configuration"
    with _served(app, listener):
        async with httpx.AsyncClient() as http:
            provider = OidcProvider(http, discovery, "balise", "s3cret:%+", "openid scope_all", "eidas1")
            yield HttpBench(provider, f"{base}/login/callback", http, "rpps", {"decline": "1"})


@asynccontextmanager
async def third_party() -> AsyncIterator[Bench]:
    """Lend the adapter in front of oidc-provider-mock, which knows nothing of us."""
    mock = pytest.importorskip("oidc_provider_mock")
    names = {"given_name": KNOWN.given, "family_name": KNOWN.family}
    users = [
        mock.User(sub=KNOWN.rpps, claims={"SubjectNameID": f"8{KNOWN.rpps}", **names}),
        mock.User(sub=WITHOUT_RPPS.rpps, claims={"SubjectNameID": WITHOUT_RPPS.rpps, **names}),
    ]
    redirect_uri = "https://balise.test/login/callback"
    with mock.run_server_in_thread(require_client_registration=True, user_claims=users) as server:
        base = f"http://localhost:{server.server_port}"
        async with httpx.AsyncClient() as http:
            client = (await http.post(f"{base}/oauth2/clients", json={"redirect_uris": [redirect_uri]})).json()
            secrets = client["client_id"], client["client_secret"]
            provider = OidcProvider(http, f"{base}/.well-known/openid-configuration", *secrets, "openid profile", "eidas1")
            yield HttpBench(provider, redirect_uri, http, "sub", {"action": "deny"})


@contextmanager
def _served(app: FastAPI, listener: socket.socket) -> Iterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = Thread(target=server.run, args=([listener],))
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    yield
    server.should_exit = True
    thread.join(10)
