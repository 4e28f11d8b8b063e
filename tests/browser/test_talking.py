"""Talking in the chat: where the keyboard is at each moment, what each key does, and what a screen reader hears."""

from __future__ import annotations

import asyncio

from playwright.async_api import Route, expect
from sqlalchemy.ext.asyncio import create_async_engine

from balise.adapters.store.store import PostgresStore
from balise.settings import Settings
from balise.wiring import now
from tests.browser.test_keeping import CONVERSATION
from tests.browser.visit import Visit

PLENTY = [
    {
        "text": "Écrivez à camille.essai@medecin.exemple.fr.",
        "buttons": [{"title": title, "payload": title} for title in ("La corbeille", "Les anciens", "Les pièces jointes")],
    },
    {
        "custom": {
            "step": {"n": 2, "total": 4},
            "source": "Fiche « Entretenir ses BAL »",
            "links": [
                {"title": "Le site", "url": "https://esante.gouv.fr/page"},
                {"title": "Le support", "url": "mailto:support@exemple.fr"},
            ],
        }
    },
]


async def test_the_focus_leaves_a_button_before_the_button_leaves(visit: Visit) -> None:
    """Pressed, a button gives the focus to the box, then goes; what it says stays, and the next ones say how many they are."""
    visit.rasa.answers["/bal_pleine"] = PLENTY
    await visit.embed()
    await visit.open()
    pressed = visit.page.get_by_role("button", name="Ma BAL est pleine")
    await pressed.click()

    assert "textarea " == await visit.focused()
    await expect(visit.messages).to_have_count(3)
    await expect(pressed).to_have_count(0)
    await expect(visit.messages.nth(1)).to_contain_text("Ma BAL est pleine")
    await expect(visit.page.get_by_role("toolbar", name="3 réponses proposées")).to_be_visible()


async def test_every_key(visit: Visit) -> None:
    """From the site's own link to the answer, with Tab, the arrows, Enter and Escape; the keyboard is never trapped."""
    visit.rasa.answers["/depublier_bal"] = PLENTY
    await visit.embed()
    press = visit.page.keyboard.press
    await press("Tab")
    await press("Tab")
    await expect(visit.launcher).to_be_focused()
    await press("Enter")
    await expect(visit.messages).to_have_count(1)
    await press("Shift+Tab")
    first = await visit.focused()
    for key in ("ArrowRight", "ArrowDown"):
        await press(key)
    third = await visit.focused()
    await press("End")
    last = await visit.focused()
    await press("Home")
    for key in ("ArrowLeft", "ArrowRight", "ArrowRight", "ArrowRight"):
        await press(key)
    chosen = await visit.focused()
    await press("Enter")
    await expect(visit.messages).to_have_count(3)

    assert ("button Ma BAL est pleine", "button Parler à une personne") == (first, last)
    assert ["button Dépublier une BAL"] * 2 == [third, chosen]
    assert "textarea " == await visit.focused()

    await visit.page.keyboard.type("merci")
    await press("Shift+Enter")
    await visit.page.keyboard.type("beaucoup")
    await press("Enter")

    await expect(visit.messages).to_have_count(5)
    assert ["merci\nbeaucoup"] == [text for _, text in visit.rasa.heard if text.startswith("merci\nb")]

    await press("Escape")
    await press("Shift+Tab")

    assert "a Un lien de ce site" == await visit.focused()


async def test_arrows_go_from_message_to_message(visit: Visit) -> None:
    """In the messages, up and down, Home and End; each message is reached, and neither end goes round."""
    await visit.embed()
    await visit.open()
    for text in ("un", "deux"):
        await visit.say(text)
    await expect(visit.messages).to_have_count(5)
    await visit.page.locator(".history").focus()
    reached = []
    for key in ("ArrowUp", "ArrowDown", "ArrowUp", "Home", "ArrowUp", "ArrowDown", "End"):
        await visit.page.keyboard.press(key)
        reached.append(await visit.messages.evaluate_all("(items) => items.findIndex((item) => item.matches(':focus'))"))

    assert [4, 4, 3, 0, 0, 1, 4] == reached


async def test_each_answer_is_heard_once_and_in_order(visit: Visit) -> None:
    """What is answered is told once, in order, with what comes with it; the focus never moves because something arrived."""
    visit.rasa.answers["plein"] = PLENTY
    await visit.embed()
    await visit.open()
    focused = []
    for count, text in enumerate(("un", "plein", "deux", "trois"), start=1):
        await visit.say(text)
        await expect(visit.messages).to_have_count(1 + 2 * count)
        focused.append(await visit.focused())
    heard = [text for text in await visit.heard() if text.startswith("Balise : ")]

    assert ["textarea "] * 4 == focused
    assert [
        "Balise : J’ai entendu « un ».",
        "Balise : Étape 2 sur 4. Écrivez à camille.essai@medecin.exemple.fr. Le site. Le support. "
        "Source : Fiche « Entretenir ses BAL ». 3 réponses proposées.",
        "Balise : J’ai entendu « deux ».",
        "Balise : J’ai entendu « trois ».",
    ] == heard[1:]


async def test_the_focus_stays_where_one_reads_when_an_answer_arrives(visit: Visit) -> None:
    """Somebody who reads an earlier message stays on it; a button leads to what is new, when they wish."""
    visit.rasa.answers["long"] = [{"text": "\n".join(f"Ligne {n}." for n in range(60))}]
    await visit.embed()
    await visit.open()
    await visit.say("long")
    await expect(visit.messages).to_have_count(3)
    visit.rasa.delay = 1
    await visit.say("encore")
    await visit.messages.first.focus()
    await expect(visit.messages).to_have_count(5)
    news = visit.page.get_by_role("button", name="Nouveaux messages")

    await expect(visit.messages.first).to_be_focused()
    await expect(visit.messages.first).to_be_in_viewport()
    await news.click()
    await expect(visit.messages.last).to_be_focused()
    await expect(visit.messages.last).to_be_in_viewport()
    await expect(news).to_be_hidden()


async def test_what_comes_with_an_answer(visit: Visit) -> None:
    """Links say where they go, addresses can be copied, the source and the step are those of the message."""
    visit.rasa.answers["plein"] = PLENTY
    await visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await visit.embed()
    await visit.open()
    await visit.say("plein")
    answer = visit.messages.nth(2)
    site, support = answer.get_by_role("link").nth(0), answer.get_by_role("link").nth(1)

    await expect(site).to_have_accessible_name("Le site esante.gouv.fr (nouvel onglet)")
    await expect(site).to_have_attribute("rel", "noopener noreferrer")
    await expect(support).to_have_accessible_name("Le support courriel support@exemple.fr")
    await expect(answer.get_by_text("Étape 2 sur 4")).to_be_visible()
    await expect(answer.locator("progress")).to_have_js_property("value", 2)
    await expect(answer).to_contain_text("Source : Fiche « Entretenir ses BAL »")

    await answer.get_by_role("button", name="Copier l’adresse camille.essai@medecin.exemple.fr").click()

    assert "camille.essai@medecin.exemple.fr" == await visit.page.evaluate("() => navigator.clipboard.readText()")
    assert "Adresse copiée" in await visit.heard()


async def test_a_person_is_always_in_reach(visit: Visit) -> None:
    """One press asks for a person, at any moment, without a button of the dialogue's."""
    await visit.embed()
    await visit.open()
    await visit.say("bonjour")
    await expect(visit.messages).to_have_count(3)
    await visit.page.get_by_role("button", name="Parler à une personne").click()
    await expect(visit.messages).to_have_count(5)

    assert "Parler à une personne" == visit.rasa.heard[-1][1]


async def test_suggestions_while_typing(visit: Visit) -> None:
    """What is typed finds what Balise can do, without accents; a suggestion says itself."""
    await visit.embed()
    await visit.open()
    await visit.box.press_sequentially("depub")
    suggestions = visit.page.get_by_role("toolbar", name="suggestions")

    await expect(suggestions.get_by_role("button").first).to_have_text("Dépublier une BAL")
    await visit.page.keyboard.press("Tab")
    await visit.page.keyboard.press("Tab")
    await visit.page.keyboard.press("Enter")

    await expect(visit.messages).to_have_count(3)
    await expect(suggestions).to_have_count(0)
    assert ("textarea ", "Dépublier une BAL") == (await visit.focused(), visit.rasa.heard[-1][1])


async def test_slow_answers_are_told(visit: Visit) -> None:
    """« Balise écrit… » is seen at once, and heard when the answer takes long."""
    visit.rasa.delay = 4
    await visit.embed()
    await visit.open()
    await visit.say("lentement")

    await expect(visit.page.get_by_text("Balise écrit…").first).to_be_visible()
    await expect(visit.messages).to_have_count(3)
    await expect(visit.page.locator(".typing")).to_be_hidden()
    assert 1 == (await visit.heard()).count("Balise écrit…")


async def test_a_closed_window_says_nothing(visit: Visit) -> None:
    """What takes long is not told to somebody who has closed it."""
    visit.rasa.delay = 5
    await visit.embed()
    await visit.open()
    await visit.say("lentement")
    await expect(visit.page.locator(".typing")).to_be_visible()
    await visit.page.keyboard.press("Escape")
    await visit.page.wait_for_timeout(3500)

    assert "Balise écrit…" not in await visit.heard()


async def test_a_failure_behind_a_closed_window_is_told_once(visit: Visit) -> None:
    """When it opens again, as one that happens before one's eyes; not each time it opens."""
    failure = "Votre message n’est pas parti. Votre message est trop long."
    free = asyncio.Event()

    async def refuse(route: Route) -> None:
        await free.wait()
        refusal = {"error": "too_long", "message": "Votre message est trop long."}
        await route.fulfill(status=422, json=refusal, headers={"Access-Control-Allow-Origin": "*"})

    await visit.page.route("**/messages", refuse)
    await visit.embed()
    await visit.open()
    await visit.say("une demande")
    await visit.page.keyboard.press("Escape")
    async with visit.page.expect_response("**/messages"):
        free.set()
    await visit.page.wait_for_timeout(200)
    closed = await visit.heard()
    for _ in range(2):
        await visit.launcher.click()
        await expect(visit.page.locator("li.failed")).to_be_visible()
        await visit.page.keyboard.press("Escape")

    assert failure not in closed
    assert 1 == (await visit.heard()).count(failure)


async def test_the_focus_is_not_lost_among_what_is_on_its_way(visit: Visit) -> None:
    """It stays on a message that failed while another leaves; it was on that other one: it is now on the messages."""
    free = asyncio.Event()

    async def carry(route: Route) -> None:
        if "refusée" in (route.request.post_data or ""):
            refusal = {"error": "too_long", "message": "Votre message est trop long."}
            return await route.fulfill(status=422, json=refusal, headers={"Access-Control-Allow-Origin": "*"})
        await free.wait()
        return await route.continue_()

    await visit.page.route("**/messages", carry)
    await visit.embed()
    await visit.open()
    await visit.say("refusée")
    retry = visit.page.get_by_role("button", name="Réessayer")
    await expect(retry).to_be_visible()
    await visit.say("première")
    await retry.focus()
    free.set()
    await expect(visit.fates).to_have_count(1)
    await expect(retry).to_be_focused()
    free.clear()
    await visit.say("seconde")
    await visit.fates.last.focus()
    free.set()
    await expect(visit.fates).to_have_count(1)

    assert (await visit.focused()).startswith("div Messages.")


async def test_the_focus_is_not_lost_with_the_choices(visit: Visit) -> None:
    """Another tab has answered: the buttons go, and the keyboard that was on them is on their message."""
    await visit.go()
    await expect(visit.messages).to_have_count(1)
    async with visit.page.expect_popup() as opened:
        await visit.page.evaluate("() => { window.open('/'); }")
    other = await Visit.begin(await opened.value, visit.gateway, visit.site, visit.rasa)
    await expect(other.messages).to_have_count(1)
    choice = visit.page.get_by_role("button", name="Ma BAL est pleine")
    await choice.focus()
    await other.say("de là")
    await expect(choice).to_have_count(0)

    assert (await visit.focused()).startswith("li Balise")


async def test_what_was_erased_is_not_told_as_forgotten(visit: Visit, settings: Settings) -> None:
    """One word for what happened, and the right one."""
    assert settings.database_url is not None
    await visit.embed()
    await visit.open()
    conversation = await visit.page.evaluate(CONVERSATION)
    engine = create_async_engine(settings.database_url.get_secret_value())
    async with PostgresStore(engine).begin() as work:
        await work.erasures.ask([conversation], now())
        await work.erasures.erase(conversation, now())
    await engine.dispose()
    await visit.say("bonjour")
    await expect(visit.messages).to_have_count(0)
    await expect(visit.page.locator(".notice")).to_contain_text("Vos données ont été effacées.")

    assert ["Vos données ont été effacées."] == (await visit.heard())[1:]
