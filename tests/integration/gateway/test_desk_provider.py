"""Agents sign in through their organisation's provider: one that nobody here wrote."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from pydantic import SecretStr

from balise.launch.checks import free_port
from balise.settings import Settings
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.desk import proof_in
from tests.integration.gateway.house import running, settings_for

# oidc-provider-mock calls parts of authlib that are going away.
pytestmark = [
    pytest.mark.filterwarnings("ignore::authlib.deprecate.AuthlibDeprecationWarning"),
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
]
GROUPS = {"noor": ["support"], "ada": ["support", "chefs"], "stranger": ["ailleurs"]}


@dataclass(frozen=True)
class Desk:
    """A gateway whose agents sign in elsewhere."""

    url: str

    def browser(self) -> httpx.AsyncClient:
        """Open a browser."""
        return httpx.AsyncClient(base_url=self.url, timeout=30)

    async def way_back(self, browser: httpx.AsyncClient, sub: str) -> str:
        """Leave for the provider and say who one is; return where it sends the browser back."""
        proof = proof_in(await browser.get("/desk/login"))
        leaving = await browser.post("/desk/login/provider", data={"proof": proof})
        assert 303 == leaving.status_code, leaving.text
        return str((await browser.post(leaving.headers["location"], data={"sub": sub})).headers["location"])


@pytest.fixture(scope="module")
async def desk(tmp_path_factory: pytest.TempPathFactory, database_url: str, rasa_of_module: RasaServer) -> AsyncIterator[Desk]:
    """Lend it."""
    mock = pytest.importorskip("oidc_provider_mock")
    users = [mock.User(sub=sub, claims={"name": sub.title(), "equipes": groups}) for sub, groups in GROUPS.items()]
    port = free_port()
    with mock.run_server_in_thread(require_client_registration=True, user_claims=users) as server:
        provider = f"http://localhost:{server.server_port}"
        back = {"redirect_uris": [f"http://127.0.0.1:{port}/desk/callback"]}
        async with httpx.AsyncClient() as http:
            known = (await http.post(f"{provider}/oauth2/clients", json=back)).json()
        settings: Settings = settings_for(
            tmp_path_factory.mktemp("desk"),
            database_url,
            rasa_of_module,
            desk_oidc_discovery=f"{provider}/.well-known/openid-configuration",
            desk_oidc_client_id=known["client_id"],
            desk_oidc_client_secret=SecretStr(known["client_secret"]),
            desk_oidc_claim="equipes",
            desk_oidc_agents="support",
            desk_oidc_admins="chefs",
        ).model_copy(update={"port": port})
        with running(settings) as url:
            yield Desk(url)


@pytest.mark.parametrize(("sub", "roles"), [("noor", ["agent"]), ("ada", ["admin", "agent"])])
async def test_a_group_lets_its_people_in(desk: Desk, sub: str, roles: list[str]) -> None:
    """With the roles of their groups. Coming back shows a page: a redirection would not bring the cookie along."""
    async with desk.browser() as browser:
        back = await browser.get(await desk.way_back(browser, sub))
        me = (await browser.get("/api/desk/me")).json()

    assert (200, True) == (back.status_code, "Vous êtes connecté" in back.text)
    assert {"subject": f"oidc:{sub}", "name": sub.title(), "roles": roles} == me


async def test_whoever_is_in_no_group_stays_out(desk: Desk) -> None:
    """And is told why."""
    async with desk.browser() as browser:
        back = await browser.get(await desk.way_back(browser, "stranger"))
        me = await browser.get("/api/desk/me")

    assert (403, 401, True) == (back.status_code, me.status_code, "n’a pas accès au bureau" in back.text)


async def test_a_way_back_serves_once_and_in_its_browser(desk: Desk) -> None:
    """Neither another browser (login CSRF) nor a second time."""
    async with desk.browser() as browser, desk.browser() as other:
        first, second = await desk.way_back(browser, "noor"), await desk.way_back(browser, "noor")
        await other.get("/desk/login")
        answers = [await other.get(first), await browser.get(first), await browser.get(second), await browser.get(second)]
        stranger = await other.get("/api/desk/me")

    assert [403, 403, 200, 403] == [answer.status_code for answer in answers]
    assert 401 == stranger.status_code


async def test_signing_out_leads_through_the_provider(desk: Desk) -> None:
    """The page allows its form to lead there; the session here has ended, and the provider is told which of its own is to end."""
    async with desk.browser() as browser:
        await browser.get(await desk.way_back(browser, "noor"))
        home = await browser.get("/desk")
        out = await browser.post("/desk/logout", data={"proof": proof_in(home)})
        asked = await browser.get(out.headers["location"])
        me = await browser.get("/api/desk/me")
    query = parse_qs(urlsplit(out.headers["location"]).query)

    assert "form-action" not in home.headers["content-security-policy"]
    assert (303, "no-referrer") == (out.status_code, out.headers["referrer-policy"])
    assert [f"{desk.url}/desk/login"] == query["post_logout_redirect_uri"]
    assert {"sub": "noor"}.items() <= claims_in(query["id_token_hint"][0]).items()
    assert (200, 401) == (asked.status_code, me.status_code)


def claims_in(token: str) -> dict[str, object]:
    """Return what a token says, unverified."""
    part = token.split(".")[1]
    said: dict[str, object] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return said


async def test_local_accounts_are_closed_there(desk: Desk) -> None:
    """One way in at a time."""
    async with desk.browser() as browser:
        page = await browser.get("/desk/login")
        form = {"proof": proof_in(page), "name": "alix", "password": "x", "code": "000000"}
        answer = await browser.post("/desk/login", data=form)

    assert (404, False) == (answer.status_code, 'name="password"' in page.text)
