"""The network fails in every way: nothing that was said is lost or doubled, and the order is kept."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress

import pytest
from playwright.async_api import Browser, Error, Route, expect
from sqlalchemy.ext.asyncio import create_async_engine

from balise.adapters.store.store import PostgresStore
from balise.model.conversation import Author, Draft, Reply
from balise.settings import Settings
from tests import database
from tests.browser.chromium import asleep, chromium
from tests.browser.host_site import HostSite
from tests.browser.test_keeping import CONVERSATION
from tests.browser.visit import Visit
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import running, settings_for

MESSAGES = 200
LOSS = 0.05
API = "**/api/conversations/**"
LOST = """() => {
  const [key] = Object.keys(sessionStorage);
  sessionStorage[key] = JSON.stringify({...JSON.parse(sessionStorage[key]), token: "x".repeat(43)});
}"""
"""Makes the tab's token one that opens nothing, as that of a conversation that was deleted."""


async def said_and_heard(visit: Visit) -> tuple[list[str], list[str]]:
    """Return what the transcript shows that was said, in order, and what was answered, in order."""
    own = await visit.page.locator("li.practitioner .bubble > p").all_text_contents()
    theirs = await visit.page.locator("li.assistant .bubble > p").all_text_contents()
    return own, [text for text in theirs if text.startswith("J’ai entendu")]


def losing(chance: random.Random) -> Callable[[Route], object]:
    """Return a network that loses requests, answers, and now and then has the gateway say that it is away."""

    async def carry(route: Route) -> None:
        if chance.random() >= LOSS:
            await route.continue_()
        elif route.request.method == "POST" and chance.random() < 0.5:
            # It went there, unless nobody is there just now, and nobody hears that it did.
            with suppress(Error):
                await route.fetch()
            await route.abort()
        elif chance.random() < 0.5:
            await route.fulfill(status=503, json={"error": "unavailable", "message": "Indisponible."})
        else:
            await route.abort()

    return carry


@pytest.fixture
def restartable(
    tmp_path_factory: pytest.TempPathFactory, postgres: str, rasa_of_package: RasaServer, site: HostSite
) -> Iterator[Settings]:
    """Lend the settings of a gateway that a test stops and starts."""
    with database.migrated_database(postgres) as url:
        yield settings_for(tmp_path_factory.mktemp("restartable"), url, rasa_of_package, widget_origins=(site.origin,))


@pytest.mark.timeout(280)
async def test_two_hundred_messages_through_a_bad_network_and_a_restart(
    browser: Browser, restartable: Settings, site: HostSite, rasa: RasaServer
) -> None:
    """200 messages, 5 % of requests or answers lost, the server stopped in their midst: each is there once, in order."""
    texts = [f"message {n:03}" for n in range(MESSAGES)]
    async with await browser.new_context(locale="fr-FR") as context:
        visit = await Visit.begin(await context.new_page(), "", site, rasa)
        with running(restartable) as address:
            await visit.page.goto(f"{address}/")
            await expect(visit.messages).to_have_count(1)
            await visit.page.route(API, losing(random.Random(6)))  # noqa: S311 - which requests fail, the same each time
            for text in texts[: MESSAGES // 2]:
                await visit.say(text)
        # Nobody is there: what is said now waits.
        for text in texts[MESSAGES // 2 :]:
            await visit.say(text)
        with running(restartable):
            await expect(visit.page.locator("li.assistant")).to_have_count(1 + MESSAGES, timeout=200_000)
            await expect(visit.fates).to_have_count(0)
            own, theirs = await said_and_heard(visit)

    assert texts == own
    assert [f"J’ai entendu « {text} »." for text in texts] == theirs
    assert texts == [text for _, text in rasa.heard if text.startswith("message ")]


async def test_offline_then_back(visit: Visit) -> None:
    """Offline, what is said waits, and says so; once the network is back it leaves by itself, once."""
    await visit.embed()
    await visit.open()
    await visit.page.context.set_offline(True)
    await visit.say("sans réseau")
    await visit.say("toujours sans")

    await expect(visit.fates.first).to_contain_text("En attente…")
    await visit.page.wait_for_timeout(3000)
    await visit.page.context.set_offline(False)

    await expect(visit.messages).to_have_count(5, timeout=15_000)
    own, theirs = await said_and_heard(visit)

    assert ["sans réseau", "toujours sans"] == own
    assert ["J’ai entendu « sans réseau ».", "J’ai entendu « toujours sans »."] == theirs


async def test_on_a_slow_network(visit: Visit) -> None:
    """On slow 3G (2 s of latency both ways, 50 kB/s) it is slower, and the same."""
    await visit.embed()
    network = await visit.page.context.new_cdp_session(visit.page)
    slow = {"offline": False, "latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    await network.send("Network.emulateNetworkConditions", slow)
    await visit.launcher.click()
    await visit.say("un")
    await visit.say("deux")

    await expect(visit.messages).to_have_count(5, timeout=40_000)
    assert ["un", "deux"] == (await said_and_heard(visit))[0]


async def test_a_message_that_is_refused_can_be_changed_or_sent_again(visit: Visit) -> None:
    """A message that failed says why, can be sent again or taken back, and the focus stays in the chat."""
    await visit.embed()
    await visit.open()
    refusal = {"error": "too_long", "message": "Votre message est trop long."}
    readable = {"Access-Control-Allow-Origin": "*"}
    await visit.page.route("**/messages", lambda route: route.fulfill(status=422, json=refusal, headers=readable))
    await visit.say("une demande")
    failed = visit.page.locator("li.failed")

    await expect(failed).to_contain_text("Pas envoyé. Votre message est trop long.")
    assert "Votre message n’est pas parti. Votre message est trop long." in await visit.heard()

    await failed.get_by_role("button", name="Modifier").click()

    await expect(failed).to_have_count(0)
    await expect(visit.box).to_have_value("une demande")
    await visit.box.press("Enter")
    await expect(failed).to_have_count(1)
    await visit.page.unroute("**/messages")
    await failed.get_by_role("button", name="Réessayer").click()

    assert "textarea " == await visit.focused()
    await expect(visit.messages).to_have_count(3)
    assert ["une demande"] == (await said_and_heard(visit))[0]


async def test_where_streams_do_not_pass_the_long_poll_does(visit: Visit) -> None:
    """A proxy that cuts the stream costs seconds, not messages."""
    await visit.page.route("**/events?*", lambda route: route.fulfill(status=502, headers={"Access-Control-Allow-Origin": "*"}))
    await visit.embed()
    await visit.launcher.click()
    await expect(visit.messages).to_have_count(1, timeout=15_000)
    await visit.say("bonjour")

    await expect(visit.messages).to_have_count(3)
    assert (["bonjour"], ["J’ai entendu « bonjour »."]) == await said_and_heard(visit)


async def test_a_gateway_that_does_not_answer(visit: Visit) -> None:
    """What is written before there is a conversation is not lost: it leaves once there is one."""
    await visit.page.route("**/api/conversations", lambda route: route.abort())
    await visit.embed()
    await visit.launcher.click()
    await visit.say("bonjour")

    await expect(visit.page.get_by_text("Balise ne répond pas.").last).to_be_visible(timeout=20_000)
    await visit.page.unroute("**/api/conversations")
    await visit.page.get_by_role("button", name="Réessayer").click()

    await expect(visit.messages).to_have_count(3)
    assert ["bonjour"] == (await said_and_heard(visit))[0]


async def test_a_conversation_that_was_deleted(visit: Visit) -> None:
    """Kept by the tab from another day and deleted since, it gives way to another."""
    await visit.embed()
    await visit.open()
    await visit.page.evaluate(LOST)
    await visit.embed()

    await expect(visit.messages).to_have_count(1)
    await visit.say("bonjour")
    await expect(visit.messages).to_have_count(3)


async def test_two_tabs_of_one_conversation(visit: Visit) -> None:
    """A tab opened from another shares its conversation: both show everything, once."""
    await visit.go()
    await expect(visit.messages).to_have_count(1)
    async with visit.page.expect_popup() as opened:
        await visit.page.evaluate("() => { window.open('/'); }")
    other = await Visit.begin(await opened.value, visit.gateway, visit.site, visit.rasa)
    await expect(other.messages).to_have_count(1)
    await visit.say("d’ici")
    await expect(visit.messages).to_have_count(3)
    await other.say("de là")
    await expect(other.messages).to_have_count(5)
    await expect(visit.messages).to_have_count(5)

    assert (await said_and_heard(visit)) == (await said_and_heard(other))
    assert ["d’ici", "de là"] == (await said_and_heard(visit))[0]


async def test_an_hour_of_sleep(restartable: Settings, site: HostSite, rasa: RasaServer) -> None:
    """
    The computer falls asleep while something is being said, and wakes an hour later: the line was cut, and things went on.

    Within seconds everything is there, once and in order: what was said last, its answer, and what came during that hour.
    """
    assert restartable.database_url is not None
    engine = create_async_engine(restartable.database_url.get_secret_value())
    news = [f"nouvelle {n:02}" for n in range(50)]
    async with chromium() as browser, await browser.new_context(locale="fr-FR") as context:
        visit = await Visit.begin(await context.new_page(), "", site, rasa)
        await visit.page.clock.install()
        with ExitStack() as server:
            address = server.enter_context(running(restartable))
            await visit.page.goto(f"{address}/")
            await expect(visit.messages).to_have_count(1)
            conversation = await visit.page.evaluate(CONVERSATION)
            rasa.delay = 1
            await visit.say("avant")
            async with asleep(browser):
                server.close()
                server.enter_context(running(restartable))
                async with PostgresStore(engine).begin() as work:
                    for text in news:
                        await work.conversations.append(conversation, Draft(Author.SYSTEM, Reply(text)))
                # The first thing that the page sees when it wakes is the time that has passed.
                hour = asyncio.create_task(visit.page.clock.fast_forward("01:00:00"))
                await asyncio.sleep(1)
            await hour
            await visit.say("après")
            await expect(visit.messages).to_have_count(5 + len(news), timeout=10_000)
            texts = await visit.texts()
    await engine.dispose()

    before, after = (["avant", "J’ai entendu « avant »."], ["après", "J’ai entendu « après »."])
    assert [*before, *news, *after] == texts[-len(news) - 4 :]
    assert ["avant", "après"] == rasa.heard_from(conversation)
