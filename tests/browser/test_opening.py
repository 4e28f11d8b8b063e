"""Opening and closing the chat on another site's page: what it costs before, where the keyboard is, what is heard."""

from __future__ import annotations

from playwright.async_api import Request, expect

from tests.browser.visit import Visit

BOX = "textarea "
NAME = "Une question sur vos BAL ? Balise, assistant MSSanté"


async def kept(visit: Visit) -> list[int]:
    """Return how many things the browser keeps for the page: session storage, local storage, cookies."""
    stored: list[int] = await visit.page.evaluate("() => [sessionStorage.length, localStorage.length]")
    return [*stored, len(await visit.page.context.cookies())]


async def test_nothing_is_asked_nor_kept_before_it_is_opened(visit: Visit) -> None:
    """Until somebody opens it, the chat is one deferred script: no request, no cookie, no storage, no movement of the page."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.url.startswith(visit.gateway):
            asked.append(request.url.removeprefix(visit.gateway))

    visit.page.on("request", note)
    await visit.embed()
    await visit.page.wait_for_timeout(500)
    moved = await visit.page.evaluate(
        "() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().length))"
        ".observe({type: 'layout-shift', buffered: true}) ?? setTimeout(() => done(0), 200))"
    )

    assert ["/static/balise-chat.js"] == asked
    assert ([0, 0, 0], 0) == (await kept(visit), moved)

    await visit.open()

    assert [1, 0, 0] == await kept(visit)


async def test_the_launcher_says_what_it_opens_and_whether_it_is_open(visit: Visit) -> None:
    """A real button, named by what is read on it, expanded or not; Escape and the cross close, and give the focus back to it."""
    await visit.embed()

    await expect(visit.launcher).to_have_accessible_name(NAME)
    await expect(visit.launcher).to_have_attribute("aria-expanded", "false")

    await visit.open()

    await expect(visit.launcher).to_have_attribute("aria-expanded", "true")
    assert BOX == await visit.focused()

    for close in (visit.page.keyboard.press("Escape"), visit.page.get_by_role("button", name="Fermer Balise").click()):
        await close
        await expect(visit.window).to_be_hidden()
        await expect(visit.launcher).to_be_focused()
        await visit.launcher.press("Enter")
        await expect(visit.window).to_be_visible()
        await expect(visit.box).to_be_focused()


async def test_escape_closes_the_options_before_the_window(visit: Visit) -> None:
    """One Escape, one thing closed; the focus is where it was before."""
    await visit.embed()
    await visit.open()
    options = visit.page.get_by_role("button", name="Options")
    await options.click()
    await visit.page.get_by_role("button", name="Oublier sur cet appareil").click()
    await visit.page.keyboard.press("Escape")

    await expect(options).to_be_focused()
    await expect(visit.window).to_be_visible()


async def test_the_welcome_is_heard_once(visit: Visit) -> None:
    """Opening tells the first message, with the number of answers proposed, and the live region is empty a second later."""
    await visit.embed()
    await visit.open()
    welcome = [text for text in await visit.heard() if text.startswith("Balise : Bonjour")]

    assert 1 == len(welcome)
    assert welcome[0].endswith("6 réponses proposées.")
    await expect(visit.page.locator("[aria-live]")).to_have_count(1)
    await expect(visit.page.locator("[aria-live] > *")).to_have_count(0)


async def test_what_came_while_it_was_closed_is_marked_then_heard(visit: Visit) -> None:
    """The launcher counts the messages that wait; opening tells them, and the mark goes away."""
    visit.rasa.delay = 2
    await visit.embed()
    await visit.open()
    await visit.say("bonjour")
    await expect(visit.fates).to_have_count(0)
    await visit.page.keyboard.press("Escape")

    await expect(visit.launcher).to_have_accessible_name(f"{NAME} (1 nouveau message)")
    assert not [text for text in await visit.heard() if "J’ai entendu" in text]

    await visit.launcher.click()

    await expect(visit.launcher).to_have_accessible_name(NAME)
    assert 1 == len([text for text in await visit.heard() if "J’ai entendu" in text])


async def test_the_options_of_the_script_tag(visit: Visit) -> None:
    """Open from the start does not take the focus; the title, the theme and the side are the site's."""
    await visit.embed('data-open data-title="Aide aux BAL" data-theme="sobre" data-scheme="sombre" data-position="start"')

    await expect(visit.window).to_have_accessible_name("Aide aux BAL")
    await expect(visit.messages).to_have_count(1)
    assert "body" == (await visit.focused()).split()[0]
    side = await visit.launcher.evaluate("(button) => button.getBoundingClientRect().left")
    theme = await visit.page.locator(".root").evaluate("(root) => [root.dataset.theme, root.dataset.scheme]")

    assert 100 > side
    assert ["sobre", "sombre"] == theme
