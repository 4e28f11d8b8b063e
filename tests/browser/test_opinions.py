"""Saying whether an answer helped, in the widget: by the keyboard, aloud, after a reload, on every kind of screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Route, expect

from balise.launch.checks import free_port
from balise.settings import Settings
from tests.browser.host_site import HostSite
from tests.browser.test_accessibility import SCREENS, TWO_WAYS
from tests.browser.visit import Visit
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import running

ADVICE = [{"text": "Videz la corbeille."}, {"custom": {"source": "Fiche « Entretenir ses BAL »"}}]
THANKS = "Merci, c’est noté."
WHY = "Merci, c’est noté. Vous pouvez dire ce qui n’allait pas."
REFUSED = "J’ai cru voir dans ce texte"


class Reader:
    """Somebody who has been given advice."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        page = visit.page
        self.yes = page.get_by_role("button", name="Cette réponse m’a aidé", exact=True)
        self.no = page.get_by_role("button", name="Cette réponse ne m’a pas aidé", exact=True)
        self.box = page.get_by_role("textbox", name="Qu’est-ce qui n’allait pas")
        self.send = page.get_by_role("button", name="Envoyer ce commentaire")
        self.status = page.locator(".opinion > .fate")

    @classmethod
    async def arrive(cls, visit: Visit) -> Reader:
        """Open the chat, and ask."""
        visit.rasa.answers["ma bal est pleine"] = ADVICE
        await visit.embed()
        await visit.open()
        await visit.say("ma bal est pleine")
        reader = cls(visit)
        await expect(reader.yes).to_be_visible()
        return reader

    async def heard(self) -> list[str]:
        """Return what was said aloud since the advice."""
        return (await self.visit.heard())[2:]


async def pressed(*buttons: Locator) -> list[str | None]:
    """Say which buttons are pressed."""
    return [await button.get_attribute("aria-pressed") for button in buttons]


@pytest.fixture
async def reader(visit: Visit) -> Reader:
    """Bring somebody who has been given advice."""
    return await Reader.arrive(visit)


@pytest.fixture(params=SCREENS, ids=str)
async def on_screen(
    request: pytest.FixtureRequest, browser: Browser, gateway: str, site: HostSite, rasa: RasaServer
) -> AsyncIterator[Reader]:
    """Bring the same, on one kind of screen."""
    options: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, **SCREENS[request.param]}
    async with await browser.new_context(locale="fr-FR", **options) as context:
        yield await Reader.arrive(await Visit.begin(await context.new_page(), gateway, site, rasa))


async def test_a_yes_is_thanked_once_and_can_be_taken_back(reader: Reader) -> None:
    """The button stays pressed and keeps the keyboard; pressed again, it is as if nothing had been said."""
    await reader.yes.focus()
    await reader.visit.page.keyboard.press("Enter")
    await expect(reader.status).to_have_text(THANKS)
    after = await pressed(reader.yes, reader.no)
    await reader.visit.page.keyboard.press("Enter")
    await expect(reader.status).to_have_text("Votre avis est retiré.")

    assert (["true", "false"], ["false", "false"]) == (after, await pressed(reader.yes, reader.no))
    assert [THANKS, "Votre avis est retiré."] == await reader.heard()
    assert "button Cette réponse m’a aidé" == await reader.visit.focused()
    assert 0 == await reader.box.count()


async def test_after_a_no_one_may_say_why(reader: Reader) -> None:
    """By the keyboard alone: the form comes next, the focus is moved by nobody else; sent, it goes back to the button."""
    keyboard = reader.visit.page.keyboard
    await reader.yes.focus()
    await keyboard.press("ArrowRight")
    await keyboard.press("Space")
    await expect(reader.send).to_be_in_viewport()
    stayed = await reader.visit.focused()
    await keyboard.press("Tab")
    await keyboard.type("Pas de corbeille.")
    await keyboard.press("Enter")
    await keyboard.press("ArrowUp")
    in_box = await reader.box.input_value()
    await keyboard.press("Tab")
    await keyboard.press("Enter")
    await expect(reader.box).to_have_count(0)

    assert "button Cette réponse ne m’a pas aidé" == stayed == await reader.visit.focused()
    assert "Pas de corbeille.\n" == in_box
    assert [WHY, THANKS] == await reader.heard()
    await expect(reader.visit.page.get_by_text("Votre commentaire : Pas de corbeille.")).to_be_visible()


async def test_one_may_leave_it_at_that(reader: Reader) -> None:
    """« Non merci » closes the form, and so does a reason that is empty; the no stands."""
    for leave in ("Non merci", "Envoyer ce commentaire"):
        await reader.no.click()
        await reader.visit.page.get_by_role("button", name=leave).click()
        await expect(reader.box).to_have_count(0)
        assert "button Cette réponse ne m’a pas aidé" == await reader.visit.focused()
        assert ["false", "true"] == await pressed(reader.yes, reader.no)
        await reader.no.click()
        await expect(reader.status).to_have_text("Votre avis est retiré.")


async def test_what_is_refused_stays_in_the_box(reader: Reader) -> None:
    """With why, beside it and aloud; corrected, it leaves."""
    await reader.no.click()
    await reader.box.fill("mon mot de passe est Kanari7731Vac")
    await reader.send.click()
    await expect(reader.visit.page.locator(".why .fate")).to_contain_text(REFUSED)

    assert "true" == await reader.box.get_attribute("aria-invalid")
    assert "mon mot de passe est Kanari7731Vac" == await reader.box.input_value()
    assert [WHY, True] == [(heard := await reader.heard())[0], heard[1].startswith(REFUSED)]
    await reader.box.fill("trop long")
    await reader.send.click()
    await expect(reader.box).to_have_count(0)
    assert THANKS == (await reader.heard())[-1]


async def test_an_opinion_is_there_after_a_reload(reader: Reader) -> None:
    """Pressed, with its reason, and nobody is thanked again."""
    await reader.no.click()
    await reader.box.fill("trop long")
    await reader.send.click()
    await expect(reader.box).to_have_count(0)
    await reader.visit.embed()
    await expect(reader.visit.page.get_by_text("Votre commentaire : trop long")).to_be_visible()

    assert ["false", "true"] == await pressed(reader.yes, reader.no)
    assert (0, True) == (await reader.box.count(), await reader.status.is_hidden())
    assert THANKS not in await reader.visit.heard()


async def test_what_cannot_be_kept_is_said(reader: Reader) -> None:
    """Without the network the button comes back as it was, and says so."""
    await reader.visit.page.context.set_offline(True)
    await reader.yes.click()
    await expect(reader.status).to_have_text("Votre avis n’est pas enregistré. Vérifiez votre connexion et réessayez.")

    assert ["false", "false"] == await pressed(reader.yes, reader.no)


async def test_whoever_changes_their_mind_at_once_has_the_last_word(reader: Reader) -> None:
    """What is pressed while an opinion is on its way leaves after it; the last one only is thanked for, and is kept."""
    free = asyncio.Event()

    async def hold(route: Route) -> None:
        await free.wait()
        await route.continue_()

    await reader.visit.page.route("**/opinion", hold)
    await reader.yes.click()
    await reader.no.click()
    before = await pressed(reader.yes, reader.no)
    free.set()
    await expect(reader.status).to_have_text(WHY)
    heard = await reader.heard()
    await reader.visit.embed()
    await expect(reader.no).to_have_attribute("aria-pressed", "true")

    assert ["false", "false"] == before
    assert [WHY] == heard


async def test_only_advice_can_be_judged(reader: Reader) -> None:
    """Neither the welcome nor what one says oneself."""
    await expect(reader.visit.messages).to_have_count(3)

    assert 1 == await reader.yes.count()


async def test_no_state_has_a_fault(on_screen: Reader) -> None:
    """Pressed, asking why, refused: axe finds nothing and nothing scrolls sideways, on any screen."""
    found = {"asked": await on_screen.visit.violations()}
    await on_screen.no.click()
    await on_screen.box.fill("mon mot de passe est Kanari7731Vac")
    found["why"] = await on_screen.visit.violations()
    await on_screen.send.click()
    await expect(on_screen.visit.page.locator(".why .fate")).to_be_visible()
    found["refused"] = await on_screen.visit.violations()
    found["sideways"] = await on_screen.visit.page.evaluate(TWO_WAYS)

    assert {state: [] for state in found} == found


@pytest.mark.parametrize("screen", [{}, {"forced_colors": "active"}], ids=["colours", "forced"])
async def test_what_is_pressed_is_seen(
    browser: Browser, gateway: str, site: HostSite, rasa: RasaServer, screen: dict[str, Any]
) -> None:
    """By the width of its border too, where colours are the person's own; it is large enough for a finger."""
    async with await browser.new_context(locale="fr-FR", **screen) as context:
        reader = await Reader.arrive(await Visit.begin(await context.new_page(), gateway, site, rasa))
        await reader.yes.click()
        await expect(reader.status).to_have_text(THANKS)
        widths = [
            await one.evaluate("(one) => parseFloat(getComputedStyle(one).borderTopWidth)") for one in (reader.yes, reader.no)
        ]
        box = await reader.no.bounding_box()

    assert widths[0] > widths[1]
    assert box is not None
    assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize(("rule", "said"), [("24/7", "Support ouvert"), ("off", "Support fermé"), ("", "")])
async def test_the_hours_of_the_support_desk(visit: Visit, settings: Settings, rule: str, said: str) -> None:
    """They are said beside the way to a person, which they describe; where nobody has set them, nothing is said."""
    with running(settings.model_copy(update={"port": free_port(), "support_hours": rule})) as url:
        await visit.page.goto(f"{url}/")
        await expect(visit.messages).to_have_count(1)
        # Once it has answered, whatever it has to say of the support has come.
        await visit.say("bonjour")
        await expect(visit.messages).to_have_count(3)
        person = visit.page.locator(".composer .person")
        await expect(person).to_have_accessible_description(said)
        await expect(visit.page.locator(".composer .support p")).to_be_visible(visible=bool(said))
