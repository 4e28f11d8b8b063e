"""What a message carries beside its text: who speaks, which step it is, what is seen; for programs and without script."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict, replace

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.store import PostgresStore
from balise.model.conversation import Author, Draft, File, Reply, Step
from balise.model.paper import PICTURE, Paper, Picture
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import Visitor
from tests.integration.gateway.reader import Reader, browser, conversation_of

TABLE = (("Nom", "Anne <b>Essai</b>"), ("Adresse MSSanté", "anne@cabinet.test"))
CODE = Paper("qr.png", PICTURE, b"\x89PNG", "QR code de votre contact", Picture(264, 264, TABLE))
QUESTION = [{"text": "À qui ?"}, {"custom": {"step": asdict(Step(2, 7))}}]


@pytest.fixture
def store(engine: AsyncEngine) -> PostgresStore:
    """Lend the gateway's own store."""
    return PostgresStore(engine)


@pytest.fixture
async def reader(http: httpx.AsyncClient, rasa: RasaServer) -> AsyncIterator[Reader]:  # noqa: ARG001 - as new for each reader
    """Bring a practitioner whose browser runs no script in front of a new conversation."""
    async with browser(http) as client:
        yield await Reader.arrive(client)


async def answering(store: PostgresStore, conversation: str, name: str) -> None:
    """Have an agent take the conversation over and speak."""
    async with store.begin() as work:
        await work.conversations.append(conversation, Draft(Author.AGENT, Reply("Je regarde."), speaker=name))


async def handed_to_agents(engine: AsyncEngine, conversation: str) -> None:
    """Have the conversation wait for agents."""
    async with engine.begin() as db:
        await db.execute(text("UPDATE conversations SET handled_by = 'agent' WHERE id = :id"), {"id": conversation})


async def shown(store: PostgresStore, conversation: str, paper: Paper = CODE) -> str:
    """Hand a paper over; return its id."""
    async with store.begin() as work:
        file_id = await work.files.keep(conversation, paper)
        file = File(file_id, paper.name, paper.title, paper.media_type, len(paper.content), paper.picture)
        await work.conversations.append(conversation, Draft(Author.ASSISTANT, Reply("Voici.", files=(file,))))
    return file_id


async def test_a_question_says_its_step(visitor: Visitor, rasa: RasaServer) -> None:
    """As numbers, beside the text; null elsewhere."""
    rasa.answers["déléguer"] = QUESTION
    (welcome,) = (await visitor.read())["messages"]
    (question,) = await visitor.ask("déléguer")

    assert (None, {"n": 2, "total": 7}) == (welcome["step"], question["step"])


async def test_an_agent_has_a_name(visitor: Visitor, store: PostgresStore, engine: AsyncEngine) -> None:
    """In the message, and in how the conversation is, by both ways to read; nobody else has one."""
    await handed_to_agents(engine, visitor.id)
    before = await visitor.read()
    await answering(store, visitor.id, "Camille")
    after = await visitor.read()
    events = visitor.events()
    (*_, (kind, state)) = [await anext(events) for _ in range(3)]
    await events.aclose()

    assert ("agent", None) == (before["handled_by"], before["speaker"])
    assert ("agent", "Camille") == (after["handled_by"], after["speaker"])
    assert [None, "Camille"] == [message["speaker"] for message in after["messages"]]
    assert ("state", "Camille") == (kind, state["speaker"])


async def test_a_picture_is_told_with_what_it_shows(visitor: Visitor, store: PostgresStore) -> None:
    """Its size, and its table as labels and values; what is only to download has none."""
    await shown(store, visitor.id)
    await shown(store, visitor.id, Paper("recu.pdf", "application/pdf", b"%PDF", "Reçu"))
    _, picture, receipt = (await visitor.read())["messages"]
    rows = [{"label": label, "value": value} for label, value in TABLE]

    assert {"width": 264, "height": 264, "table": rows} == picture["files"][0]["picture"]
    assert None is receipt["files"][0]["picture"]


async def test_the_page_says_the_same_in_words(
    reader: Reader, rasa: RasaServer, store: PostgresStore, engine: AsyncEngine
) -> None:
    """The step before its question; the agent by their name, above the messages too; a text holds both."""
    rasa.answers["déléguer"] = QUESTION
    asked = await reader.say("déléguer")
    conversation = await conversation_of(reader, rasa)
    await handed_to_agents(engine, conversation)
    await answering(store, conversation, "Camille & fils")
    await reader.go()
    kept = (await reader.http.get("/chat/transcript")).text.replace("\u00a0", " ")

    assert "Balise : Étape 2 sur 7 À qui ?" in asked
    assert "Camille & fils, du support : Je regarde." in reader.says
    assert "Camille & fils, du support, vous répond." in reader.says
    assert "Balise : Étape 2 sur 7\n  À qui ?" in kept
    assert "Camille & fils, du support : Je regarde." in kept


async def test_the_page_shows_a_picture(reader: Reader, rasa: RasaServer, store: PostgresStore) -> None:
    """At its size, with its title for alternative, its words behind it, and the file to download."""
    file_id = await shown(store, await conversation_of(reader, rasa))
    page = (await reader.go()).text
    picture = await reader.http.get(f"/chat/pictures/{file_id}")

    assert f'src="/chat/pictures/{file_id}" alt="{CODE.title}"' in page
    assert 'width="264" height="264"' in page
    assert '<th scope="row">Nom</th><td>Anne &lt;b&gt;Essai&lt;/b&gt;</td>' in page
    assert f'href="/chat/files/{file_id}" download="qr.png"' in page
    assert (200, CODE.content, PICTURE) == (picture.status_code, picture.content, picture.headers["Content-Type"])
    assert ("nosniff", "private, no-store", "sandbox") == tuple(
        picture.headers[name] for name in ("X-Content-Type-Options", "Cache-Control", "Content-Security-Policy")
    )


@pytest.mark.parametrize("media_type", ["text/html; charset=utf-8", "image/svg+xml", "application/pdf"])
async def test_no_other_file_is_opened_in_the_browser(
    reader: Reader, rasa: RasaServer, store: PostgresStore, media_type: str
) -> None:
    """A page or a drawing may hold programs: they are only saved."""
    file_id = await shown(store, await conversation_of(reader, rasa), replace(CODE, media_type=media_type, picture=None))

    assert 404 == (await reader.http.get(f"/chat/pictures/{file_id}")).status_code
    assert 200 == (await reader.http.get(f"/chat/files/{file_id}")).status_code
