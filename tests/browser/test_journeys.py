"""What one comes to Balise for, in a real browser and through a whole Balise: by mouse, by keyboard alone, without JavaScript."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.launch.supervisor import Stack
from tests.browser.doors import CHAT, PLAIN, BrowserDoor, Keyboard, Mouse
from tests.browser.visit import faults_of
from tests.dialogue.doors import PATIENCE
from tests.dialogue.player import Play, check_effects, fresh_start
from tests.dialogue.script import Script, read_scripts

LEMOINE = "99900000011"
IN_BROWSERS = [script for script in read_scripts() if "navigateur" in script.channels]
WAYS = {"mouse": (Mouse(), CHAT), "keyboard": (Keyboard(), CHAT), "without_script": (Mouse(), PLAIN)}


@pytest.fixture(params=WAYS)
async def door(
    request: pytest.FixtureRequest, browser: Browser, stack: Stack, stack_engine: AsyncEngine, outbox: Path
) -> AsyncIterator[BrowserDoor]:
    """Lend a tab in front of a new conversation; nothing in it breaks, nor is refused by a content security policy."""
    await fresh_start(stack_engine, outbox)
    hands, face = WAYS[request.param]
    async with await browser.new_context(locale="fr-FR", java_script_enabled=face is CHAT) as context:
        page = await context.new_page()
        page.set_default_timeout(15_000)
        faults = faults_of(page)
        yield await BrowserDoor.open(page, stack.url, hands, face)

    assert [] == faults


@pytest.mark.parametrize("script", IN_BROWSERS, ids=lambda script: script.path.stem)
async def test_script_in_a_browser(script: Script, door: BrowserDoor, stack_engine: AsyncEngine, outbox: Path) -> None:
    """A conversation goes, word for word, as at the other doors, and has the same effects."""
    await Play(script, door, stack_engine, door.greeting).to_the_end()
    await check_effects(script, stack_engine, outbox)


async def test_erasing_everything(door: BrowserDoor) -> None:
    """Asked for and confirmed, it leaves nothing on the page, which says why; another conversation can begin."""
    await door.sign_in(LEMOINE)
    await door.say("dépublier ma boîte de l'hôpital")
    await door.say("quelles données gardez-vous sur moi ?")
    await door.say("Tout effacer")
    await door.say("Oui, tout effacer")
    anew = door.page.get_by_role("button", name="Nouvelle conversation" if door.face is CHAT else "Commencer")
    async with asyncio.timeout(PATIENCE):
        while not await anew.count():
            await asyncio.sleep(0.5)
            if door.face is PLAIN:
                await door.page.reload()

    await expect(door.page.get_by_text("Vos données ont été effacées").last).to_be_visible()
    await expect(door.messages).to_have_count(0)
    await door.hands.press(anew)
    await expect(door.messages).to_have_count(1)
