"""Files handed over in a conversation, as its holder downloads them, and as nobody else does."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.store import PostgresStore
from balise.model.paper import Paper
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import Visitor

RECEIPT = Paper("recu-7kq4-9mxb.pdf", "application/pdf", b"%PDF-1.7 \x00\xff", "Reçu de démarche 7KQ4-9MXB")
SIGNATURE = Paper("signature.html", "text/html; charset=utf-8", "<strong>Éve</strong>".encode(), "Signature de mail")
NOT_FOUND = {
    "error": "not_found",
    "message": "Cette conversation ou ce fichier n’existe pas, ou votre accès a expiré.",
}


@pytest.fixture
def store(engine: AsyncEngine) -> PostgresStore:
    """Lend the gateway's own store."""
    return PostgresStore(engine)


async def prepare(store: PostgresStore, conversation: str, rasa: RasaServer, paper: Paper = RECEIPT) -> None:
    """Have « mon reçu » answered with a paper, as the action server does."""
    async with store.begin() as work:
        file_id = await work.files.keep(conversation, paper)
    told = {"id": file_id, "name": paper.name, "title": paper.title, "media_type": paper.media_type, "size": len(paper.content)}
    rasa.answers["mon reçu"] = [{"text": "Le voici."}, {"custom": {"files": [told]}}]


async def handed(store: PostgresStore, visitor: Visitor, rasa: RasaServer, paper: Paper = RECEIPT) -> Mapping[str, Any]:
    """Hand a paper over; return the file that the visitor is shown."""
    await prepare(store, visitor.id, rasa, paper)
    (answer,) = await visitor.ask("mon reçu")
    (file,) = answer["files"]
    shown: Mapping[str, Any] = file
    return shown


async def download(visitor: Visitor, url: str, **headers: str) -> httpx.Response:
    """Download a file as the page does."""
    return await visitor.http.get(url, headers=visitor.held | headers)


async def test_a_file_is_shown_with_what_it_is(visitor: Visitor, rasa: RasaServer, store: PostgresStore) -> None:
    """Its name, its title, its type, its size in bytes, and where it is."""
    file = await handed(store, visitor, rasa)

    assert {"name", "title", "media_type", "size", "url", "picture"} == set(file)
    assert (RECEIPT.name, RECEIPT.title, "application/pdf", len(RECEIPT.content)) == tuple(
        file[key] for key in ("name", "title", "media_type", "size")
    )
    assert file["url"].startswith(f"{visitor.path}/files/")


@pytest.mark.parametrize("paper", [RECEIPT, SIGNATURE], ids=lambda paper: paper.name)
async def test_a_file_is_downloaded(visitor: Visitor, rasa: RasaServer, store: PostgresStore, paper: Paper) -> None:
    """Its bytes, to be saved under its name: no browser runs it as a page of ours, guesses its type, or keeps it."""
    answer = await download(visitor, (await handed(store, visitor, rasa, paper))["url"])

    assert (200, paper.content) == (answer.status_code, answer.content)
    assert paper.media_type == answer.headers["Content-Type"]
    assert f'attachment; filename="{paper.name}"' == answer.headers["Content-Disposition"]
    assert ("nosniff", "private, no-store", "sandbox") == tuple(
        answer.headers[name] for name in ("X-Content-Type-Options", "Cache-Control", "Content-Security-Policy")
    )


async def test_a_file_is_its_conversations(
    visitor: Visitor, rasa: RasaServer, store: PostgresStore, http: httpx.AsyncClient
) -> None:
    """With another conversation's token, under either path, it looks like one that does not exist; in French."""
    url = (await handed(store, visitor, rasa))["url"]
    other = await Visitor.arrive(http)
    answers = [
        await download(other, url.replace(visitor.id, other.id)),
        await download(other, url),
        await download(visitor, f"{visitor.path}/files/unknown"),
        await download(visitor, f"{visitor.path}/files/a%00b"),
        await download(visitor, f"{visitor.path}/files/{'a' * 65}"),
    ]

    assert [(404, NOT_FOUND)] * 5 == [(answer.status_code, answer.json()) for answer in answers]


async def test_a_file_needs_the_token(visitor: Visitor, rasa: RasaServer, store: PostgresStore) -> None:
    """Its address alone opens nothing."""
    url = (await handed(store, visitor, rasa))["url"]

    assert 401 == (await visitor.http.get(url)).status_code


async def test_files_at_the_command_line(http: httpx.AsyncClient, rasa: RasaServer, store: PostgresStore, tmp_path: Path) -> None:
    """`balise chat` tells of a file, and saves it in the folder it was given, made if need be."""
    folder = tmp_path / "papiers" / "reçus"
    words = ("-m", "balise.cli", "chat", "--url", str(http.base_url), "--files", str(folder))
    chat = await asyncio.create_subprocess_exec(sys.executable, *words, stdin=PIPE, stdout=PIPE)
    assert chat.stdin is not None
    chat.stdin.write(b"qui suis-je\n")
    async with asyncio.timeout(20):
        while not (sessions := [sender for sender, text in rasa.heard if text == "qui suis-je"]):
            await asyncio.sleep(0.05)
    await prepare(store, sessions[-1].rpartition("~")[0], rasa)
    shown, _ = await chat.communicate("mon reçu\n".encode())

    assert f"Reçu de démarche 7KQ4-9MXB : recu-7kq4-9mxb.pdf ({len(RECEIPT.content)} octets)" in shown.decode()
    assert RECEIPT.content == (folder / RECEIPT.name).read_bytes()


async def test_files_are_in_the_openapi(http: httpx.AsyncClient) -> None:
    """The description gives the route, what it answers, and the shape of a file."""
    described = (await http.get("/openapi.json")).json()
    route = described["paths"]["/api/conversations/{id}/files/{file}"]["get"]

    assert {"200", "401", "404"} <= set(route["responses"])
    assert "binary" == route["responses"]["200"]["content"]["*/*"]["schema"]["format"]
    shape = described["components"]["schemas"]["FileBody"]["properties"]
    assert {"name", "title", "media_type", "size", "url", "picture"} == set(shape)
