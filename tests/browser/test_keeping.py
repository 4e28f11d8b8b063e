"""What the tab keeps of a conversation, what one takes away from it, and forgetting it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import expect
from sqlalchemy.ext.asyncio import create_async_engine

from balise.adapters.store.store import PostgresStore
from balise.model.paper import Paper
from balise.settings import Settings
from tests.browser.visit import Visit

RECEIPT = Paper("recu-7kq4-9mxb.pdf", "application/pdf", b"%PDF-1.7 \x00\xff" * 200, "Reçu de démarche 7KQ4-9MXB")
HELD = "() => JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage)[0]))"
# What browsers tell a page they had put aside when one goes back to it; the browser of the tests puts none aside.
COMES_BACK = "() => { dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true})); }"
KEEPS_NOTHING = """
  const refuse = () => { throw new DOMException("The operation is insecure.", "SecurityError"); };
  Object.defineProperty(window, "sessionStorage", {get: refuse});
  window.BroadcastChannel = function () { refuse(); };
"""
CONVERSATION = "() => JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage)[0])).conversation"


async def test_reloading_restores_the_conversation(visit: Visit) -> None:
    """After a reload it is open as it was, with every message once; none of them is told again."""
    await visit.embed()
    await visit.open()
    await visit.say("bonjour")
    await expect(visit.messages).to_have_count(3)
    before = await visit.texts()
    await visit.embed()
    await expect(visit.messages).to_have_count(3)
    await visit.page.wait_for_timeout(200)

    assert before == await visit.texts()
    assert [] == [text for text in await visit.heard() if text.startswith("Balise : ")]
    assert "body" == (await visit.focused()).split()[0]


async def test_an_element_moved_in_the_page_goes_on(visit: Visit) -> None:
    """A site that moves the element, as frameworks do, keeps its conversation alive."""
    await visit.embed()
    await visit.open()
    await visit.page.evaluate("() => document.querySelector('main').append(document.querySelector('balise-chat'))")
    await visit.say("bonjour")
    await expect(visit.messages).to_have_count(3)

    assert [] == [text for text in await visit.texts() if (await visit.texts()).count(text) > 1]


async def test_each_tab_has_its_own_conversation(visit: Visit) -> None:
    """Another tab begins another conversation: what one practitioner said on a shared computer is not another's to read."""
    await visit.embed()
    await visit.open()
    other = await Visit.begin(await visit.page.context.new_page(), visit.gateway, visit.site, visit.rasa)
    await other.embed()
    await other.open()

    assert await visit.page.evaluate(CONVERSATION) != await other.page.evaluate(CONVERSATION)


async def test_forgetting_leaves_nothing_on_the_device(visit: Visit) -> None:
    """It is asked twice, then nothing is kept or shown; writing begins another conversation."""
    await visit.embed()
    await visit.open()
    await visit.say("bonjour")
    await expect(visit.messages).to_have_count(3)
    await visit.page.get_by_role("button", name="Options").click()
    await visit.page.get_by_role("button", name="Oublier sur cet appareil").click()
    await visit.page.get_by_role("button", name="Oublier", exact=True).click()

    await expect(visit.messages).to_have_count(0)
    assert 0 == await visit.page.evaluate("() => sessionStorage.length")
    assert "Conversation oubliée sur cet appareil." in await visit.heard()

    await visit.say("rebonjour")

    await expect(visit.messages).to_have_count(3)
    assert "rebonjour" in await visit.texts()


async def test_a_page_that_comes_back_shows_nothing_of_what_was_forgotten(visit: Visit) -> None:
    """Forgotten on the next page of the site, the conversation is gone from the former one too when one goes back to it."""
    await visit.embed()
    await visit.open()
    await visit.say("bonjour")
    await expect(visit.messages).to_have_count(3)
    await visit.page.evaluate("() => sessionStorage.clear()")
    await visit.page.evaluate(COMES_BACK)

    await expect(visit.messages).to_have_count(0)
    await expect(visit.window).to_contain_text("Conversation oubliée sur cet appareil.")
    assert 0 == await visit.page.evaluate("() => sessionStorage.length")


async def test_a_closed_window_that_comes_back_shows_nothing_either(visit: Visit) -> None:
    """What was forgotten meanwhile is not in the window that one opens again: another conversation is."""
    await visit.embed()
    await visit.open()
    await visit.say("bonjour")
    await expect(visit.messages).to_have_count(3)
    await visit.page.get_by_role("button", name="Fermer").click()
    await visit.page.evaluate("() => sessionStorage.clear()")
    await visit.page.evaluate(COMES_BACK)
    await visit.open()

    assert "bonjour" not in await visit.texts()


async def test_a_page_that_comes_back_takes_up_what_the_tab_holds(visit: Visit) -> None:
    """A token renewed on the next page, and the links asked for there, are the former page's too: it writes no old one back."""
    await visit.embed()
    await visit.open()
    held = await visit.page.evaluate(HELD)
    now = held | {"token": "renewed", "awaited": [held["token"]]}
    await visit.page.evaluate("(held) => sessionStorage.setItem(Object.keys(sessionStorage)[0], JSON.stringify(held))", now)
    await visit.page.evaluate(COMES_BACK)
    await visit.page.get_by_role("button", name="Fermer").click()

    assert now | {"open": False} == await visit.page.evaluate(HELD)
    await visit.launcher.click()
    await visit.say("bonjour")
    await expect(visit.messages).to_have_count(3)


async def test_a_browser_that_keeps_nothing(visit: Visit) -> None:
    """Where site data are blocked, as Firefox does it, one conversation is opened, and goes on when the page comes back."""
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(f"{request.method} {urlsplit(request.url).path}"))
    await visit.page.add_init_script(KEEPS_NOTHING)
    await visit.embed()
    await visit.open()
    await visit.page.evaluate(COMES_BACK)
    await visit.say("bonjour")
    await expect(visit.messages).to_have_count(3)

    assert 1 == asked.count("POST /api/conversations")


async def test_downloading_the_conversation(visit: Visit, tmp_path: Path) -> None:
    """The file holds what was said by whom, as text."""
    await visit.embed()
    await visit.open()
    await visit.say("bonjour")
    await expect(visit.messages).to_have_count(3)
    await visit.page.get_by_role("button", name="Options").click()
    async with visit.page.expect_download() as started:
        await visit.page.get_by_role("button", name="Télécharger la conversation").click()
    download = await started.value
    await download.save_as(tmp_path / "conversation.txt")
    text = (tmp_path / "conversation.txt").read_text("utf-8").replace("\u00a0", " ")

    assert download.suggested_filename.startswith("balise-conversation-")
    assert text.index("Balise : Bonjour") < text.index("Vous : bonjour") < text.index("Balise : J’ai entendu « bonjour ».")


async def test_downloading_a_file(visit: Visit, settings: Settings, tmp_path: Path) -> None:
    """A file says its name, its type and its size, and comes whole, opened by the conversation's token."""
    await visit.embed()
    await visit.open()
    assert settings.database_url is not None
    engine = create_async_engine(settings.database_url.get_secret_value())
    async with PostgresStore(engine).begin() as work:
        file_id = await work.files.keep(await visit.page.evaluate(CONVERSATION), RECEIPT)
    await engine.dispose()
    paper = {"name": RECEIPT.name, "title": RECEIPT.title, "media_type": RECEIPT.media_type}
    told = {"id": file_id, **paper, "size": len(RECEIPT.content)}
    visit.rasa.answers["mon reçu"] = [{"text": "Le voici."}, {"custom": {"files": [told]}}]
    await visit.say("mon reçu")
    file = visit.page.get_by_role("button", name="Télécharger Reçu de démarche")

    await expect(file).to_have_accessible_name("Télécharger Reçu de démarche 7KQ4-9MXB PDF, 2,2 Ko")
    async with visit.page.expect_download() as started:
        await file.click()
    download = await started.value
    await download.save_as(tmp_path / "file")

    assert (RECEIPT.name, RECEIPT.content) == (download.suggested_filename, (tmp_path / "file").read_bytes())
    await expect(file).to_be_focused()

    await visit.page.route("**/files/*", lambda route: route.abort())
    await file.click()

    await expect(file).to_contain_text("n’a pas pu être téléchargé")
    assert [text for text in await visit.heard() if "n’a pas pu être téléchargé" in text]
