"""What a message carries beside its text, in the chat and on the page without script: who speaks, pictures and their words."""

from __future__ import annotations

import asyncio
import struct
import zlib
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, Route, expect
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from balise.adapters.store.store import PostgresStore
from balise.model.conversation import Author, Draft, File, Reply
from balise.model.paper import PICTURE, Paper, Picture
from balise.settings import Settings
from tests.browser.host_site import HostSite
from tests.browser.test_accessibility import SCREENS, TWO_WAYS
from tests.browser.visit import Visit
from tests.fakes.rasa_server import RasaServer

SIDE = 400


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


PNG = b"\x89PNG\r\n\x1a\n" + b"".join(
    (
        _chunk(b"IHDR", struct.pack(">2I5B", SIDE, SIDE, 8, 0, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress((b"\x00" + b"\x80" * SIDE) * SIDE)),
        _chunk(b"IEND", b""),
    )
)
"""A grey square."""

CODE = Paper("qr.png", PICTURE, PNG, "QR code de votre contact", Picture(SIDE, SIDE, (("Nom", "Camille Essai"),)))
IMAGE = b"/Subtype /Image"
"""What a picture is in a PDF."""

HERE = "(image) => Math.round(image.getBoundingClientRect().height)"


@pytest.fixture(scope="module")
async def engine(settings: Settings) -> AsyncIterator[AsyncEngine]:
    """Lend an engine on the gateway's database."""
    assert settings.database_url is not None
    engine = create_async_engine(settings.database_url.get_secret_value())
    yield engine
    await engine.dispose()


async def newest(engine: AsyncEngine) -> str:
    """Return the conversation opened last."""
    async with engine.connect() as db:
        found = await db.execute(text("SELECT id FROM conversations ORDER BY created_at DESC LIMIT 1"))
        return str(found.scalar_one())


async def hand_over(engine: AsyncEngine, paper: Paper = CODE) -> None:
    """Hand a paper over in the conversation opened last."""
    conversation = await newest(engine)
    async with PostgresStore(engine).begin() as work:
        file_id = await work.files.keep(conversation, paper)
        file = File(file_id, paper.name, paper.title, paper.media_type, len(paper.content), paper.picture)
        await work.conversations.append(conversation, Draft(Author.ASSISTANT, Reply("Voici.", files=(file,))))


async def speak(engine: AsyncEngine, name: str) -> None:
    """Have an agent take the conversation over, and speak."""
    conversation = await newest(engine)
    async with engine.begin() as db:
        await db.execute(text("UPDATE conversations SET handled_by = 'agent' WHERE id = :id"), {"id": conversation})
    async with PostgresStore(engine).begin() as work:
        await work.conversations.append(conversation, Draft(Author.AGENT, Reply("Je regarde."), speaker=name))


async def test_a_person_speaks_under_their_name(visit: Visit, engine: AsyncEngine) -> None:
    """Above the messages, in the message, and aloud: an assistant is never taken for a person, nor a person for it."""
    await visit.embed()
    await visit.open()
    await expect(visit.window).to_contain_text("Assistant automatique")
    await speak(engine, "Camille")
    answer = visit.messages.nth(1)

    await expect(answer.locator(".who")).to_contain_text("Camille, du support")
    await expect(visit.page.locator(".speaker")).to_have_text("Camille, du support, vous répond")
    heard = await visit.heard()
    assert "Camille, du support : Je regarde." in heard
    assert "Camille, du support, vous répond" in heard
    assert [] == await visit.violations()


async def test_a_picture_is_seen_and_read(visit: Visit, engine: AsyncEngine) -> None:
    """Embedded under a strict policy: it takes its place at once, says what it is, and its words are behind it."""
    await visit.embed()
    await visit.open()
    free = asyncio.Event()

    async def hold(route: Route) -> None:
        await free.wait()
        await route.continue_()

    await visit.page.route("**/files/*", hold)
    await hand_over(engine)
    picture = visit.messages.nth(1).get_by_role("img", name="QR code de votre contact")
    before = await picture.evaluate(HERE)
    await expect(picture).to_have_js_property("naturalWidth", 0)
    free.set()
    await expect(picture).to_have_js_property("naturalWidth", SIDE)
    words = visit.messages.nth(1).get_by_role("row", name="Nom Camille Essai")

    assert before == await picture.evaluate(HERE)
    assert 200 < before < SIDE
    await expect(words).to_be_hidden()
    await visit.page.get_by_text("Voir en texte").click()
    await expect(words).to_be_visible()
    await expect(visit.messages.nth(1).get_by_role("button", name="Télécharger QR code de votre contact")).to_be_visible()
    assert [] == await visit.violations()


@pytest.mark.parametrize("screen", SCREENS)
async def test_no_kind_has_a_fault_on_any_screen(
    browser: Browser, gateway: str, site: HostSite, rasa: RasaServer, engine: AsyncEngine, screen: str
) -> None:
    """A step, an opened picture, an agent with a name: axe finds nothing, nothing scrolls sideways."""
    rasa.answers["déléguer"] = [{"text": "À qui ?"}, {"custom": {"step": {"n": 2, "total": 7}}}]
    options = {"viewport": {"width": 1280, "height": 800}, **SCREENS[screen]}
    async with await browser.new_context(locale="fr-FR", **options) as context:
        visit = await Visit.begin(await context.new_page(), gateway, site, rasa)
        await visit.embed()
        await visit.open()
        await visit.say("déléguer")
        await expect(visit.messages).to_have_count(3)
        await hand_over(engine)
        await visit.page.get_by_text("Voir en texte").click()
        await speak(engine, "Camille")
        await expect(visit.messages).to_have_count(5)

        assert [] == await visit.violations()
        assert [] == await visit.page.evaluate(TWO_WAYS)


@pytest.mark.parametrize("content", [b"no picture", None], ids=["broken", "unreachable"])
async def test_a_picture_that_fails_leaves_its_file_and_its_words(
    visit: Visit, engine: AsyncEngine, content: bytes | None
) -> None:
    """Nothing broken is shown in its place."""
    await visit.embed()
    await visit.open()
    if content is None:
        await visit.page.route("**/files/*", lambda route: route.abort())
    await hand_over(engine, Paper(CODE.name, PICTURE, content or PNG, CODE.title, CODE.picture))
    answer = visit.messages.nth(1)

    await expect(answer.get_by_role("button", name="Télécharger QR code de votre contact")).to_be_visible()
    await expect(answer.get_by_role("img")).to_have_count(0)
    await answer.get_by_text("Voir en texte").click()
    await expect(answer.get_by_role("row", name="Nom Camille Essai")).to_be_visible()


async def test_a_picture_is_printed(visit: Visit, engine: AsyncEngine) -> None:
    """It is on paper as on the screen."""
    await visit.go()
    await expect(visit.messages).to_have_count(1)
    without = await visit.page.pdf()
    await hand_over(engine)
    await expect(visit.page.get_by_role("img")).to_have_js_property("naturalWidth", SIDE)

    assert without.count(IMAGE) < (await visit.page.pdf()).count(IMAGE)


async def test_the_page_without_script_shows_the_same(page: Page, engine: AsyncEngine) -> None:
    """The picture, its words, its file; who answers, by their name."""
    await hand_over(engine)
    await speak(engine, "Camille")
    await page.reload()
    picture = page.get_by_role("img", name="QR code de votre contact")

    await expect(picture).to_be_visible()
    assert 200 < await picture.evaluate(HERE) < SIDE
    await page.get_by_text("Voir en texte").click()
    await expect(page.get_by_role("row", name="Nom Camille Essai")).to_be_visible()
    await expect(page.get_by_text("Camille, du support, vous répond.")).to_be_visible()
    await expect(page.get_by_text("Camille, du support :")).to_be_visible()
