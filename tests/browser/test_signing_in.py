"""Signing in from the chat: here, from another site with a code, in several tabs; and signing out."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.visit import Visit

OFFER = [{"text": "Il me faut savoir qui vous êtes."}, {"custom": {"sign_in": "Me connecter et continuer"}}]
HELD = "() => JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage)[0]))"
PLANT = "([key, held]) => sessionStorage.setItem(key, JSON.stringify({...held, read: 0, open: true}))"


@pytest.fixture(autouse=True)
def _offer(visit: Visit) -> None:
    """Have the dialogue offer to sign in."""
    visit.rasa.answers["mes BAL"] = OFFER


async def through_the_provider(page: Page, code: str = "") -> None:
    """Go from the link's page to the demo's identity provider, and back to a page of ours."""
    if code:
        await page.get_by_label("Code de vérification").fill(code)
    await page.get_by_role("button", name="Continuer vers Pro Santé Connect").click()
    await page.get_by_role("button", name="Se connecter avec ce praticien fictif").click()
    await expect(page.get_by_role("heading", name="Vous êtes connecté")).to_be_visible()


async def status_of(gateway: str, held: dict[str, Any]) -> int:
    """Return how the gateway answers to whoever holds a token."""
    async with httpx.AsyncClient(base_url=gateway, headers={"Authorization": f"Bearer {held['token']}"}) as http:
        return (await http.get(f"/api/conversations/{held['conversation']}/messages")).status_code


async def code_of(visit: Visit, offer: str = "Me connecter et continuer") -> tuple[str, Page]:
    """Ask for a link; return the code shown and the page that the link opens in a new tab."""
    await visit.page.get_by_role("button", name=offer).click()
    shown = await visit.page.locator("p.code").text_content()
    async with visit.page.context.expect_page() as opened:
        await visit.page.get_by_role("link", name="Ouvrir la page de connexion").click()
    found = re.search(r"\d{4}", shown or "")
    assert found is not None
    return found[0], await opened.value


async def test_on_our_own_page(visit: Visit) -> None:
    """By a button, in the same tab, without a code; once back the conversation goes on, and what opened it before does not."""
    await visit.go()
    await visit.say("mes BAL")
    former = await visit.page.evaluate(HELD)
    await visit.page.get_by_role("button", name="Me connecter et continuer").click()
    await through_the_provider(visit.page)
    await visit.page.get_by_role("link", name="Revenir à la conversation").click()

    await expect(visit.messages.filter(has_text="Vous êtes connecté")).to_be_visible()
    await expect(visit.page.get_by_role("button", name="Me connecter et continuer")).to_have_count(0)
    renewed = await visit.page.evaluate(HELD)
    assert (former["conversation"], [], True) == (
        renewed["conversation"],
        renewed["awaited"],
        former["token"] != renewed["token"],
    )
    assert [404, 200] == [await status_of(visit.gateway, held) for held in (former, renewed)]


async def test_from_another_site(visit: Visit) -> None:
    """The code is told and shown before leaving, and stays beside the link; the first tab goes on by itself."""
    await visit.embed()
    await visit.open()
    await visit.say("mes BAL")
    code, tab = await code_of(visit)
    focused = await visit.focused()
    await expect(visit.page.locator("p.code")).to_have_text(f"Code à saisir sur la page de connexion : {code}.")
    await through_the_provider(tab, code)

    await expect(visit.messages.filter(has_text="Vous êtes connecté")).to_be_visible()
    await expect(visit.page.locator("p.code")).to_have_count(0)
    assert focused.startswith("a Ouvrir la page de connexion")
    assert 1 == len([text for text in await visit.heard() if code in text])
    await visit.say("merci")
    await expect(visit.messages.last).to_contain_text("J’ai entendu « merci ».")


async def test_the_code_is_told_and_the_keyboard_stays(visit: Visit) -> None:
    """Nothing cuts what is said of the code; it describes the link too, for whoever goes on to it."""
    await visit.embed()
    await visit.open()
    await visit.say("mes BAL")
    await visit.page.get_by_role("button", name="Me connecter et continuer").click()
    told = (await visit.page.locator("p.code").inner_text()).replace("\u00a0", " ")

    assert "button Me connecter et continuer" == await visit.focused()
    assert told == (await visit.heard())[-1]
    await expect(visit.page.get_by_role("link", name="Ouvrir la page de connexion")).to_have_accessible_description(told)


async def test_the_keyboard_is_not_lost_with_the_offer(visit: Visit) -> None:
    """It was on the link when the sign-in ended in another tab: it is now on the message that offered it."""
    await visit.embed()
    await visit.open()
    await visit.say("mes BAL")
    code, tab = await code_of(visit)
    await through_the_provider(tab, code)
    await expect(visit.page.get_by_role("button", name="Me connecter et continuer")).to_have_count(0)

    assert (await visit.focused()).startswith("li Balise\u00a0: Il me faut savoir qui vous êtes.")


async def test_a_duplicated_tab_follows(visit: Visit) -> None:
    """Another tab of the same conversation hears of the link that was asked for, and goes on after the sign-in as the first."""
    await visit.embed()
    await visit.open()
    await visit.say("mes BAL")
    await expect(visit.messages).to_have_count(3)
    async with visit.page.context.expect_page() as opened:
        await visit.page.evaluate("() => { window.open(location.href); }")
    twin = await Visit.begin(await opened.value, visit.gateway, visit.site, visit.rasa)
    await expect(twin.messages).to_have_count(3)
    code, tab = await code_of(visit)
    await through_the_provider(tab, code)

    for one in (visit, twin):
        await expect(one.messages.filter(has_text="Vous êtes connecté")).to_be_visible()
    await twin.say("depuis l’autre onglet")
    await expect(visit.messages.last).to_contain_text("J’ai entendu « depuis l’autre onglet ».")
    assert await visit.page.evaluate(HELD) == await twin.page.evaluate(HELD)
    assert [] == twin.faults


async def test_a_token_planted_by_a_stranger_opens_nothing_after(visit: Visit) -> None:
    """Whoever had the practitioner's tab hold a conversation of theirs reads nothing of it once the practitioner signs in."""
    async with httpx.AsyncClient(base_url=visit.gateway) as stranger:
        planted = (await stranger.post("/api/conversations")).json()
        asked = (await stranger.post(f"/api/conversations/{planted['conversation']}/sign-in", headers=bearer(planted))).json()
    await visit.embed()
    await visit.page.evaluate(PLANT, [f"balise {visit.gateway}", planted])
    await visit.embed()
    await visit.say("mes BAL")
    code, tab = await code_of(visit)
    before = await status_of(visit.gateway, planted)
    await through_the_provider(tab, code)
    await expect(visit.messages.filter(has_text="Vous êtes connecté")).to_be_visible()

    assert (200, 404) == (before, await status_of(visit.gateway, planted))
    assert 404 == await status_of(visit.gateway, planted | {"token": asked["token"]})
    assert (await tab.goto(asked["url"]) or tab).status == 404


def bearer(held: dict[str, Any]) -> dict[str, str]:
    """Return the header that opens a conversation."""
    return {"Authorization": f"Bearer {held['token']}"}


async def test_in_and_out_by_the_options(visit: Visit) -> None:
    """They offer to sign in, then say who is signed in and sign out, with the way to end the provider's own session."""
    await visit.embed()
    await visit.open()
    options = visit.page.get_by_role("button", name="Options")
    await options.click()
    await expect(visit.page.get_by_role("link", name="Ce que Balise garde")).to_have_attribute("target", "_blank")
    assert [] == await visit.violations()
    code, tab = await code_of(visit, "Me connecter")
    await through_the_provider(tab, code)
    await expect(visit.messages.filter(has_text="Vous êtes connecté")).to_be_visible()
    await expect(visit.page.locator("p.code")).to_be_hidden()
    await options.click()
    menu = visit.page.locator("#menu")
    await expect(menu.get_by_text("Connecté : Camille LEMOINE (fictif)")).to_be_visible()
    await expect(menu.get_by_role("button", name="Me déconnecter partout")).to_be_visible()
    await menu.get_by_role("button", name="Me déconnecter", exact=True).click()

    end = menu.get_by_role("link", name="Me déconnecter aussi de Pro Santé Connect")
    await expect(end).to_be_focused()
    assert [] == await visit.violations()
    assert "Vous êtes déconnecté." in await visit.heard()
    await options.click()
    await options.click()
    await expect(menu.get_by_role("button", name="Me connecter")).to_be_visible()


async def test_signing_out_is_asked_for_once(visit: Visit) -> None:
    """However often it is pressed; and the way to end the provider's session waits for whoever closed the options before."""
    await visit.embed()
    await visit.open()
    options = visit.page.get_by_role("button", name="Options")
    menu = visit.page.locator("#menu")
    await options.click()
    code, tab = await code_of(visit, "Me connecter")
    await through_the_provider(tab, code)
    await expect(visit.messages.filter(has_text="Vous êtes connecté")).to_be_visible()
    asked: list[Route] = []

    def keep(route: Route) -> None:
        asked.append(route)

    await visit.page.route("**/sign-out?*", keep)
    await options.click()
    await menu.get_by_role("button", name="Me déconnecter", exact=True).dblclick()
    await menu.get_by_role("button", name="Me déconnecter partout").click(force=True)
    await visit.page.keyboard.press("Escape")
    await expect(menu).to_be_hidden()
    (only,) = asked
    await only.continue_()
    await visit.page.wait_for_function("() => window.heard.includes('Vous êtes déconnecté.')")
    await options.click()

    await expect(menu.get_by_role("link", name="Me déconnecter aussi de Pro Santé Connect")).to_be_visible()


async def test_what_does_not_answer_is_said(visit: Visit) -> None:
    """The button stays, to try again."""
    await visit.embed()
    await visit.open()
    await visit.say("mes BAL")
    await visit.page.route("**/sign-in", lambda route: route.abort())
    offer = visit.page.get_by_role("button", name="Me connecter et continuer")
    await offer.click()
    await expect(visit.messages.last).to_contain_text("Le lien de connexion n’a pas pu être préparé. Réessayez.")
    await visit.page.unroute("**/sign-in")
    await offer.click()

    await expect(visit.page.locator("p.code")).to_be_visible()
