"""
Who may do what: every route of the gateway, for everybody who may come, on what is theirs and on what is another's.

The routes are the application's own: one that has no row here fails, and so does a row of no route.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv4Address, IPv4Network
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.identity.accounts import Argon2AndTotp
from balise.adapters.store.store import PostgresStore
from balise.model.agent import Role
from balise.model.conversation import Author, Draft, Reply
from balise.model.identity import Person, SignIn
from balise.model.paper import PICTURE, Paper
from balise.model.procedure import Kind, Procedure, draft
from balise.settings import DEMO_KEY, Settings
from balise.usecases.conversation.browser_session import FindSession
from balise.usecases.procedures.theirs import theirs
from balise.wiring import now
from channels.web.app import create_app
from channels.web.browser import proof
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.desk import COOKIE, Worker
from tests.integration.gateway.house import running

BROWSER = "balise"
"""The cookie of practitioners' browsers."""

ADVICE = 2
"""Where, in each conversation, a message may be judged."""

WHO = ("anonymous", "A", "B", "delegate", "agent", "admin")
"""Nobody; two practitioners; the one to whom A has delegated a box; the desk."""

MATRIX: Mapping[str, str] = {
    # method and path                                      anonymous  A        B        delegate agent    admin
    "GET /openapi.json":                                    "200      200      200      200      200      200",
    "GET /static":                                          "200      200      200      200      200      200",
    "GET /healthz":                                         "200      200      200      200      200      200",
    "GET /readyz":                                          "200      200      200      200      200      200",
    "GET /confidentialite":                                 "200      200      200      200      200      200",
    "GET /styles":                                          "200      200      200      200      200      200",
    "GET /api/suggestions":                                 "200      200      200      200      200      200",
    # conversations: their token, and nothing else
    "POST /api/conversations":                              "201      201      201      201      201      201",
    "POST /api/conversations/{id}/messages":                "401      202/404  202/404  202/404  401      401",
    "GET /api/conversations/{id}/messages":                 "401      200/404  200/404  200/404  401      401",
    "GET /api/conversations/{id}/messages/{seq}/understanding": "401  200/404  200/404  200/404  401      401",
    "PUT /api/conversations/{id}/messages/{seq}/opinion":   "401      200/404  200/404  200/404  401      401",
    "DELETE /api/conversations/{id}/messages/{seq}/opinion": "401     204/404  204/404  204/404  401      401",
    "GET /api/conversations/{id}/files/{file}":             "401      200/404  200/404  200/404  401      401",
    "POST /api/conversations/{id}/sign-in":                 "401      201/404  201/404  201/404  401      401",
    "POST /api/conversations/{id}/sign-out":                "401      200/404  200/404  200/404  401      401",
    "GET /api/conversations/{id}/events":                   "401      200/404  200/404  200/404  401      401",
    # the page without script: the browser's cookie; another's is another's file, link, or form
    "GET /":                                                "200      200      200      200      200      200",
    "POST /chat/begin":                                     "303      303      303      303      303      303",
    "POST /chat/say":                                       "404      303/403  303/403  303/403  404      404",
    "POST /chat/opinion":                                   "404      303/403  303/403  303/403  404      404",
    "GET /chat/files/{file}":                               "404      200/404  200/404  200/404  404      404",
    "GET /chat/pictures/{file}":                             "404      200/404  200/404  200/404  404      404",
    "GET /chat/transcript":                                 "404      200      200      200      404      404",
    "POST /chat/sign-in":                                   "404      303/403  303/403  303/403  404      404",
    "POST /chat/sign-out":                                  "404      303/403  303/403  303/403  404      404",
    "GET /chat/signed-out":                                 "200      200      200      200      200      200",
    "POST /chat/leave":                                     "404      303/403  303/403  303/403  404      404",
    # signing in: the link's own browser
    "GET /auth/login":                                      "403      200/403  200/403  200/403  403      403",
    "POST /auth/login":                                     "403      303/403  303/403  303/403  403      403",
    "GET /auth/callback":                                   "400      400      400      400      400      400",
    "GET /auth/logout":                                     "404      404      404      404      404      404",
    "GET /auth/logged-out":                                 "200      200      200      200      200      200",
    # the demo's provider: anybody may be anybody there, with a request of ours
    "GET /demo-psc/.well-known/wallet-openid-configuration": "200     200      200      200      200      200",
    "GET /demo-psc/jwks":                                   "200      200      200      200      200      200",
    "GET /demo-psc/authorize":                              "400      400      400      400      400      400",
    "POST /demo-psc/authorize":                             "400      400      400      400      400      400",
    "POST /demo-psc/token":                                 "401      401      401      401      401      401",
    "GET /demo-psc/userinfo":                               "401      401      401      401      401      401",
    "GET /demo-psc/logout":                                 "400      400      400      400      400      400",
    # the desk: agents see what is people's, admins look after accounts
    "GET /api/desk/me":                                     "401      401      401      401      200      200",
    "GET /api/desk/procedures":                             "401      401      401      401      200      403",
    "GET /api/desk/procedures/{reference}":                 "401      401      401      401      200      403",
    "GET /api/desk/conversations/{id}":                     "401      401      401      401      200      403",
    "GET /api/desk/agents":                                 "401      401      401      401      403      200",
    "GET /desk":                                            "303      303      303      303      200      200",
    "GET /desk/login":                                      "200      200      200      200      200      200",
    "POST /desk/login":                                     "403      403      403      403      403      403",
    "POST /desk/login/provider":                            "403      403      403      403      403      403",
    "GET /desk/callback":                                   "404      404      404      404      404      404",
    "POST /desk/logout":                                    "403      403      403      403      303/403  303/403",
}  # fmt: skip
"""The status on one's own, then on another's where it is a different one. Agents have nothing of their own but their session."""

ME = Person("10999999981", "Titulaire", "Ada")
OTHER = Person("10999999982", "Voisin", "Bo")
DELEGATE = Person("10999999983", "Remplaçant", "Cléo")


@dataclass
class Comer:
    """Somebody in front of the gateway, with what is theirs; empty for who has no such thing."""

    http: httpx.AsyncClient
    conversation: str = "nothing"
    token: str = ""
    file: str = "nothing"
    session: str = "nothing"
    session_file: str = "nothing"
    link: str = "nothing"
    reference: str = "2222-3333"
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def browser(self) -> str:
        """The secret in the browser's cookie."""
        return self.http.cookies.get(BROWSER, "")


@dataclass
class World:
    """A gateway, its routes, and who comes."""

    app: FastAPI
    url: str
    store: PostgresStore
    desk: Mapping[str, str]
    addresses: Iterator[IPv4Address] = field(default_factory=IPv4Network("10.0.0.0/16").hosts)

    def routes(self) -> set[str]:
        """Return every route, by method and path; those that only say what a route is are left out."""
        return {
            f"{method} {route.path}"
            for route in iter_route_contexts(self.app.routes)
            for method in (getattr(route, "methods", None) or {"GET"}) - {"HEAD", "OPTIONS"}
        }

    async def comers(self, stack: AsyncExitStack) -> dict[str, Comer]:
        """Bring everybody, each with a browser."""
        # From an address of its own each time: how often one may be wrong is counted by address.
        origin = {"Origin": self.url, "X-Forwarded-For": str(next(self.addresses))}
        comers = {
            who: Comer(await stack.enter_async_context(httpx.AsyncClient(base_url=self.url, timeout=30, headers=origin)))
            for who in WHO
        }
        for who, person in {"A": ME, "B": OTHER, "delegate": DELEGATE}.items():
            await self._settle(comers[who], person)
        for who, secret in self.desk.items():
            comers[who].http.cookies.set(COOKIE, secret)
        return comers

    async def _settle(self, comer: Comer, person: Person) -> None:
        """Give a practitioner two conversations, one by token and one by cookie, signed in, with a file; and a procedure."""
        async with httpx.AsyncClient(base_url=self.url) as program:
            opened = (await program.post("/api/conversations")).json()
        begun = await comer.http.post("/chat/begin")
        assert 303 == begun.status_code, begun.text
        comer.conversation, comer.token = opened["conversation"], opened["token"]
        comer.headers = {"Authorization": f"Bearer {comer.token}"}
        comer.session = (await FindSession(self.store)(comer.browser)).id
        async with self.store.begin() as work:
            paper = Paper("p.png", PICTURE, b"x", "Papier")
            comer.file, comer.session_file = [await work.files.keep(one, paper) for one in (comer.conversation, comer.session)]
            for one in (comer.conversation, comer.session):
                await work.conversations.append(one, Draft(Author.ASSISTANT, Reply("Videz-la.", source="Fiche")))
                await work.conversations.set_sign_in(one, SignIn(person, now(), now() + timedelta(hours=1)))
            comer.reference = (await work.procedures.begin(entrusted(person, comer.conversation))).reference
        asked = await comer.http.post("/chat/sign-in", data={"proof": proof(comer.browser, f"form\n{comer.session}")})
        comer.link = parse_qs(urlsplit(asked.headers["location"]).query)["ticket"][0]


def entrusted(person: Person, conversation: str) -> Procedure:
    """Return a delegation of a person's to the delegate."""
    made = draft(Kind.DELEGATION, conversation, now(), person.rpps, person.full_name)
    return made.edited("box@x.test", delegate=DELEGATE.full_name, delegate_rpps=DELEGATE.rpps)


@pytest.fixture(scope="module")
async def world(settings: Settings, engine: AsyncEngine, rasa_of_module: RasaServer) -> AsyncIterator[World]:  # noqa: ARG001
    """Open the gateway, an agent and an admin signed in at its desk."""
    settings = settings.model_copy(update={"proxies": ("127.0.0.1",)})
    app, store, keys = create_app(settings), PostgresStore(engine), Argon2AndTotp(DEMO_KEY)
    with running(settings, app) as url:
        desk = {}
        for role in Role:
            async with httpx.AsyncClient(base_url=url) as client:
                desk[str(role)] = await (await Worker.hired(client, store, keys, f"matrix-{role}", role)).signs_in()
        yield World(app, url, store, desk)


def asked_with(route: str, comer: Comer, target: Comer) -> dict[str, Any]:
    """Return what goes with a request for what is a target's, made by somebody with what they have."""
    form = {"proof": proof(comer.browser if target is comer else target.browser, f"form\n{target.session}")}
    desk = proof(comer.http.cookies.get(COOKIE, "") if target is comer else "another", "desk")
    nobody = {"proof": "f" * 64, "name": "nobody", "password": "x", "code": "000000"}
    special: dict[str, dict[str, Any]] = {
        "POST /api/conversations/{id}/messages": {"json": {"text": "bonjour"}},
        "POST /chat/say": {"data": form | {"text": "bonjour", "key": target.session}},
        "PUT /api/conversations/{id}/messages/{seq}/opinion": {"json": {"helpful": True}},
        "POST /chat/opinion": {"data": form | {"seq": str(ADVICE), "helpful": "yes"}},
        "POST /chat/sign-in": {"data": form},
        "POST /chat/sign-out": {"data": form},
        "POST /chat/leave": {"data": form},
        "GET /chat/signed-out": {"params": {"ticket": "nothing"}},
        "GET /auth/login": {"params": {"ticket": target.link}},
        "POST /auth/login": {
            "data": {"ticket": target.link, "proof": proof(comer.browser, f"login\n{target.link}")},
        },
        "GET /auth/callback": {"params": {"state": "nothing", "code": "nothing"}},
        "GET /auth/logout": {"params": {"ticket": "nothing"}},
        "GET /api/desk/conversations/{id}": {"params": {"because": "demande d’aide"}},
        "POST /desk/login": {"data": nobody},
        "POST /desk/login/provider": {"data": nobody},
        "POST /desk/logout": {"data": {"proof": desk}},
    }
    return special.get(route, {})


async def status(route: str, comer: Comer, target: Comer) -> int:
    """Return how somebody is answered who asks for what is a target's."""
    method, _, path = route.partition(" ")
    file = target.session_file if path.startswith("/chat/") else target.file
    named = path.format(id=target.conversation, file=file, seq=ADVICE, reference=target.reference)
    named = "/static/page.css" if named == "/static" else named
    async with comer.http.stream(method, named, headers=comer.headers, **asked_with(route, comer, target)) as answer:
        return answer.status_code


def expected() -> Iterator[tuple[str, dict[str, tuple[int, int]]]]:
    """Yield each row: the status for everybody, on what is theirs and on what is another's."""
    for route, row in MATRIX.items():
        cells = [tuple(int(code) for code in cell.split("/")) for cell in row.split()]
        yield route, {who: (codes[0], codes[-1]) for who, codes in zip(WHO, cells, strict=True)}


async def test_every_route_has_a_row(world: World) -> None:
    """And every row a route."""
    assert world.routes() == set(MATRIX)


@pytest.mark.parametrize(("route", "row"), list(expected()), ids=lambda value: value if isinstance(value, str) else "")
async def test_who_may_do_what(world: World, rasa: RasaServer, route: str, row: dict[str, tuple[int, int]]) -> None:  # noqa: ARG001
    """Others' things first: what one does to one's own may change it."""
    async with AsyncExitStack() as stack:
        comers = await world.comers(stack)
        a, b = comers["A"], comers["B"]
        others = {who: await status(route, comer, b if comer is a else a) for who, comer in comers.items()}
        own = {}
        for who, comer in comers.items():
            mine = comer if comer.token or route == "POST /desk/logout" else a
            own[who] = await status(route, comer, mine)
        if route == "POST /desk/logout":
            # The sessions have ended: the next row wants them again.
            await signed_in_again(world)

    assert row == {who: (own[who], others[who]) for who in WHO}


async def signed_in_again(world: World) -> None:
    """Sign the desk in again."""
    keys = Argon2AndTotp(DEMO_KEY)
    for role in Role:
        async with httpx.AsyncClient(base_url=world.url) as client:
            worker = await Worker.hired(client, world.store, keys, f"matrix-{role}", role)
            world.desk = {**world.desk, str(role): await worker.signs_in()}


async def test_a_delegate_has_nothing_of_who_trusts_them(world: World) -> None:
    """Named in A's delegation and signed in under their own RPPS, they see their own procedures only."""
    async with AsyncExitStack() as stack:
        comers = await world.comers(stack)
    async with world.store.begin() as work:
        found = {who: {p.holder for p in await theirs(work, comers[who].conversation)} for who in ("A", "delegate")}

    assert {"A": {ME.rpps}, "delegate": {DELEGATE.rpps}} == found


async def test_no_door_takes_the_key_of_another(world: World) -> None:
    """A conversation's token is no session of the desk, a desk's cookie is no conversation's; nor is either the browser's."""
    async with AsyncExitStack() as stack:
        comers = await world.comers(stack)
        a, agent = comers["A"], comers["agent"]
        secret = agent.http.cookies[COOKIE]
        mixed = [
            await a.http.get("/api/desk/me", headers={"Cookie": f"{COOKIE}={a.token}"}),
            await a.http.get("/api/desk/me", headers={"Cookie": f"{COOKIE}={a.browser}"}),
            await a.http.get("/api/desk/me", headers={"Authorization": f"Bearer {secret}"}),
            await agent.http.get(f"/api/conversations/{a.conversation}/messages", headers={"Authorization": f"Bearer {secret}"}),
            await agent.http.get("/chat/transcript", headers={"Cookie": f"{BROWSER}={secret}"}),
            await agent.http.get(f"/api/conversations/{a.conversation}/messages", headers={"Cookie": f"{BROWSER}={a.browser}"}),
        ]

    assert [401, 401, 401, 404, 404, 401] == [answer.status_code for answer in mixed]
