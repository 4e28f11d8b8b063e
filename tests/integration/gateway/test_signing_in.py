"""From a conversation to the identity provider and back, through the demo's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.settings import Settings
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import Visitor, running, settings_for

RPPS = "10999999998"


@pytest.fixture
async def browser(http: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """Lend a browser of its own: it holds no conversation's token."""
    async with httpx.AsyncClient(base_url=http.base_url, timeout=30) as client:
        yield client


async def link_of(visitor: Visitor) -> str:
    """Ask for a sign-in link."""
    answer = await visitor.http.post(f"{visitor.path}/sign-in", headers=visitor.held)
    assert (201, {"url"}) == (answer.status_code, set(answer.json()))
    url: str = answer.json()["url"]
    return url


async def come_back(browser: httpx.AsyncClient, link: str, **form: str) -> httpx.Response:
    """Follow a link to the demo's provider, fill its form, and return the page one comes back to."""
    to_provider = await browser.get(link)
    assert 303 == to_provider.status_code
    back = await browser.post(to_provider.headers["location"], data=form)
    return await browser.get(back.headers["location"])


async def signed_in_as(engine: AsyncEngine, conversation: str) -> str | None:
    """Return the RPPS a conversation is bound to."""
    async with engine.connect() as db:
        rpps: str | None = (
            await db.execute(text("SELECT rpps FROM conversations WHERE id = :id"), {"id": conversation})
        ).scalar_one()
        return rpps


async def test_signing_in(visitor: Visitor, browser: httpx.AsyncClient, rasa: RasaServer, engine: AsyncEngine) -> None:
    """The link leads to the provider and back; the conversation is bound, says so, and the dialogue goes on by itself."""
    page = await come_back(browser, await link_of(visitor), rpps=RPPS)
    system, resumed = await visitor.answered()

    assert (200, True) == (page.status_code, "Vous êtes connecté" in page.text)
    assert RPPS == await signed_in_as(engine, visitor.id)
    assert ("system", True) == (system["author"], system["text"].startswith("Vous êtes connecté"))
    assert ["/session_ouverte"] == rasa.heard_from(visitor.id)
    assert "assistant" == resumed["author"]
    assert "session_ouverte" not in system["text"]


async def test_a_link_serves_once(visitor: Visitor, browser: httpx.AsyncClient) -> None:
    """After a sign-in its link leads to a French page that says where to get another."""
    link = await link_of(visitor)
    await come_back(browser, link, rpps=RPPS)
    again = await browser.get(link)

    assert 404 == again.status_code
    assert "Ce lien de connexion a expiré ou a déjà servi" in again.text


async def test_a_link_survives_a_preview(visitor: Visitor, browser: httpx.AsyncClient, engine: AsyncEngine) -> None:
    """Messengers open links to show them: the person who then follows it is not refused."""
    link = await link_of(visitor)
    await browser.get(link)
    page = await come_back(browser, link, rpps=RPPS)

    assert 200 == page.status_code
    assert RPPS == await signed_in_as(engine, visitor.id)


async def test_an_expired_link(visitor: Visitor, browser: httpx.AsyncClient, engine: AsyncEngine) -> None:
    """Ten minutes later the link is a French page, and nothing more."""
    link = await link_of(visitor)
    async with engine.begin() as db:
        await db.execute(
            text("UPDATE tickets SET expires_at = now() - interval '1 second' WHERE conversation = :id"), {"id": visitor.id}
        )
    page = await browser.get(link)

    assert (404, True) == (page.status_code, "Ce lien de connexion a expiré" in page.text)


async def test_declining(visitor: Visitor, browser: httpx.AsyncClient, engine: AsyncEngine) -> None:
    """Who declines at the provider comes back to a French page; the conversation stays anonymous, and the link works still."""
    link = await link_of(visitor)
    declined = await come_back(browser, link, decline="1")
    anonymous = await signed_in_as(engine, visitor.id)
    accepted = await come_back(browser, link, rpps=RPPS)

    assert (400, True) == (declined.status_code, "La connexion n’a pas abouti" in declined.text)
    assert anonymous is None
    assert 200 == accepted.status_code


async def test_coming_back_twice(visitor: Visitor, browser: httpx.AsyncClient, rasa: RasaServer) -> None:
    """The address one comes back to serves once: reloading it signs nobody in, and says nothing twice."""
    to_provider = (await browser.get(await link_of(visitor))).headers["location"]
    back = (await browser.post(to_provider, data={"rpps": RPPS})).headers["location"]
    first, again = await browser.get(back), await browser.get(back)
    await visitor.answered()

    assert [200, 400] == [first.status_code, again.status_code]
    assert ["/session_ouverte"] == rasa.heard_from(visitor.id)


@pytest.mark.parametrize("change", [{"code": "guess"}, {"state": "guess"}, {"error": "access_denied"}])
async def test_a_forged_return(visitor: Visitor, browser: httpx.AsyncClient, engine: AsyncEngine, change: dict[str, str]) -> None:
    """A return that the provider did not give signs nobody in."""
    to_provider = (await browser.get(await link_of(visitor))).headers["location"]
    back = httpx.URL((await browser.post(to_provider, data={"rpps": RPPS})).headers["location"])
    page = await browser.get(back.copy_merge_params(change))

    assert 400 == page.status_code
    assert await signed_in_as(engine, visitor.id) is None


async def test_the_demo_stays_in_the_demo(tmp_path: Path, database_url: str, rasa: RasaServer) -> None:
    """Outside demo mode the provider where anybody may be anybody does not exist; sign-in says when the real one is away."""
    real = {
        "demo": False,
        "public_url": "https://balise.example",
        "smtp_host": "127.0.0.1",
        "oidc_discovery": "http://127.0.0.1:9/.well-known/wallet-openid-configuration",
        "oidc_client_id": "balise",
        "oidc_client_secret": SecretStr("secret"),
    }
    settings: Settings = settings_for(tmp_path, database_url, rasa, **real)
    with running(settings) as url:
        async with httpx.AsyncClient(base_url=url) as http:
            visitor = await Visitor.arrive(http)
            link = await link_of(visitor)
            login = await http.get(link.replace("https://balise.example", url))
            demo = [
                await http.get(f"/demo-psc/{path}") for path in (".well-known/wallet-openid-configuration", "authorize", "jwks")
            ]

    assert link.startswith("https://balise.example/auth/login?ticket=")
    assert [404, 404, 404] == [answer.status_code for answer in demo]
    assert (503, True) == (login.status_code, "momentanément indisponible" in login.text)
