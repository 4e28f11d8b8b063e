"""The door itself: what goes with every answer, and what is refused before any route is asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.store import PostgresStore
from balise.launch.checks import free_port
from balise.model.identity import Person, SignIn
from balise.settings import Settings
from channels.web.app import create_app
from channels.web.door.bodies import DEEPEST, LARGEST, depth
from channels.web.door.visits import LISTENERS_OF_CONVERSATION
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import Visitor, running

ALWAYS = {
    "cross-origin-opener-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
TOO_MANY = "Vous allez un peu vite"


@asynccontextmanager
async def gateway(settings: Settings, **change: Any) -> AsyncIterator[httpx.AsyncClient]:
    """Serve another gateway over the same database, with other settings, and lend a client in front of it."""
    with running(settings.model_copy(update={"port": free_port(), **change})) as url:
        async with httpx.AsyncClient(base_url=url, timeout=30) as client:
            yield client


@pytest.mark.parametrize(
    ("verb", "path", "status", "owner"),
    [
        ("GET", "/confidentialite", 200, "same-origin"),
        ("GET", "/healthz", 200, "same-origin"),
        ("GET", "/openapi.json", 200, "same-origin"),
        ("GET", "/static/page.css", 200, "cross-origin"),
        ("GET", "/static/nothing.css", 404, "cross-origin"),
        ("GET", "/nothing", 404, "same-origin"),
        ("DELETE", "/api/conversations", 405, "same-origin"),
        ("GET", "/api/conversations/x/messages", 401, "same-origin"),
        ("GET", "/auth/login?ticket=unknown", 404, "same-origin"),
        ("GET", "/demo-psc/authorize", 400, "same-origin"),
    ],
)
async def test_every_answer_has_its_headers(http: httpx.AsyncClient, verb: str, path: str, status: int, owner: str) -> None:
    """Pages, files and errors: nothing inline, no frame, no guessing of types, no name of a server; over http no HSTS."""
    answer = await http.request(verb, path)
    policy = answer.headers["content-security-policy"]

    assert status == answer.status_code
    assert ALWAYS.items() <= dict(answer.headers).items()
    assert owner == answer.headers["cross-origin-resource-policy"]
    assert answer.headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert "camera=()" in answer.headers["permissions-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert {"server", "strict-transport-security"}.isdisjoint(answer.headers)


async def test_what_fails_has_them_too(own_settings: Settings) -> None:
    """A mistake of ours is answered outside of everything else, in French and without its trace."""

    async def fail() -> None:
        raise ZeroDivisionError("a detail")

    app = create_app(own_settings)
    app.add_api_route("/fail", fail)
    with running(own_settings, app) as url:
        async with httpx.AsyncClient(base_url=url) as http:
            answer = await http.get("/fail")

    assert (500, {"error", "message"}) == (answer.status_code, set(answer.json()))
    assert ALWAYS.items() <= dict(answer.headers).items()
    assert "detail" not in answer.text


async def test_over_https_browsers_are_told_to_stay_there(settings: Settings) -> None:
    """A year long, on errors too."""
    async with gateway(settings, public_url="https://balise.example") as http:
        answers = [await http.get(path, headers={"Host": "balise.example"}) for path in ("/", "/nothing")]

    assert [(200, "max-age=31536000"), (404, "max-age=31536000")] == [
        (answer.status_code, answer.headers["strict-transport-security"]) for answer in answers
    ]


@pytest.mark.parametrize("name", ["balise.example", "BALISE.example:443", "localhost:8000", "127.0.0.1", "[::1]:8000"])
async def test_our_own_names(settings: Settings, name: str) -> None:
    """The public one and this machine's, whatever the port."""
    async with gateway(settings, public_url="https://balise.example") as http:
        assert 200 == (await http.get("/healthz", headers={"Host": name})).status_code


@pytest.mark.parametrize(
    "name", ["evil.example", "balise.example.evil.example", "evil.example:8000", "192.0.2.1", "", "a b", "[::1", "localhost."]
)
async def test_another_name_is_not_ours(http: httpx.AsyncClient, name: str) -> None:
    """Nothing is served under it, not even the page."""
    answers = [await http.get(path, headers={"Host": name}) for path in ("/", "/openapi.json")]

    assert [400, 400] == [answer.status_code for answer in answers]
    assert "host" == answers[1].json()["error"]
    assert all(not name or name not in answer.text for answer in answers)


async def chunks(size: int) -> AsyncIterator[bytes]:
    """Send a body of unannounced size."""
    for _ in range(0, size, 1024):
        yield b" " * 1024


@pytest.mark.parametrize("path", ["/api/conversations", "/auth/login", "/nothing"])
async def test_a_body_has_a_largest_size(http: httpx.AsyncClient, path: str) -> None:
    """Announced or in pieces; in French on the page too."""
    answers = [
        await http.post(path, content=b"x" * (LARGEST + 1)),
        await http.post(path, content=chunks(LARGEST + 1024)),
    ]

    assert [413, 413] == [answer.status_code for answer in answers]
    assert all("trop volumineux" in answer.text for answer in answers)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])
async def test_the_interface_takes_json_only(visitor: Visitor, kind: str) -> None:
    """What a form of another site can send is not read."""
    answer = await visitor.http.post(
        f"{visitor.path}/messages", content=b'{"text": "bonjour"}', headers={**visitor.held, "Content-Type": kind}
    )

    assert (415, "media_type") == (answer.status_code, answer.json()["error"])
    assert 1 == len((await visitor.read())["messages"])


async def test_pages_take_forms_only(http: httpx.AsyncClient) -> None:
    """Neither JSON nor files."""
    answers = [
        await http.post("/auth/login", json={"ticket": "x"}),
        await http.post("/auth/login", files={"ticket": b"x"}),
    ]

    assert [415, 415] == [answer.status_code for answer in answers]


@pytest.mark.parametrize("levels", [DEEPEST + 1, 1000, 30_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}"), ("[", "")])
async def test_a_deeply_nested_body_is_refused(visitor: Visitor, levels: int, opening: str, closing: str) -> None:
    """It is never parsed, closed or not."""
    levels = min(levels, LARGEST // len(opening + closing) - 10)
    body = f'{{"text": {opening * levels}1{closing * levels}}}'
    headers = {**visitor.held, "Content-Type": "application/json"}
    answer = await visitor.http.post(f"{visitor.path}/messages", content=body.encode(), headers=headers)

    assert (422, "invalid") == (answer.status_code, answer.json()["error"])


def test_the_depth_of_a_body() -> None:
    """Brackets in strings are text; escaped quotes do not end them."""
    assert 2 == depth(b'{"a": [1, "[[[[", "\\"[[["]}')
    assert 0 == depth(b'"[[["')
    assert 3 == depth(b"[[[")


async def test_text_with_brackets_is_text(visitor: Visitor) -> None:
    """Whoever types them is answered."""
    (answer,) = await visitor.ask("[" * 100 + '"{{{' * 50)

    assert "[[[[" in answer["text"]


async def test_fifteen_messages_a_minute(settings: Settings, rasa: RasaServer) -> None:
    """The sixteenth is refused in French, says when to come back, and is not kept; others are not delayed."""
    async with gateway(settings, rate_writes=Settings().rate_writes) as http:
        hurried, other = await Visitor.arrive(http), await Visitor.arrive(http)
        answers = [await hurried.post({"text": f"message {n}"}) for n in range(16)]
        calm = await other.post({"text": "bonjour"})
        await hurried.answered()

    assert [202] * 15 + [429] == [answer.status_code for answer in answers]
    assert "too_many" == answers[-1].json()["error"]
    assert TOO_MANY in answers[-1].json()["message"]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert 202 == calm.status_code
    assert "message 15" not in rasa.heard_from(hurried.id)


async def test_a_person_has_one_measure_wherever_they_speak(settings: Settings, engine: AsyncEngine) -> None:
    """Two conversations signed in by the same person count together."""
    now = datetime.now(UTC)
    async with gateway(settings, rate_writes="3/minute") as http:
        visitors = [await Visitor.arrive(http) for _ in range(2)]
        async with PostgresStore(engine).begin() as work:
            for visitor in visitors:
                signed = SignIn(Person("10999999998", "Essai", "Camille"), now, now + timedelta(hours=1))
                await work.conversations.set_sign_in(visitor.id, signed)
        answers = [await visitors[n % 2].post({"text": "bonjour"}) for n in range(4)]

    assert [202, 202, 202, 429] == [answer.status_code for answer in answers]


async def test_one_who_holds_no_token_exhausts_nobody(settings: Settings, rasa: RasaServer) -> None:  # noqa: ARG001 - up
    """Writing with a wrong token does not count for the conversation; its own address is refused after a while."""
    async with gateway(settings, rate_writes="3/minute") as http:
        visitor = await Visitor.arrive(http)
        thief = Visitor(http, visitor.id, "wrong")
        stolen = [(await thief.post({"text": "bonjour"})).status_code for _ in range(61)]
        answer = await visitor.post({"text": "bonjour"})

    assert [404] * 60 + [429] == stolen
    assert 202 == answer.status_code


async def test_reading_has_a_measure(settings: Settings) -> None:
    """Of a conversation."""
    async with gateway(settings, rate_reads="3/minute") as http:
        visitor = await Visitor.arrive(http)
        answers = [(await visitor.get()).status_code for _ in range(4)]

    assert [200, 200, 200, 429] == answers


async def test_conversations_opened_from_one_address_have_a_measure(settings: Settings) -> None:
    """The shortest and the longest window each count."""
    async with gateway(settings, rate_openings="2/second;3/hour") as http:
        quick = [await http.post("/api/conversations") for _ in range(3)]
        await asyncio.sleep(1.1)
        later = [await http.post("/api/conversations") for _ in range(2)]

    assert [201, 201, 429] == [answer.status_code for answer in quick]
    assert 429 == later[-1].status_code
    assert 3000 < int(later[-1].headers["Retry-After"]) <= 3600


async def test_sign_in_links_have_a_measure(settings: Settings) -> None:
    """Of a conversation, and of an address that opens others."""
    async with gateway(settings, rate_sign_ins="2/minute") as http:
        visitors = [await Visitor.arrive(http) for _ in range(2)]
        answers = [await http.post(f"{visitors[n % 2].path}/sign-in", headers=visitors[n % 2].held) for n in range(3)]

    assert [201, 201, 429] == [answer.status_code for answer in answers]


async def test_listeners_of_one_conversation_are_counted(visitor: Visitor) -> None:
    """Eight tabs listen together; a ninth waits until one is closed."""
    listeners = [visitor.events() for _ in range(LISTENERS_OF_CONVERSATION)]
    for listener in listeners:
        await anext(listener)
    refused = await visitor.get("/events")
    await listeners[0].aclose()
    async with asyncio.timeout(10):
        while 429 == (again := (await visitor.get()).status_code):
            await asyncio.sleep(0.05)
    for listener in listeners[1:]:
        await listener.aclose()

    assert (429, "too_many") == (refused.status_code, refused.json()["error"])
    assert 200 == again


@pytest.mark.parametrize(("proxies", "statuses"), [(("127.0.0.1",), [201, 201, 429]), ((), [201, 429, 429])])
async def test_a_proxy_is_believed_when_it_is_ours(settings: Settings, proxies: tuple[str, ...], statuses: list[int]) -> None:
    """Behind it each visitor has an address; without it the header that names one is what anybody writes."""
    async with gateway(settings, rate_openings="1/minute", proxies=proxies) as http:
        answers = [
            await http.post("/api/conversations", headers={"X-Forwarded-For": address})
            for address in ("192.0.2.1", "2001:db8::1", "2001:db8::2")
        ]

    assert statuses == [answer.status_code for answer in answers]


async def test_refusals_are_readable_where_the_widget_is_embedded(settings: Settings) -> None:
    """The site that embeds it is told why, and when to come back."""
    async with gateway(settings, rate_openings="1/minute", widget_origins=("https://site.example",)) as http:
        answers = [await http.post("/api/conversations", headers={"Origin": "https://site.example"}) for _ in range(2)]

    assert [(201, "https://site.example"), (429, "https://site.example")] == [
        (answer.status_code, answer.headers["access-control-allow-origin"]) for answer in answers
    ]


@pytest.mark.parametrize("rule", ["15", "0/minute", "15/minute;", "15/fortnight", "15 a minute"])
def test_a_rate_that_means_nothing_is_refused_at_the_start(rule: str) -> None:
    """Nobody finds out later."""
    with pytest.raises(ValidationError, match="rate_writes"):
        Settings(rate_writes=rule)


async def test_a_connection_closed_by_the_visitor_ends_quietly(http: httpx.AsyncClient) -> None:
    """Half a body, then nobody: the gateway goes on."""
    reader, writer = await asyncio.open_connection(http.base_url.host, http.base_url.port)
    writer.write(b"POST /api/conversations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
    await writer.drain()
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
    reader.feed_eof()

    assert 200 == (await http.get("/healthz")).status_code
