"""axe finds nothing in any state; nothing scrolls two ways, nothing hides the focus, and forced colours keep every border."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests.browser.host_site import HostSite
from tests.browser.visit import Visit
from tests.fakes.rasa_server import RasaServer

SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "320": {"viewport": {"width": 320, "height": 568}},
    "400": {"viewport": {"width": 320, "height": 256}},
}
"""400 % of 1280 × 1024 leaves 320 × 256."""

HIDDEN = """() => {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  const box = focused.getBoundingClientRect();
  const root = focused.getRootNode();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const places = [[(left + right) / 2, (top + bottom) / 2], [left + 3, top + 3], [right - 3, bottom - 3]];
  const seen = places.some(([x, y]) => focused.contains(root.elementFromPoint(x, y)));
  return seen ? "" : focused.outerHTML.slice(0, 120);
}"""
TWO_WAYS = """() => {
  const all = [document.documentElement, ...(document.querySelector("balise-chat")?.shadowRoot.querySelectorAll("*") ?? [])];
  const scrolls = (one) => one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX);
  const page = document.documentElement.scrollWidth > innerWidth ? ["page"] : [];
  return all.filter(scrolls).map((one) => one.className || one.localName).concat(page);
}"""


@pytest.fixture(params=SCREENS, ids=str)
async def screen(request: pytest.FixtureRequest, browser: Browser, gateway: str, site: HostSite, rasa: RasaServer) -> Any:
    """Lend a tab on one kind of screen."""
    options = {"viewport": {"width": 1280, "height": 800}, **SCREENS[request.param]}
    async with await browser.new_context(locale="fr-FR", **options) as context:
        yield await Visit.begin(await context.new_page(), gateway, site, rasa)


async def test_no_state_has_a_fault(screen: Visit) -> None:
    """Closed, open, waiting, with buttons, with suggestions, with the options open, with what failed: axe finds nothing."""
    await screen.embed()
    found = {"closed": await screen.violations()}
    await screen.open()
    found["open"] = await screen.violations()
    screen.rasa.delay = 1.5
    await screen.say("bonjour")
    await expect(screen.page.locator(".typing")).to_be_visible()
    found["waiting"] = await screen.violations()
    await expect(screen.messages).to_have_count(3)
    await screen.box.fill("corb")
    await expect(screen.page.locator(".suggestions [role=toolbar]")).to_be_visible()
    found["suggestions"] = await screen.violations()
    await screen.page.get_by_role("button", name="Options").click()
    found["options"] = await screen.violations()

    assert {state: [] for state in found} == found


async def test_nothing_scrolls_two_ways_and_the_focus_is_seen(screen: Visit) -> None:
    """At any size, Tab goes through the open chat without leaving the focus behind something, nor anything to scroll sideways."""
    await screen.embed()
    await screen.open()
    behind = [await screen.page.evaluate(HIDDEN)]
    await screen.say("mot" * 60)
    await expect(screen.messages).to_have_count(3)
    behind.append(await screen.page.evaluate(HIDDEN))
    for _ in range(8):
        await screen.page.keyboard.press("Tab")
        behind.append(await screen.page.evaluate(HIDDEN))

    assert [] == [hidden for hidden in behind if hidden]
    assert [] == await screen.page.evaluate(TWO_WAYS)


@pytest.mark.parametrize("theme", ["balise", "sobre"])
@pytest.mark.parametrize("scheme", ["clair", "sombre"])
async def test_no_kind_of_message_has_a_fault(visit: Visit, theme: str, scheme: str) -> None:
    """Each message and state of `/styles`, in each theme: files, agent, errors, steps, links, what waits and what failed."""
    await visit.go(f"/styles?theme={theme}&scheme={scheme}")
    await expect(visit.page.get_by_role("heading", name="Conversation supprimée")).to_be_visible()
    # The page shows the same window many times: its landmarks and ids repeat, each in its own tree.
    found = [fault for fault in await visit.violations() if not fault.startswith(("landmark-unique", "landmark-"))]

    assert [] == found


async def test_the_page_itself_has_no_fault(visit: Visit) -> None:
    """`/` too: one main landmark, one title, the chat in it."""
    await visit.go()
    await expect(visit.messages).to_have_count(1)

    assert [] == await visit.violations()
    await expect(visit.page.get_by_role("main").get_by_role("region", name="Balise, assistant MSSanté")).to_be_visible()


async def test_the_transcript_says_who_speaks(visit: Visit) -> None:
    """The accessibility tree holds a plain list of messages, each beginning with who says it."""
    await visit.embed()
    await visit.open()
    await visit.say("bonjour")
    await expect(visit.messages).to_have_count(3)
    tree = (await visit.page.locator("ol.messages").aria_snapshot()).replace("\u00a0", " ")

    speakers = re.findall(r"text: \"?(\w+ :)", tree)

    assert ["Balise :", "Vous :", "Balise :"] == speakers


async def test_a_covered_page_cannot_be_reached(browser: Browser, gateway: str, site: HostSite, rasa: RasaServer) -> None:
    """On a small screen the window covers the page: Tab goes round inside it, both ways, and Escape goes back."""
    async with await browser.new_context(locale="fr-FR", viewport={"width": 390, "height": 700}) as context:
        visit = await Visit.begin(await context.new_page(), gateway, site, rasa)
        await visit.embed()
        await visit.open()
        outside = []
        for key in ["Tab"] * 9 + ["Shift+Tab"] * 9:
            await visit.page.keyboard.press(key)
            outside.append(await visit.page.evaluate("() => document.activeElement.localName"))
        await visit.page.keyboard.press("Escape")

        assert {"balise-chat"} == set(outside)
        await expect(visit.launcher).to_be_focused()


async def test_nothing_moves_for_those_who_asked_for_it(browser: Browser, gateway: str, site: HostSite, rasa: RasaServer) -> None:
    """With reduced motion, nothing is animated."""
    async with await browser.new_context(locale="fr-FR", reduced_motion="reduce") as context:
        visit = await Visit.begin(await context.new_page(), gateway, site, rasa)
        rasa.delay = 1
        await visit.embed()
        await visit.open()
        await visit.say("bonjour")
        await expect(visit.page.locator(".typing")).to_be_visible()

        assert 0 == await visit.page.evaluate("() => document.getAnimations().length")


async def test_right_to_left(visit: Visit) -> None:
    """On a page that reads from right to left, the chat stands on the other side and nothing overflows."""
    await visit.embed()
    await visit.page.evaluate("() => { document.documentElement.dir = 'rtl'; }")
    await visit.open()
    left = await visit.window.evaluate("(element) => element.getBoundingClientRect().left")

    assert 100 > left
    assert [] == await visit.page.evaluate(TWO_WAYS)


async def test_printing_shows_the_whole_conversation(visit: Visit) -> None:
    """On paper: the messages, in full, and nothing to press."""
    await visit.go()
    await expect(visit.messages).to_have_count(1)
    await visit.say("\n".join(f"ligne {n}" for n in range(60)))
    await visit.page.emulate_media(media="print")

    await expect(visit.box).to_be_hidden()
    cut = await visit.page.locator(".history").evaluate("(one) => getComputedStyle(one).overflowY")

    assert "visible" == cut
