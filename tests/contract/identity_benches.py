"""The identity providers under contract, each with the browser that goes with it."""

from __future__ import annotations

import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from fastapi import FastAPI

from balise.adapters.books.texts import load_texts
from balise.adapters.identity.oidc import Client, OidcProvider
from balise.model.identity import Person, PracticeSituation
from balise.ports import IdentityProvider
from balise.settings import ROOT
from channels.web.demo_provider import demo_provider
from tests.contract.obedient_provider import ObedientProvider, served
from tests.fakes.identity import FakeIdentityProvider

HOSPITAL = PracticeSituation("CENTRE HOSPITALIER DE VALMONT", "999000001", "10", "S")
KNOWN = Person("10999999991", "Essai (fictive)", "Anne-Claire", (HOSPITAL,))
NOWHERE = Person("10999999992", "Sans lieu (fictif)", "Sacha")
WITHOUT_RPPS = Person("EDIT00042", "Employée (fictive)", "Zoé")
EVERYBODY = [KNOWN, NOWHERE, WITHOUT_RPPS]


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

    discovery: str
    client: Client
    redirect_uri: str
    http: httpx.AsyncClient
    who: str
    refusal: dict[str, str]
    late: timedelta = timedelta(0)

    def __post_init__(self) -> None:
        """Put the adapter in front."""
        self.provider = OidcProvider(self.http, self.discovery, self.client, self.now)

    def now(self) -> datetime:
        """Return the time by Balise's clock, `late` ahead of the provider's."""
        return datetime.now(UTC) + self.late

    def asking(self, **change: object) -> OidcProvider:
        """Return an adapter in front of the same provider, that asks for something else."""
        return OidcProvider(self.http, self.discovery, replace(self.client, **change), self.now)

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
        return OidcProvider(self.http, f"http://127.0.0.1:{port}/discovery", self.client, self.now)

    async def _post(self, url: str, form: dict[str, str]) -> dict[str, str]:
        asked = dict(re.findall(r'name="(proof)" value="([^"]*)"', (await self.http.get(url)).text))
        location = (await self.http.post(url, data=asked | form)).headers["Location"]
        assert location.startswith(self.redirect_uri)
        return dict(parse_qsl(urlsplit(location).query))


@dataclass
class ObedientBench(HttpBench):
    """The provider that does as it is told."""

    served: ObedientProvider | None = None


@asynccontextmanager
async def fake() -> AsyncIterator[Bench]:
    """Lend the fake."""
    yield FakeBench(FakeIdentityProvider(EVERYBODY))


@asynccontextmanager
async def demo() -> AsyncIterator[HttpBench]:
    """Lend the adapter in front of the demo provider, served by a real uvicorn. Its level is `eidas1`."""
    app, listener = FastAPI(), socket.create_server(("127.0.0.1", 0))
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    client = Client("balise", "s3cret:%+", acr="eidas1", max_age=3600)
    texts = load_texts(ROOT / "data" / "texts.yml", support="support@esante.test")
    routes = demo_provider(EVERYBODY, f"{base}/demo-psc", (client.id, client.secret), texts, demo=True)
    app.include_router(routes, prefix="/demo-psc")
    discovery = f"{base}/demo-psc/.well-known/wallet-openid-configuration"
    with served(app, listener):
        async with httpx.AsyncClient() as http:
            yield HttpBench(discovery, client, f"{base}/login/callback", http, "rpps", {"decline": "1"})


@asynccontextmanager
async def third_party() -> AsyncIterator[HttpBench]:
    """Lend the adapter in front of oidc-provider-mock, which knows nothing of us, nor of `acr` and `auth_time`."""
    mock = pytest.importorskip("oidc_provider_mock")
    users = [mock.User(sub=person.rpps, claims=claims_of(person)) for person in EVERYBODY]
    redirect_uri = "https://balise.test/login/callback"
    with mock.run_server_in_thread(require_client_registration=True, user_claims=users) as server:
        base = f"http://localhost:{server.server_port}"
        async with httpx.AsyncClient() as http:
            known = (await http.post(f"{base}/oauth2/clients", json={"redirect_uris": [redirect_uri]})).json()
            client = Client(known["client_id"], known["client_secret"], scope="openid profile")
            discovery = f"{base}/.well-known/openid-configuration"
            yield HttpBench(discovery, client, redirect_uri, http, "sub", {"action": "deny"})


@asynccontextmanager
async def obedient() -> AsyncIterator[ObedientBench]:
    """Lend the adapter in front of a provider that signs, and changes its keys, as a test wants."""
    listener = socket.create_server(("127.0.0.1", 0))
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    redirect_uri = "https://balise.test/login/callback"
    provider = ObedientProvider(base, redirect_uri, {person.rpps: claims_of(person) for person in EVERYBODY})
    client = Client("balise", "s3cret", acr="eidas1", max_age=3600)
    with served(provider.app(), listener):
        async with httpx.AsyncClient() as http:
            discovery = f"{base}/discovery"
            yield ObedientBench(discovery, client, redirect_uri, http, "rpps", {"decline": "1"}, served=provider)


def claims_of(person: Person) -> dict[str, object]:
    """Return what a provider tells of a person, besides `sub`."""
    identifier = f"8{person.rpps}" if person.rpps.isdecimal() else person.rpps
    claims: dict[str, object] = {"SubjectNameID": identifier, "given_name": person.given, "family_name": person.family}
    if person.situations:
        activity = {"codeModeExercice": "S", "numeroFinessSite": "999000001", "raisonSocialeSite": HOSPITAL.structure}
        claims["SubjectRefPro"] = {"exercices": [{"codeProfession": "10", "activities": [activity]}]}
    return claims
