"""The page without JavaScript, in a real browser: the keyboard, every kind of screen, paper. Its journeys: test_journeys.py."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.host_site import HostSite
from tests.browser.test_accessibility import SCREENS
from tests.browser.visit import Visit
from tests.fakes.rasa_server import RasaServer


def asking(text: str, *titles: str) -> list[dict[str, Any]]:
    """Return an answer with buttons, each sending its title."""
    return [{"text": text, "buttons": [{"title": title, "payload": f"/{title}"} for title in titles]}]


TWO_WAYS = "() => document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(params=SCREENS, ids=str)
async def screen(request: pytest.FixtureRequest, browser: Browser, gateway: str, site: HostSite, rasa: RasaServer) -> Any:
    """Lend a tab on one kind of screen, to which the chat's script never comes: axe itself needs scripts."""
    options = {"viewport": {"width": 1280, "height": 800}, **SCREENS[request.param]}
    async with await browser.new_context(locale="fr-FR", **options) as context:
        visit = await Visit.begin(await context.new_page(), gateway, site, rasa)
        await visit.page.route("**/balise-chat.js", lambda route: route.abort())
        await visit.go()
        yield visit


async def say(page: Page, text: str) -> None:
    """Type a text, send it, and wait for the page that answers."""
    await page.get_by_role("textbox", name="Votre message").fill(text)
    async with page.expect_navigation():
        await page.get_by_role("button", name="Envoyer", exact=True).click()


async def test_reloading_repeats_nothing(page: Page, rasa: RasaServer) -> None:
    """After a post, the page is one that can be reloaded; going back and forth says nothing twice."""
    await say(page, "une seule fois")
    await page.reload()
    await page.go_back()
    await page.go_forward()

    await expect(page.locator("ol.transcript > li.practitioner")).to_have_count(1)
    assert 1 == [text for _, text in rasa.heard].count("une seule fois")


async def test_by_keyboard(page: Page) -> None:
    """The answer is what the page opens at; from the top, the first two stops lead to it and to the box."""
    await say(page, "bonjour")
    await expect(page.locator("#nouveau")).to_be_focused()
    await page.reload()
    await page.goto(page.url.partition("#")[0])
    stops = []
    for _ in range(2):
        await page.keyboard.press("Tab")
        stops.append(await page.locator(":focus").text_content())
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")

    assert ["Aller à la dernière réponse", "Aller à votre message"] == stops
    await expect(page.get_by_role("button", name="Envoyer", exact=True)).to_be_focused()


async def test_an_error_is_beside_the_box(page: Page) -> None:
    """The box has the keyboard, what was typed, and says what is wrong."""
    await say(page, "a" * 2001)
    box = page.get_by_role("textbox", name="Votre message")

    await expect(box).to_be_focused()
    await expect(box).to_have_value("a" * 2001)
    await expect(box).to_have_accessible_description(re.compile("^Votre message est trop long"))


async def test_no_state_has_a_fault(screen: Visit) -> None:
    """The first page, the welcome, an answer with everything, an opinion, errors, a page that says why: axe finds nothing."""
    links = [{"title": "Le site", "url": "https://esante.gouv.fr/page"}]
    screen.rasa.answers["tout"] = [*asking("Tout.\nEt encore.", "un", "deux"), {"custom": {"links": links, "source": "Fiche"}}]
    page, found = screen.page, {}
    await expect(page.get_by_role("button", name="Commencer")).to_be_visible()
    found["first"], wide = await screen.violations(), [await page.evaluate(TWO_WAYS)]
    await page.get_by_role("button", name="Commencer").click()
    found["welcome"] = await screen.violations()
    await say(page, "tout")
    found["everything"] = await screen.violations()
    await page.get_by_role("button", name="Cette réponse ne m’a pas aidé").click()
    found["judged"] = await screen.violations()
    await page.get_by_role("textbox", name="Qu’est-ce qui n’allait pas").fill("mon mot de passe est Kanari7731Vac")
    await page.get_by_role("button", name="Envoyer ce commentaire").click()
    await expect(page.get_by_role("textbox", name="Qu’est-ce qui n’allait pas")).to_be_focused()
    found["refused"] = await screen.violations()
    wide.append(await page.evaluate(TWO_WAYS))
    await screen.go()
    await say(page, "mot" * 60)
    wide.append(await page.evaluate(TWO_WAYS))
    await say(page, " ")
    found["error"] = await screen.violations()
    wide.append(await page.evaluate(TWO_WAYS))
    await screen.go("/chat/signed-out?ticket=none")
    found["said"] = await screen.violations()

    assert {state: [] for state in found} == found
    assert [False] * 4 == wide


async def test_waiting_has_no_fault(visit: Visit) -> None:
    """After ten seconds the page says that the answer is being made; looking again brings it."""
    await visit.page.route("**/balise-chat.js", lambda route: route.abort())
    await visit.go()
    await visit.page.get_by_role("button", name="Commencer").click()
    visit.rasa.delay = 12
    visit.page.set_default_timeout(20_000)
    await say(visit.page, "bonjour")
    await expect(visit.page.get_by_role("button", name="Actualiser")).to_be_visible(timeout=15_000)
    found = await visit.violations()
    await visit.page.get_by_role("button", name="Actualiser").click()

    await expect(visit.page.locator("li.said").last).to_contain_text("J’ai entendu « bonjour ».")
    assert [] == found


async def test_on_paper(page: Page) -> None:
    """The messages, and nothing to press."""
    await say(page, "bonjour")
    await page.emulate_media(media="print")

    await expect(page.locator("ol.transcript")).to_be_visible()
    await expect(page.get_by_role("button")).to_have_count(0)


async def test_where_scripts_run_the_element_takes_over(visit: Visit) -> None:
    """The element shows its own window; nothing of the first page is seen or read, and it does not flash before."""
    await visit.go()
    await expect(visit.messages).to_have_count(1)

    await expect(visit.page.get_by_role("button", name="Commencer")).to_have_count(0)


async def test_whoever_began_without_script_goes_on_without(visit: Visit) -> None:
    """Once the script comes again, the conversation begun without it is still the one that the page shows."""
    await visit.page.route("**/balise-chat.js", lambda route: route.abort())
    await visit.go()
    await visit.page.get_by_role("button", name="Commencer").click()
    await say(visit.page, "bonjour")
    await visit.page.unroute("**/balise-chat.js")
    await visit.go()

    await expect(visit.page.locator("li.said")).to_have_count(3)
    await visit.page.get_by_role("button", name="Quitter la conversation").click()
    await expect(visit.messages).to_have_count(1)
