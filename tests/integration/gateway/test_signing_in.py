"""From a conversation to the identity provider and back, through the demo's."""

from __future__ import annotations

import asyncio
import re
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.store import PostgresStore
from balise.cli import main
from balise.commands.gateway_client import Link, open_chat
from balise.launch.checks import free_port
from balise.model.paper import Paper
from balise.settings import Settings
from tests.fakes.clock import FakeClock
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import Visitor, running
from tests.integration.gateway.reader import at_demo_provider

RPPS = "10999999998"


@pytest.fixture
async def browser(http: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """Lend a browser of its own: it says where its posts come from, and holds no conversation's token."""
    async with httpx.AsyncClient(
        base_url=http.base_url, timeout=30, headers={"Origin": str(http.base_url).rstrip("/")}
    ) as client:
        yield client


@pytest.fixture
async def stranger(http: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """Lend somebody else's browser."""
    async with httpx.AsyncClient(
        base_url=http.base_url, timeout=30, headers={"Origin": str(http.base_url).rstrip("/")}
    ) as client:
        yield client


@pytest.fixture
async def visitor(browser: httpx.AsyncClient, rasa: RasaServer) -> Visitor:  # noqa: ARG001 - as new for each visitor
    """Bring a practitioner in front of a conversation that their browser has opened."""
    return await Visitor.arrive(browser)


@pytest.fixture
async def writer(http: httpx.AsyncClient, rasa: RasaServer) -> Visitor:  # noqa: ARG001 - as new for each visitor
    """Bring a practitioner who writes from elsewhere: a messenger, the command line."""
    return await Visitor.arrive(http)


async def invited(visitor: Visitor) -> tuple[str, Visitor]:
    """Ask for a sign-in link; return it, and the visitor who holds the conversation from then on."""
    answer = await visitor.http.post(f"{visitor.path}/sign-in", headers=visitor.held)
    assert (201, {"url", "code", "token"}) == (answer.status_code, set(answer.json()))
    return answer.json()["url"], replace(visitor, token=answer.json()["token"])


async def link_of(visitor: Visitor) -> str:
    """Ask for a sign-in link."""
    return (await invited(visitor))[0]


def form_of(page: httpx.Response) -> dict[str, str]:
    """Return the hidden fields of the page that asks for a click."""
    return dict(re.findall(r'name="(ticket|proof)" value="([^"]*)"', page.text))


async def to_provider(browser: httpx.AsyncClient, link: str, code: str = "") -> str:
    """Follow a link and click; return the provider's address."""
    page = await browser.get(link)
    assert 200 == page.status_code
    sent = await browser.post("/auth/login", data=form_of(page) | {"code": code})
    assert 303 == sent.status_code
    return str(sent.headers["location"])


async def come_back(browser: httpx.AsyncClient, link: str, code: str = "", **form: str) -> httpx.Response:
    """Follow a link to the demo's provider, fill its form, and return the page one comes back to."""
    return await browser.get(await at_demo_provider(browser, await to_provider(browser, link, code), **form))


async def signed_in_as(engine: AsyncEngine, conversation: str) -> str | None:
    """Return the RPPS a conversation is bound to."""
    async with engine.connect() as db:
        rpps: str | None = (
            await db.execute(text("SELECT rpps FROM conversations WHERE id = :id"), {"id": conversation})
        ).scalar_one()
        return rpps


async def test_signing_in(visitor: Visitor, browser: httpx.AsyncClient, rasa: RasaServer, engine: AsyncEngine) -> None:
    """The link leads to the provider and back; the conversation is bound, says so, and the dialogue goes on by itself."""
    link, holder = await invited(visitor)
    page = await come_back(browser, link, rpps=RPPS)
    system, resumed = await holder.answered()

    assert (200, True) == (page.status_code, "Vous êtes connecté" in page.text)
    assert RPPS == await signed_in_as(engine, visitor.id)
    assert ("system", True) == (system["author"], system["text"].startswith("Vous êtes connecté"))
    assert ["/session_ouverte"] == rasa.heard_from(visitor.id)
    assert "assistant" == resumed["author"]
    assert "session_ouverte" not in system["text"]


async def refusals(visitor: Visitor, file: str) -> set[tuple[int, str]]:
    """Return how whoever holds a token is answered, whatever they ask: (status, error)."""
    asked = [
        await visitor.get(),
        await visitor.get(wait=20),
        await visitor.get("/events"),
        await visitor.get(f"/files/{file}"),
        await visitor.get("/messages/1/understanding"),
        await visitor.post({"text": "oui"}),
        await visitor.http.post(f"{visitor.path}/sign-in", headers=visitor.held),
        await visitor.http.post(f"{visitor.path}/sign-out", headers=visitor.held),
    ]
    return {(answer.status_code, answer.json()["error"]) for answer in asked}


async def test_an_older_anonymous_token_opens_nothing_after_a_sign_in(
    visitor: Visitor, browser: httpx.AsyncClient, engine: AsyncEngine
) -> None:
    """Whoever copied it, or planted it, can neither read, listen, say, fetch, sign in nor out; signing in again renews again."""
    async with PostgresStore(engine).begin() as work:
        file = await work.files.keep(visitor.id, Paper("p.txt", "text/plain", b"x", "Papier"))
    link, first = await invited(visitor)
    before = await refusals(first, file)
    await come_back(browser, link, rpps=RPPS)
    link, second = await invited(first)
    read = await first.get(f"/files/{file}")
    await come_back(browser, link, rpps=RPPS)

    assert {(404, "not_found")} == before == await refusals(visitor, file) == await refusals(first, file)
    assert (200, 200) == (read.status_code, (await second.get()).status_code)
    assert RPPS == await signed_in_as(engine, visitor.id)


async def test_of_several_links_any_may_be_followed(visitor: Visitor, browser: httpx.AsyncClient) -> None:
    """Then the others are dead, and so are their tokens: whoever asked for them before the sign-in may not be who signed in."""
    asked = [await invited(visitor) for _ in range(3)]
    await come_back(browser, asked[1][0], rpps=RPPS)

    assert [404, 200, 404] == [(await holder.get()).status_code for _, holder in asked]
    assert [404, 404] == [(await browser.get(asked[n][0])).status_code for n in (0, 2)]


async def test_who_listens_with_the_former_token_hears_no_more(visitor: Visitor, browser: httpx.AsyncClient) -> None:
    """A stream and a long poll that were open end with the sign-in, and tell nothing of it."""
    heard: list[str] = []

    async def listen() -> None:
        async for kind, data in visitor.events():
            heard.append(data.get("text", kind))

    listening, polling = asyncio.create_task(listen()), asyncio.create_task(visitor.get(since=1, wait=20))
    while "state" not in heard:
        await asyncio.sleep(0.02)
    link, holder = await invited(visitor)
    await come_back(browser, link, rpps=RPPS)
    await asyncio.wait_for(listening, 5)

    assert (404, ["state"]) == ((await asyncio.wait_for(polling, 5)).status_code, heard[1:])
    assert "Vous êtes connecté" in (await holder.answered())[0]["text"]


async def test_the_state_tells_who_is_signed_in(visitor: Visitor, browser: httpx.AsyncClient, engine: AsyncEngine) -> None:
    """Their name and until when, in what is read and in the stream; nothing once it holds no more."""
    link, holder = await invited(visitor)
    before = (await visitor.read())["signed_in"]
    await come_back(browser, link, rpps=RPPS)
    signed = (await holder.read())["signed_in"]
    streamed = [data["signed_in"] async for kind, data in first_state(holder) if kind == "state"]
    async with engine.begin() as db:
        await db.execute(text("UPDATE conversations SET signed_in_until = now() WHERE id = :id"), {"id": visitor.id})

    assert (None, {"name", "until"}) == (before, set(signed))
    assert [signed] == streamed
    assert signed["name"].strip()
    assert datetime.now(UTC) < datetime.fromisoformat(signed["until"])
    assert (await holder.read())["signed_in"] is None


async def first_state(visitor: Visitor) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    """Listen up to the first state."""
    async for event in visitor.events():
        yield event
        if event[0] == "state":
            return


async def test_a_message_offers_to_sign_in_without_a_link(visitor: Visitor, rasa: RasaServer) -> None:
    """Whoever reads it asks for their own: one that stood there would be for whoever copied the token."""
    rasa.answers["mes BAL"] = [{"text": "Connectez-vous."}, {"custom": {"sign_in": "Me connecter"}}]
    (offer,) = await visitor.ask("mes BAL")
    (welcome,) = (await visitor.read())["messages"][:1]

    assert ("Me connecter", [], None) == (offer["sign_in"], offer["links"], welcome["sign_in"])


async def test_the_command_line_goes_on_after_a_sign_in(
    http: httpx.AsyncClient, browser: httpx.AsyncClient, rasa: RasaServer
) -> None:
    """Where a message offers to sign in, `balise chat` shows a link and its code; once followed, what is typed next is said."""
    rasa.answers["mes BAL"] = [{"text": "Connectez-vous."}, {"custom": {"sign_in": "Me connecter"}}]
    words = ("-m", "balise.cli", "chat", "--url", str(http.base_url))
    chat = await asyncio.create_subprocess_exec(sys.executable, *words, stdin=PIPE, stdout=PIPE)
    assert chat.stdin is not None
    assert chat.stdout is not None
    chat.stdin.write(b"mes BAL\n")
    await asyncio.wait_for(chat.stdout.readuntil("Me connecter (code de vérification".encode()), 30)
    found = re.search(r"(\d{4})\) : (\S+)", (await chat.stdout.readline()).decode())
    assert found is not None
    await come_back(browser, found[2], found[1], rpps=RPPS)
    shown, _ = await asyncio.wait_for(chat.communicate(b"merci\n"), 30)

    assert 0 == chat.returncode
    assert re.search("Vous êtes connecté.*J’ai entendu « merci ».", shown.decode().replace("\u00a0", " "), re.DOTALL)


async def test_the_command_line_shows_one_link_while_it_can_serve(
    http: httpx.AsyncClient, browser: httpx.AsyncClient, rasa: RasaServer
) -> None:
    """The same at each offer; another after ten minutes, or once it has served."""
    rasa.answers["mes BAL"] = [{"text": "Connectez-vous."}, {"custom": {"sign_in": "Me connecter"}}]
    clock = FakeClock()
    with open_chat(str(http.base_url)) as opened:
        chat = replace(opened, clock=lambda: clock().timestamp())

        async def offer() -> Link:
            await asyncio.to_thread(chat.say, "mes BAL")
            link = await asyncio.to_thread(chat.offer)
            assert link is not None
            return link

        first, again = await offer(), await offer()
        clock.advance(minutes=10)
        late = await offer()
        await come_back(browser, late.url, late.code, rpps=RPPS)
        after = await offer()

    assert first == again
    assert 3 == len({first.url, late.url, after.url})


async def test_the_command_line_goes_on_where_no_more_links_are_given(
    own_settings: Settings, rasa: RasaServer, tmp_path: Path
) -> None:
    """One link is shown twice in a conversation; the next conversation of this address reads the offer without a link."""
    rasa.answers["mes BAL"] = [{"text": "Connectez-vous."}, {"custom": {"sign_in": "Me connecter"}}]
    script = tmp_path / "script.txt"
    script.write_text("mes BAL\nmes BAL\n")
    with running(own_settings.model_copy(update={"rate_sign_ins": "1/hour"})) as url:
        words = ["chat", "--url", url, "--script", str(script)]
        first, second = [await asyncio.to_thread(CliRunner().invoke, main, words) for _ in range(2)]

    links = re.findall(r"Me connecter \(.*\) : (\S+)", first.stdout)
    assert (0, 2, 1) == (first.exit_code, len(links), len(set(links)))
    assert (0, 2) == (second.exit_code, len(re.findall(r"Me connecter$", second.stdout, re.MULTILINE)))


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
    link, holder = await invited(visitor)
    back = await at_demo_provider(browser, await to_provider(browser, link), rpps=RPPS)
    first, again = await browser.get(back), await browser.get(back)
    await holder.answered()

    assert [200, 400] == [first.status_code, again.status_code]
    assert ["/session_ouverte"] == rasa.heard_from(visitor.id)


@pytest.mark.parametrize("change", [{"code": "guess"}, {"state": "guess"}, {"error": "access_denied"}])
async def test_a_forged_return(visitor: Visitor, browser: httpx.AsyncClient, engine: AsyncEngine, change: dict[str, str]) -> None:
    """A return that the provider did not give signs nobody in."""
    provider = await to_provider(browser, await link_of(visitor))
    back = httpx.URL(await at_demo_provider(browser, provider, rpps=RPPS))
    page = await browser.get(back.copy_merge_params(change))

    assert 400 == page.status_code
    assert await signed_in_as(engine, visitor.id) is None


async def test_a_stolen_link_in_another_browser(
    visitor: Visitor, stranger: httpx.AsyncClient, browser: httpx.AsyncClient, engine: AsyncEngine
) -> None:
    """A link sent to somebody else says so in French, sets nothing going, and still works where it belongs."""
    link = await link_of(visitor)
    page = await stranger.get(link)
    own = await browser.get(link)
    posted = await stranger.post("/auth/login", data=form_of(own))

    assert (403, True) == (page.status_code, "dans le navigateur où la conversation a commencé" in page.text)
    assert (403, {}) == (posted.status_code, form_of(page))
    assert await signed_in_as(engine, visitor.id) is None
    assert 200 == (await come_back(browser, link, rpps=RPPS)).status_code


async def test_a_click_is_the_persons_own(visitor: Visitor, browser: httpx.AsyncClient) -> None:
    """Without what the page holds, or with that of another link, the form of another site sets nothing going."""
    link, other = await link_of(visitor), await link_of(visitor)
    page, elsewhere = form_of(await browser.get(link)), form_of(await browser.get(other))
    forged = [{"ticket": page["ticket"]}, page | {"proof": ""}, page | {"proof": elsewhere["proof"]}, page | {"proof": "é"}]

    assert [403] * 4 == [(await browser.post("/auth/login", data=data)).status_code for data in forged]


async def test_a_login_is_not_finished_in_another_browser(
    visitor: Visitor, browser: httpx.AsyncClient, stranger: httpx.AsyncClient, engine: AsyncEngine
) -> None:
    """Who makes somebody else's browser come back with their own login (login CSRF) binds nobody, there or here."""
    provider = await to_provider(browser, await link_of(visitor))
    back = await at_demo_provider(browser, provider, rpps=RPPS)
    planted = await stranger.get(back)
    late = await browser.get(back)

    assert [400, 400] == [planted.status_code, late.status_code]
    assert await signed_in_as(engine, visitor.id) is None


async def test_the_code_of_a_conversation_held_elsewhere(
    writer: Visitor, browser: httpx.AsyncClient, engine: AsyncEngine
) -> None:
    """Outside a page, the link asks for the code that stands beside it; a wrong one is asked again, thrice at most."""
    made = (await writer.http.post(f"{writer.path}/sign-in", headers=writer.held)).json()
    page = await browser.get(made["url"])
    wrong = "0000" if made["code"] != "0000" else "1111"
    again = await browser.post("/auth/login", data=form_of(page) | {"code": wrong})
    done = await come_back(browser, made["url"], made["code"], rpps=RPPS)
    held = {"Authorization": f"Bearer {made['token']}"}
    burnt = (await writer.http.post(f"{writer.path}/sign-in", headers=held)).json()
    guesses = [(await browser.post("/auth/login", data=form_of(await browser.get(burnt["url"])))).status_code for _ in range(3)]

    assert made["code"] not in page.text
    assert (422, True) == (again.status_code, "Ce code n’est pas celui de votre conversation" in again.text)
    assert (200, RPPS) == (done.status_code, await signed_in_as(engine, writer.id))
    assert ([422, 422, 404], 404) == (guesses, (await browser.get(burnt["url"])).status_code)


@pytest.mark.parametrize("origin", ["https://elsewhere.test", "null", ""])
async def test_a_page_of_another_site_is_no_browser_of_ours(http: httpx.AsyncClient, origin: str) -> None:
    """The cookie would not come back from there: the conversation gets none, and its links have a code."""
    opened = await http.post("/api/conversations", headers={"Origin": origin} if origin else {})
    made = await http.post(
        f"/api/conversations/{opened.json()['conversation']}/sign-in",
        headers={"Authorization": f"Bearer {opened.json()['token']}"},
    )

    assert "set-cookie" not in opened.headers
    assert 4 == len(made.json()["code"])


async def test_no_detour_after_a_login(visitor: Visitor, browser: httpx.AsyncClient) -> None:
    """Whatever is added to the link or to the way back, nobody is led anywhere but to the provider and to a page of ours."""
    detour = {"next": "https://elsewhere.test/", "redirect_uri": "https://elsewhere.test/", "return_to": "//elsewhere.test"}
    link = httpx.URL(await link_of(visitor)).copy_merge_params(detour)
    sent = await browser.post("/auth/login", data=form_of(await browser.get(link)) | detour)
    back = await at_demo_provider(browser, sent.headers["location"], rpps=RPPS)
    page = await browser.get(httpx.URL(back).copy_merge_params(detour))

    assert 200 == page.status_code
    assert "elsewhere" not in sent.headers["location"] + back + page.text
    assert ["/"] == re.findall(r'<a href="([^"]*)"', page.text)


async def test_the_page_of_a_link_is_inert_and_kept_by_nobody(visitor: Visitor, browser: httpx.AsyncClient) -> None:
    """French, no script, not framed, not cached; what the link carries is escaped; the cookie is the browser's alone."""
    page = await browser.get(await link_of(visitor))
    odd = await browser.get("/auth/login", params={"ticket": '"><script>'})
    cookie = page.headers["set-cookie"]

    assert "commencée le" in page.text
    assert "<script" not in page.text + odd.text
    assert ("no-store", True) == (
        page.headers["cache-control"],
        "frame-ancestors 'none'" in page.headers["content-security-policy"],
    )
    # Browsers apply it to the redirection to the provider that follows the form.
    assert "form-action" not in page.headers["content-security-policy"]
    assert {"httponly", "samesite=lax", "path=/"} <= {part.strip().lower() for part in cookie.split(";")}


async def test_signing_out(visitor: Visitor, browser: httpx.AsyncClient, engine: AsyncEngine) -> None:
    """The conversation is nobody's again; the link leads to the provider's end of session, and back to a page of ours."""
    link, holder = await invited(visitor)
    await come_back(browser, link, rpps=RPPS)
    out = await holder.http.post(f"{holder.path}/sign-out", headers=holder.held)
    provider = await browser.get(out.json()["url"])
    back = await browser.get(provider.headers["location"])
    page = await browser.get(back.headers["location"])
    again = await holder.http.post(f"{holder.path}/sign-out", headers=holder.held)

    assert await signed_in_as(engine, visitor.id) is None
    assert [200, 303, 303, 200] == [answer.status_code for answer in (out, provider, back, page)]
    assert "Vous êtes déconnecté" in page.text
    assert (200, {"url": None}) == (again.status_code, again.json())


async def test_signing_out_everywhere(visitor: Visitor, writer: Visitor, browser: httpx.AsyncClient, engine: AsyncEngine) -> None:
    """Every conversation of the person is, wherever it is held."""
    made = (await writer.http.post(f"{writer.path}/sign-in", headers=writer.held)).json()
    await come_back(browser, made["url"], made["code"], rpps="10999999996")
    link, holder = await invited(visitor)
    await come_back(browser, link, rpps="10999999996")
    await holder.http.post(f"{holder.path}/sign-out", params={"everywhere": True}, headers=holder.held)

    assert [None, None] == [await signed_in_as(engine, one.id) for one in (visitor, writer)]


async def test_a_link_out_that_is_unknown(browser: httpx.AsyncClient) -> None:
    """A French page, and no detour."""
    page = await browser.get("/auth/logout?ticket=unknown&post_logout_redirect_uri=https://elsewhere.test/")

    assert (404, True, False) == (page.status_code, "a expiré" in page.text, "elsewhere" in page.text)


async def test_the_demo_stays_in_the_demo(tmp_path: Path, database_url: str, rasa: RasaServer) -> None:
    """
    Outside demo mode the provider where anybody may be anybody does not exist; sign-in says when the real one is away.

    The cookie of the browser is then one that no other host can set, over https alone.
    """
    settings = Settings(
        demo=False,
        state=tmp_path,
        port=free_port(),
        database_url=SecretStr(database_url),
        rasa_url=rasa.url,
        rasa_token=SecretStr("a token long enough"),
        actions_token=SecretStr("another token long enough"),
        secret_key=SecretStr("a key long enough"),
        actions_url=rasa.url,
        public_url="https://balise.example",
        smtp_host="127.0.0.1",
        oidc_discovery="http://127.0.0.1:9/.well-known/wallet-openid-configuration",
        oidc_client_id="balise",
        oidc_client_secret=SecretStr("a secret long enough"),
    )
    with running(settings) as url:
        async with httpx.AsyncClient(base_url=url) as http:
            opened = await http.post("/api/conversations", headers={"Origin": "https://balise.example"})
            name, _, value = opened.headers["set-cookie"].partition(";")[0].partition("=")
            # The client speaks http here, and would not send back a cookie for https.
            cookie = {"Cookie": f"{name}={value}"}
            visitor = Visitor(http, opened.json()["conversation"], opened.json()["token"])
            link = await link_of(visitor)
            page = await http.get(link.replace("https://balise.example", url), headers=cookie)
            login = await http.post("/auth/login", data=form_of(page), headers=cookie)
            demo = [
                await http.get(f"/demo-psc/{path}") for path in (".well-known/wallet-openid-configuration", "authorize", "jwks")
            ]

    assert ("__Host-balise", True) == (name, "; Secure" in opened.headers["set-cookie"])
    assert link.startswith("https://balise.example/auth/login?ticket=")
    assert [404, 404, 404] == [answer.status_code for answer in demo]
    assert (503, True) == (login.status_code, "momentanément indisponible" in login.text)
