"""The desk's door: signing in and out, and what is read there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.identity.accounts import Argon2AndTotp
from balise.adapters.store.store import PostgresStore
from balise.model.agent import Role
from balise.model.procedure import Kind, draft
from balise.settings import DEMO_KEY, Settings
from balise.usecases.conversation.open import hashed
from balise.usecases.desk.accounts import AgentAccounts
from balise.wiring import now
from tests.integration.gateway.desk import COOKIE, Worker, proof_in
from tests.integration.gateway.house import Visitor, running

READ = "/api/desk/conversations"


@pytest.fixture(scope="module")
def keys() -> Argon2AndTotp:
    """Lend the real keys."""
    return Argon2AndTotp(DEMO_KEY)


@pytest.fixture
def store(engine: AsyncEngine) -> PostgresStore:
    """Lend the gateway's store."""
    return PostgresStore(engine)


@asynccontextmanager
async def browser_of(http: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """Lend a new browser."""
    async with httpx.AsyncClient(base_url=http.base_url, timeout=30) as client:
        yield client


@pytest.fixture
async def alix(http: httpx.AsyncClient, store: PostgresStore, keys: Argon2AndTotp) -> AsyncIterator[Worker]:
    """Bring an agent, not signed in yet."""
    async with browser_of(http) as client:
        yield await Worker.hired(client, store, keys, "alix", Role.AGENT)


async def test_signing_in_and_out(alix: Worker) -> None:
    """The page says who is signed in, until they sign out."""
    assert "/desk/login" == (await alix.http.get("/desk")).headers["location"]
    await alix.signs_in()
    home, me = await alix.http.get("/desk"), await alix.http.get("/api/desk/me")
    out = await alix.http.post("/desk/logout", data={"proof": proof_in(home)})

    assert "<bdi>alix</bdi> (agent)" in home.text
    assert {"subject": "local:alix", "name": "alix", "roles": ["agent"]} == me.json()
    assert (303, "/desk/login", None) == (out.status_code, out.headers["location"], alix.http.cookies.get(COOKIE))
    assert 401 == (await alix.http.get("/api/desk/me")).status_code


async def test_a_session_is_a_secret_that_only_the_browser_has(alix: Worker, engine: AsyncEngine) -> None:
    """Random, new at each login, hashed in the database, out of reach of scripts and of other sites."""
    first = await alix.signs_in()
    answer = await alix.tries()
    second = alix.http.cookies[COOKIE]
    async with engine.connect() as db:
        kept = set((await db.execute(text("SELECT hash FROM desk_sessions"))).scalars())
    alix.http.cookies.clear()
    stolen = await alix.http.get("/api/desk/me", headers={"Cookie": f"{COOKIE}={first}"})

    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(answer.headers["set-cookie"].split("; "))
    assert (43, True) == (len(second), first != second)
    assert (True, False) == (hashed(second) in kept, {first, second, hashed(first)} <= kept)
    assert 401 == stolen.status_code


async def test_a_session_set_beforehand_is_not_the_one_signed_in(alix: Worker) -> None:
    """Whoever planted a cookie in the browser knows nothing of the session that begins (fixation)."""
    planted = "p" * 43
    alix.http.cookies.set(COOKIE, planted)
    await alix.http.get("/desk/login")
    answer = await alix.tries()
    alix.http.cookies.clear()

    assert 303 == answer.status_code
    assert planted not in answer.headers["set-cookie"]
    assert 401 == (await alix.http.get("/api/desk/me", headers={"Cookie": f"{COOKIE}={planted}"})).status_code


async def test_whatever_is_wrong_the_page_is_the_same(alix: Worker) -> None:
    """An unknown name, a wrong password, a wrong code, one that has served; the name that was typed stays, nothing else."""
    served = alix.code()
    assert 303 == (await alix.tries(code=served)).status_code
    wrongs: list[dict[str, str]] = [{"name": "nobody"}, {"password": "wrong"}, {"code": "000000"}, {"code": served}]
    answers = [await alix.tries(**{"code": "123456", **wrong}) for wrong in wrongs]

    assert [422] * 4 == [answer.status_code for answer in answers]
    pages = {answer.text.replace('value="nobody"', 'value="alix"').replace(proof_in(answer), "") for answer in answers}
    assert 1 == len(pages)
    assert "Nom, mot de passe ou code incorrect" in pages.pop()
    assert all(alix.handed.password not in answer.text for answer in answers)


async def test_what_is_typed_is_shown_as_text(alix: Worker) -> None:
    """Never as markup."""
    answer = await alix.tries(name='"><script>alert(1)</script>')

    assert (422, False) == (answer.status_code, "<script" in answer.text)


@pytest.mark.parametrize("where", ["/desk/login", "/desk/logout"])
async def test_a_form_of_another_site_does_nothing(alix: Worker, where: str) -> None:
    """It has no proof: neither signs in (login CSRF) nor signs out."""
    await alix.signs_in()
    form = {"name": "alix", "password": alix.handed.password, "code": alix.code(), "proof": "f" * 64}
    answer = await alix.http.post(where, data=form)

    assert (403, "text/html; charset=utf-8") == (answer.status_code, answer.headers["content-type"])
    assert 200 == (await alix.http.get("/api/desk/me")).status_code


async def test_the_form_shown_to_another_browser_does_nothing(alix: Worker, http: httpx.AsyncClient) -> None:
    """The proof goes with the cookie."""
    async with browser_of(http) as other:
        proof = proof_in(await other.get("/desk/login"))
    await alix.http.get("/desk/login")

    assert 403 == (await alix.tries(proof=proof)).status_code


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_another_sites_page_reads_nothing(alix: Worker, site: str) -> None:
    """Even under the same domain, where the cookie goes along: reading leaves a trace, in the agent's name."""
    await alix.signs_in()
    answers = [await alix.http.get("/api/desk/me", headers={"Sec-Fetch-Site": said}) for said in (site, "same-origin", "none")]

    assert [403, 200, 200] == [answer.status_code for answer in answers]


async def test_signing_out_everywhere(alix: Worker, http: httpx.AsyncClient) -> None:
    """Ends the other browsers' sessions too."""
    async with browser_of(http) as client:
        there = Worker(client, alix.handed, alix.periods)
        await there.signs_in()
        alix.periods = there.periods
        await alix.signs_in()
        proof = proof_in(await alix.http.get("/desk"))
        await alix.http.post("/desk/logout", data={"proof": proof, "everywhere": "true"})

        assert [401, 401] == [(await one.get("/api/desk/me")).status_code for one in (alix.http, client)]


async def test_a_closed_account_is_out_at_once(alix: Worker, store: PostgresStore, keys: Argon2AndTotp) -> None:
    """Whatever it has open."""
    await alix.signs_in()
    await AgentAccounts(store, keys).close("alix")

    assert 401 == (await alix.http.get("/api/desk/me")).status_code
    assert 422 == (await alix.tries()).status_code


async def test_reading_a_conversation_is_noted_and_told(alix: Worker, visitor: Visitor, store: PostgresStore) -> None:
    """With who, and the reason they gave; without one nothing is read."""
    await alix.signs_in()
    without = [await alix.http.get(f"{READ}/{visitor.id}", params=query) for query in ({}, {"because": ""}, {"because": "  "})]
    read = await alix.http.get(f"{READ}/{visitor.id}", params={"because": "demande 7KQ4-9MXB"})
    async with store.begin() as work:
        [access] = await work.accesses.of(visitor.id)
    told = (await visitor.read())["messages"][-1]

    assert [422] * 3 == [answer.status_code for answer in without]
    assert (200, "assistant") == (read.status_code, read.json()["messages"][0]["author"])
    assert ("alix (local:alix)", "demande 7KQ4-9MXB") == (access.by, access.why)
    assert ("system", True) == (told["author"], "demande 7KQ4-9MXB" in told["text"])


async def test_an_unknown_conversation(alix: Worker) -> None:
    """Is no conversation, whatever its id looks like."""
    await alix.signs_in()
    paths = [f"{READ}/unknown", f"{READ}/%00", "/api/desk/procedures/2222-3333", "/api/desk/procedures/..%2Fme"]

    assert [404] * 4 == [(await alix.http.get(path, params={"because": "x"})).status_code for path in paths]


async def test_what_waits_is_listed(alix: Worker, store: PostgresStore) -> None:
    """For an agent, or for its holder; one is read with its history."""
    await alix.signs_in()
    mine, stuck = draft(Kind.UNPUBLISH, "c", now(), "10999999971"), draft(Kind.TICKET, "c", now(), "10999999972", "Noor Haddad")
    async with store.begin() as work:
        await work.procedures.add(mine)
        await work.procedures.add(stuck.handed_over(now(), "out_of_tries"))
    listed = {
        who: {p["reference"]: p for p in (await alix.http.get("/api/desk/procedures", params={"waiting": who})).json()}
        for who in ("agent", "holder")
    }
    one = (await alix.http.get(f"/api/desk/procedures/{stuck.reference}")).json()

    assert ({stuck.reference}, True) == (set(listed["agent"]), {mine.reference, stuck.reference} <= set(listed["holder"]))
    assert ("Noor Haddad", "out_of_tries") == (one["holder_name"], one["needs_agent"]["why"])
    assert [(None, "draft", "practitioner")] == [(move["before"], move["after"], move["by"]) for move in one["history"]]
    assert 422 == (await alix.http.get("/api/desk/procedures", params={"waiting": "nobody"})).status_code


async def test_accounts_are_listed_without_their_secrets(
    http: httpx.AsyncClient, store: PostgresStore, keys: Argon2AndTotp
) -> None:
    """To an admin."""
    async with browser_of(http) as client:
        noor = await Worker.hired(client, store, keys, "noor", Role.ADMIN)
        await noor.signs_in()
        listed = (await client.get("/api/desk/agents")).json()

    assert {"name": "noor", "roles": ["admin"], "closed": False} in listed


async def test_tries_are_counted(own_settings: Settings, keys: Argon2AndTotp, own_engine: AsyncEngine) -> None:
    """For a name, be it nobody's, and from an address: then even the right secrets have to wait, and are told so in French."""
    with running(own_settings.model_copy(update={"rate_desk": "3/minute"})) as url:
        async with httpx.AsyncClient(base_url=url) as client:
            alix = await Worker.hired(client, PostgresStore(own_engine), keys, "alix", Role.AGENT)
            answers = [await alix.tries(password="wrong", code="000000") for _ in range(3)] + [await alix.tries()]

    assert [422, 422, 422, 429] == [answer.status_code for answer in answers]
    assert (True, True) == ("Retry-After" in answers[-1].headers, "Vous allez un peu vite" in answers[-1].text)


async def test_over_https_no_other_host_sets_the_cookie(
    own_settings: Settings, keys: Argon2AndTotp, own_engine: AsyncEngine
) -> None:
    """`__Host-`, and Secure."""
    secure = own_settings.model_copy(update={"public_url": "https://balise.test"})
    with running(secure) as url:
        async with httpx.AsyncClient(base_url=url, headers={"Host": "balise.test"}) as client:
            alix = await Worker.hired(client, PostgresStore(own_engine), keys, "alix", Role.AGENT)
            page = await client.get("/desk/login")
            form = {"name": "alix", "password": alix.handed.password, "code": alix.code(), "proof": proof_in(page)}
            browser = page.headers["set-cookie"].partition(";")[0]
            answer = await client.post("/desk/login", data=form, headers={"Cookie": browser})

    assert answer.headers["set-cookie"].startswith(f"__Host-{COOKIE}=")
    assert "Secure" in answer.headers["set-cookie"].split("; ")
    assert "default-src 'none'" in page.headers["content-security-policy"]
