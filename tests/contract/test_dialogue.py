"""The dialogue engine: Rasa over HTTP, and the fake that stands for it, keep the same promises."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from balise.adapters.dialogue.rasa_rest import RasaDialogue
from balise.errors import BaliseError, PermanentFailure, TemporaryFailure
from balise.model.conversation import Button, Reply
from balise.model.sheet import Link
from balise.ports import Dialogue
from tests.fakes.dialogue import FakeDialogue
from tests.fakes.rasa_server import TOKEN, RasaServer

SESSION = "a-conversation~0"
RICH = Reply(
    "Laquelle ?",
    (Button("La 1re", '/secret{"box": "un"}'), Button("Une phrase", "oui")),
    (Link("Un lien", "https://exemple.example/"),),
    source="Fiche « Essai »",
)


@dataclass(frozen=True, slots=True)
class Bench:
    """An engine that a test can script and break."""

    dialogue: Dialogue
    script: Callable[[str, Sequence[Reply]], None]
    be_away: Callable[[], None]
    refuse: Callable[[], None]
    heard: list[tuple[str, str]]


def rasa_messages(reply: Reply) -> Iterator[Mapping[str, Any]]:
    """Return a reply as Rasa's REST channel sends it: what accompanies the text comes apart."""
    buttons = [{"title": b.title, "payload": b.payload} for b in reply.buttons]
    yield {"text": reply.text, **({"buttons": buttons} if buttons else {})}
    if reply.source or reply.links:
        yield {"custom": {"source": reply.source, "links": [{"title": link.title, "url": link.url} for link in reply.links]}}


@asynccontextmanager
async def fake() -> AsyncIterator[Bench]:
    """Lend the fake."""
    dialogue = FakeDialogue()

    def fail(failure: BaliseError) -> None:
        dialogue.failure = failure

    yield Bench(
        dialogue,
        script=dialogue.answers.__setitem__,
        be_away=lambda: fail(TemporaryFailure("away")),
        refuse=lambda: fail(PermanentFailure("refused")),
        heard=dialogue.heard,
    )


@asynccontextmanager
async def rasa() -> AsyncIterator[Bench]:
    """Lend Rasa's HTTP interface, served on loopback."""
    with RasaServer() as server:

        def script(text: str, replies: Sequence[Reply]) -> None:
            server.answers[text] = [message for reply in replies for message in rasa_messages(reply)]

        def refuse() -> None:
            server.broken = (400, b"{}")

        async with httpx.AsyncClient() as http:
            yield Bench(RasaDialogue(http, server.url, TOKEN), script, server.stop, refuse, server.heard)


@pytest.fixture(params=[rasa, fake], ids=lambda build: build.__name__)
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    """Lend each in turn."""
    async with request.param() as built:
        yield built


async def test_an_answer_comes_whole_and_in_order(bench: Bench) -> None:
    """Replies keep their order, each with its buttons, its links and its source."""
    bench.script("ma bal est pleine", [Reply("Voyons."), RICH, Reply("Sinon, dites-le-moi.")])
    replies = await bench.dialogue.answer(SESSION, "ma bal est pleine")

    assert (Reply("Voyons."), RICH, Reply("Sinon, dites-le-moi.")) == replies


async def test_silence_is_no_reply(bench: Bench) -> None:
    """An engine that has nothing to say gives no reply, and no error."""
    bench.script("…", [])

    assert () == await bench.dialogue.answer(SESSION, "…")


async def test_what_is_said_arrives_as_it_is(bench: Bench) -> None:
    """A sentence or a payload reaches its session untouched."""
    said = ["Où en est l’« été » ? 🙂", '/inform{"box": "un"}']
    for text in said:
        await bench.dialogue.answer(SESSION, text)

    assert [(SESSION, text) for text in said] == bench.heard


async def test_understanding_answers_nothing(bench: Bench) -> None:
    """What a sentence means is an intent and a confidence between 0 and 1; the dialogue has not moved."""
    understanding = await bench.dialogue.understand("bonjour")

    assert understanding.intent
    assert 0 <= understanding.confidence <= 1
    assert [] == bench.heard


@pytest.mark.parametrize(("trouble", "error"), [("be_away", TemporaryFailure), ("refuse", PermanentFailure)])
async def test_failures_are_ours(bench: Bench, trouble: str, error: type[BaliseError]) -> None:
    """An engine that does not answer is a TemporaryFailure, one that refuses a PermanentFailure; nothing else is raised."""
    getattr(bench, trouble)()
    with pytest.raises(error):
        await bench.dialogue.answer(SESSION, "bonjour")
    with pytest.raises(error):
        await bench.dialogue.understand("bonjour")


@pytest.fixture
def server() -> Iterator[RasaServer]:
    """Lend Rasa alone."""
    with RasaServer() as server:
        yield server


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    """Lend a client."""
    async with httpx.AsyncClient() as client:
        yield client


async def test_the_fallback_is_not_an_intent(server: RasaServer, http: httpx.AsyncClient) -> None:
    """Rasa puts its decision not to choose first: what it had heard is the next one."""
    understanding = await RasaDialogue(http, server.url, TOKEN).understand("bonjour")

    assert ("saluer", 0.25) == (understanding.intent, understanding.confidence)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (500, b"Internal Server Error", TemporaryFailure),
        (502, b"<html>", TemporaryFailure),
        (401, b"{}", PermanentFailure),
        (404, b"", PermanentFailure),
        (200, b"", PermanentFailure),
        (200, b"<html>", PermanentFailure),
        (200, b"\xff\xfe", PermanentFailure),
        (200, b"null", PermanentFailure),
        (200, b"3", PermanentFailure),
        (200, b'"text"', PermanentFailure),
        (200, b'["odd"]', PermanentFailure),
        (200, b'{"intent": null}', PermanentFailure),
        (200, b'{"intent": {"name": "saluer"}}', PermanentFailure),
        (200, b'{"intent": {"name": "saluer", "confidence": "high"}}', PermanentFailure),
        (200, b'[{"text": 3}]', PermanentFailure),
    ],
)
async def test_what_rasa_should_not_answer(
    server: RasaServer, http: httpx.AsyncClient, status: int, body: bytes, error: type[BaliseError]
) -> None:
    """An HTTP error, and an answer of another shape than Rasa's, are named by what the caller can do."""
    server.broken = (status, body)
    dialogue = RasaDialogue(http, server.url, TOKEN)
    with pytest.raises(error):
        await dialogue.understand("bonjour")
    with pytest.raises(error):
        await dialogue.answer(SESSION, "bonjour")


async def test_a_slow_turn_ends(server: RasaServer, http: httpx.AsyncClient) -> None:
    """A turn that lasts too long is a TemporaryFailure: nobody waits for ever."""
    server.delay = 1
    with pytest.raises(TemporaryFailure):
        await RasaDialogue(http, server.url, TOKEN, timeout=0.1).answer(SESSION, "bonjour")


async def test_the_token_is_never_told(server: RasaServer, http: httpx.AsyncClient, caplog: pytest.LogCaptureFixture) -> None:
    """The secret that opens Rasa stands in no error."""
    server.broken = (403, b"{}")
    with pytest.raises(PermanentFailure) as raised:
        await RasaDialogue(http, server.url, TOKEN).understand("bonjour")

    assert TOKEN not in str(raised.value)
    assert "bonjour" not in caplog.text


@pytest.mark.parametrize(("token", "state"), [(TOKEN, "ok"), ("wrong", "not_ready")])
async def test_ready_with_a_model_and_the_right_token(
    server: RasaServer, http: httpx.AsyncClient, token: str, state: str
) -> None:
    """The probe says in one word whether Rasa works for us."""
    assert state == await RasaDialogue(http, server.url, token).probe()


async def test_unreachable(server: RasaServer, http: httpx.AsyncClient) -> None:
    """The probe says when nobody is there."""
    server.stop()

    assert "unreachable" == await RasaDialogue(http, server.url, TOKEN).probe()
