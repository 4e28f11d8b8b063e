"""What a practitioner is told, and what is kept, when something behind the gateway does not work."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.launch.checks import free_port
from balise.launch.environment import for_ours
from balise.launch.readiness import until_ready
from balise.settings import ROOT, Settings
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import Visitor, running, settings_for

SUPPORT = "mailto:monserviceclient.mssante@esante.gouv.fr"
SECURE = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
}


def is_down(rasa: RasaServer) -> None:
    """Leave nobody at Rasa's address."""
    rasa.stop()


def answers(status: int, body: bytes) -> Callable[[RasaServer], None]:
    """Have Rasa answer this, whatever it is asked."""

    def breaking(rasa: RasaServer) -> None:
        rasa.broken = (status, body)

    return breaking


def says(*messages: Any) -> Callable[[RasaServer], None]:
    """Have Rasa's turn bring these messages."""

    def scripting(rasa: RasaServer) -> None:
        rasa.answers["ma bal est pleine"] = messages

    return scripting


@pytest.mark.parametrize(
    "trouble",
    [
        is_down,
        says(),
        says({"text": None}),
        says({"text": "x", "buttons": [{"title": "no payload"}]}),
        says({"text": "x"}, {"custom": ["odd"]}),
        answers(500, b"Internal Server Error"),
        answers(503, b"<html>"),
        answers(404, b""),
        answers(200, b"<html>not JSON</html>"),
        answers(200, b""),
        answers(200, b"null"),
        answers(200, b'{"status": "failure"}'),
        answers(200, b'["odd"]'),
    ],
)
async def test_without_rasa_the_way_to_a_person_is_given(
    visitor: Visitor, rasa: RasaServer, trouble: Callable[[RasaServer], None]
) -> None:
    """Whatever fails there, the message is kept, the answer is honest, with the support's address; the next one is answered."""
    trouble(rasa)
    said, told = (await visitor.answered(since=await visitor.say("ma bal est pleine") - 1))[-2:]
    rasa.recover()
    (later,) = await visitor.ask("et maintenant")

    assert ("practitioner", "ma bal est pleine") == (said["author"], said["text"])
    assert "Je ne peux pas vous répondre en ce moment" in told["text"]
    assert "Votre message est conservé" in told["text"]
    assert [SUPPORT] == [link["url"] for link in told["links"]]
    assert "J’ai entendu « et maintenant »." == later["text"]


async def test_a_slow_dialogue_slows_nobody_elses_reading(own_settings: Settings, rasa: RasaServer) -> None:
    """However many answers are under way, messages are kept and transcripts are read meanwhile."""
    own = own_settings.model_copy(update={"port": free_port()})
    with running(own) as url:
        async with httpx.AsyncClient(base_url=url, timeout=30) as http:
            visitors = [await Visitor.arrive(http) for _ in range(60)]
            rasa.delay = 5
            asked = time.monotonic()
            kept = await asyncio.gather(*(visitor.post({"text": "bonjour"}) for visitor in visitors))
            read = await visitors[0].read()
            took = time.monotonic() - asked
            rasa.delay = 0

    assert {202} == {answer.status_code for answer in kept}
    assert 2 == len(read["messages"])
    assert took < 5


@asynccontextmanager
async def gateway_process(settings: Settings) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the gateway as a process of its own, that one can kill."""
    command = [sys.executable, "-m", "channels.web"]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=for_ours(settings))
    try:
        await until_ready(f"{settings.base_url}/readyz", 409)
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def pending(engine: AsyncEngine, conversation: str) -> int:
    """Count the messages of a conversation that wait for their answer."""
    query = text("SELECT count(*) FROM messages WHERE conversation = :id AND NOT handled")
    async with engine.connect() as db:
        return int((await db.execute(query, {"id": conversation})).scalar_one())


async def test_a_killed_gateway_loses_nothing(own_settings: Settings, rasa: RasaServer, own_engine: AsyncEngine) -> None:
    """Messages that were waiting when the gateway was killed are answered by the next one, each once, in order, by itself."""
    rasa.delay = 30
    own = own_settings.model_copy(update={"port": free_port()})
    async with gateway_process(own) as process, httpx.AsyncClient(base_url=own.base_url) as http:
        visitor = await Visitor.arrive(http)
        await visitor.say("la première")
        await visitor.say("la seconde")
        process.kill()
    waiting = await pending(own_engine, visitor.id)
    rasa.recover()
    with running(own_settings.model_copy(update={"port": free_port()})) as url:
        async with httpx.AsyncClient(base_url=url) as http:
            heard = await Visitor(http, visitor.id, visitor.token).answered()

    assert 2 == waiting
    assert [f"J’ai entendu « {text} »." for text in ("la première", "la seconde")] == [
        message["text"] for message in heard if message["author"] == "assistant"
    ]
    rasa.overlaps.clear()  # The killed gateway's turn was still going on in Rasa.


async def test_a_gateway_waits_for_rasa_before_it_resumes(
    own_settings: Settings, rasa: RasaServer, own_engine: AsyncEngine
) -> None:
    """Rasa starts more slowly than the gateway: what was left waiting is not answered by an excuse meanwhile."""
    rasa.delay = 30
    own = own_settings.model_copy(update={"port": free_port()})
    async with gateway_process(own) as process, httpx.AsyncClient(base_url=own.base_url) as http:
        visitor = await Visitor.arrive(http)
        await visitor.say("bonjour")
        process.kill()
    rasa.stop()
    with running(own_settings.model_copy(update={"port": free_port()})) as url:
        async with httpx.AsyncClient(base_url=url) as http:
            await asyncio.sleep(0.5)
            meanwhile = await pending(own_engine, visitor.id)
            rasa.recover()
            heard = await Visitor(http, visitor.id, visitor.token).answered(since=2)

    assert 1 == meanwhile
    assert ["J’ai entendu « bonjour »."] == [message["text"] for message in heard]
    rasa.overlaps.clear()  # As above.


async def test_a_gateway_stops_with_a_listener_and_an_answer_under_way(
    own_settings: Settings, rasa: RasaServer, own_engine: AsyncEngine
) -> None:
    """SIGTERM ends a gateway within ten seconds whoever listens; what it could not answer is kept for the next one."""
    rasa.delay = 30
    own = own_settings.model_copy(update={"port": free_port()})
    async with gateway_process(own) as process, httpx.AsyncClient(base_url=own.base_url, timeout=30) as http:
        visitor = await Visitor.arrive(http)
        await visitor.say("bonjour")
        events = visitor.events()
        await anext(events)
        process.terminate()
        code = await asyncio.wait_for(process.wait(), 10)
        await events.aclose()

    assert code in (0, -15)
    assert 1 == await pending(own_engine, visitor.id)
    rasa.overlaps.clear()


async def test_the_process_is_alive(http: httpx.AsyncClient) -> None:
    """/healthz answers by itself."""
    answer = await http.get("/healthz")

    assert (200, {"status": "ok"}) == (answer.status_code, answer.json())


async def test_ready_when_everything_is(http: httpx.AsyncClient, rasa: RasaServer) -> None:  # noqa: ARG001 - it is up
    """/readyz says how each dependency is."""
    answer = await http.get("/readyz")

    assert (200, {"database": "ok", "rasa": "ok", "actions": "ok"}) == (answer.status_code, answer.json())


@pytest.mark.parametrize(
    ("trouble", "states"),
    [
        (is_down, {"database": "ok", "rasa": "unreachable", "actions": "unreachable"}),
        (answers(409, b""), {"database": "ok", "rasa": "not_ready", "actions": "not_ready"}),
    ],
)
async def test_not_ready_names_what_is_not(
    http: httpx.AsyncClient, rasa: RasaServer, trouble: Callable[[RasaServer], None], states: dict[str, str]
) -> None:
    """A dependency that is away, or there without working, makes a 503 that names it."""
    trouble(rasa)
    answer = await http.get("/readyz")

    assert (503, states) == (answer.status_code, answer.json())


async def test_without_its_database_the_gateway_says_so(tmp_path: Path, rasa: RasaServer) -> None:
    """It starts, is alive, names the database as unreachable, and tells people in French to come back; the page still opens."""
    nowhere = f"postgresql://nobody@127.0.0.1:{free_port()}/nothing"
    with running(settings_for(tmp_path, nowhere, rasa, actions_url="http://127.0.0.1:9")) as url:
        async with httpx.AsyncClient(base_url=url) as http:
            alive, ready, opened, page = [await http.get(path) for path in ("/healthz", "/readyz")] + [
                await http.post("/api/conversations"),
                await http.get("/"),
            ]

    assert [200, 503, 503, 200] == [answer.status_code for answer in (alive, ready, opened, page)]
    assert {"database": "unreachable", "rasa": "ok", "actions": "unreachable"} == ready.json()
    assert "unavailable" == opened.json()["error"]
    assert "momentanément indisponible" in opened.json()["message"]


@pytest.mark.parametrize(
    ("verb", "path", "status"), [("GET", "/nulle-part", 404), ("GET", "/api/rien", 404), ("PUT", "/api/conversations", 405)]
)
async def test_a_place_that_is_not(http: httpx.AsyncClient, verb: str, path: str, status: int) -> None:
    """An unknown address or verb is answered like any other mistake: one word, one French sentence."""
    answer = await http.request(verb, path)

    assert (status, {"error", "message"}) == (answer.status_code, set(answer.json()))


async def test_the_interface_documents_its_answers(visitor: Visitor) -> None:
    """/openapi.json names every answer given, and says what is in it."""
    document: dict[str, Any] = (await visitor.http.get("/openapi.json")).json()
    one, door = "/api/conversations/{id}", {400, 413, 415, 429, 503}
    given = {
        ("/api/conversations", "post"): {201} | door,
        (f"{one}/messages", "post"): {202, 401, 404, 422} | door,
        (f"{one}/messages", "get"): {200, 401, 404, 422} | door,
        (f"{one}/events", "get"): {200, 401, 404, 422} | door,
        (f"{one}/files/{{file}}", "get"): {200, 401, 404} | door,
        (f"{one}/sign-in", "post"): {201, 401, 404} | door,
        (f"{one}/sign-out", "post"): {200, 401, 404, 422} | door,
        (f"{one}/messages/{{seq}}/understanding", "get"): {200, 401, 404, 422} | door,
        (f"{one}/messages/{{seq}}/opinion", "put"): {200, 401, 404, 422} | door,
        (f"{one}/messages/{{seq}}/opinion", "delete"): {204, 401, 404, 422} | door,
        ("/api/suggestions", "get"): {200},
        ("/api/desk/me", "get"): {200, 401, 403, 429},
        ("/api/desk/procedures", "get"): {200, 401, 403, 422, 429},
        ("/api/desk/procedures/{reference}", "get"): {200, 401, 403, 404, 429},
        ("/api/desk/conversations/{id}", "get"): {200, 401, 403, 404, 422, 429},
        ("/api/desk/agents", "get"): {200, 401, 403, 429},
        ("/healthz", "get"): {200},
        ("/readyz", "get"): {200, 503},
    }
    documented = {(path, verb): route["responses"] for path, verbs in document["paths"].items() for verb, route in verbs.items()}

    assert set(given) == set(documented)
    assert {} == {
        where: codes - {int(code) for code in documented[where]}
        for where, codes in given.items()
        if codes - {int(c) for c in documented[where]}
    }
    assert all(("content" in answer) is (code != "204") for route in documented.values() for code, answer in route.items())
    assert ["text/event-stream"] == [
        kind for kind in documented[(f"{one}/events", "get")]["200"]["content"] if "json" not in kind
    ]
    assert {"HTTPBearer", "DeskCookie"} == set(document["components"]["securitySchemes"])


@pytest.mark.parametrize(
    "path", ["/", "/auth/login?ticket=inconnu", "/auth/callback?state=inconnu&code=x", "/auth/login", "/auth/rien"]
)
async def test_pages_are_in_french_and_closed(http: httpx.AsyncClient, path: str) -> None:
    """Every page is French, uncached, runs no script but ours, is framed by nobody and tells no other site where one was."""
    page = await http.get(path)
    policy = page.headers["content-security-policy"]

    assert page.text.startswith('<!doctype html>\n<html lang="fr">')
    assert SECURE.items() <= dict(page.headers).items()
    # « Commencer » is taken from our own page only, which its Origin tells.
    assert page.headers["referrer-policy"] == ("same-origin" if path == "/" else "no-referrer")
    assert all(
        rule in policy for rule in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
    )
    assert "unsafe-inline" not in policy
