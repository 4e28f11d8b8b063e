"""Erasing everything through a whole running Balise: what each door shows after, and what is left."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.commands.gateway_client import open_chat
from balise.launch.supervisor import Stack
from tests.database import holding
from tests.dialogue.doors import TelegramDoor, WebDoor
from tests.dialogue.player import fresh_start
from tests.dialogue.recognition import response_of
from tests.fakes.bot_api import FakeBotApi

LEMOINE = "99900000011"
WORDS = (LEMOINE, "LEMOINE", "Lemoine", "boite engorgee 5519")
OF_THE_PUBLIC = {"public.directory_entries"}


async def until(condition: Callable[[], Awaitable[bool]], patience: float = 30.0) -> bool:
    """Wait for the worker."""
    for _ in range(int(patience / 0.5)):
        if await condition():
            return True
        await asyncio.sleep(0.5)
    return False


async def test_all_that_is_theirs_goes_from_every_door(
    stack: Stack, stack_engine: AsyncEngine, outbox: Path, bot_api: FakeBotApi
) -> None:
    """
    Asked for on the web, it takes the Telegram conversation along, which is told and begins anew at the next message.

    No table but the public directory holds a word of the person any more, Rasa's memory included.
    """
    await fresh_start(stack_engine, outbox)
    async with AsyncExitStack() as cleanup:
        web, telegram = await WebDoor.open(stack.url, cleanup), await TelegramDoor.open(bot_api, stack_engine)
        for door in (web, telegram):
            await door.sign_in(LEMOINE)
            await door.say("boite engorgee 5519")
        assert {"public.messages", "public.conversations", "rasa.events"} <= await holding(stack_engine, WORDS)
        await web.say("quelles données gardez-vous sur moi ?")
        await web.say("Télécharger mes données")
        await web.say("Tout effacer")
        assert ["utter_erased"] == [response_of(heard.text) for heard in (await web.say("Oui, tout effacer")).heard]

        async def nothing_left() -> bool:
            return await holding(stack_engine, WORDS) <= OF_THE_PUBLIC

        assert await until(nothing_left), await holding(stack_engine, WORDS)
        anew = await telegram.say("bonjour")
        said = [response_of(heard.text) for heard in anew.heard]
        assert ("erased_elsewhere", "utter_saluer") == (said[0], said[-1])


async def test_the_page_learns_that_it_was_erased(stack: Stack, stack_engine: AsyncEngine, outbox: Path) -> None:
    """The token of an erased conversation answers 404 with a sentence of its own; any other token, nothing more than before."""
    await fresh_start(stack_engine, outbox)

    def erased() -> tuple[httpx.Response, httpx.Response]:
        with open_chat(stack.url) as chat:
            for said in ("quelles données gardez-vous sur moi ?", "Tout effacer", "oui"):
                chat.say(said)
            for _ in range(60):
                answer = chat.http.get(f"{chat.path}/messages", params={"since": 1000, "wait": 1})
                if answer.status_code == 404:
                    break
            return answer, chat.http.get(f"{chat.path}/messages", headers={"Authorization": "Bearer another"})

    answer, other = await asyncio.to_thread(erased)
    assert (404, {"error": "erased", "message": "Vos données ont été effacées."}) == (answer.status_code, answer.json())
    assert (404, "not_found") == (other.status_code, other.json()["error"])


@pytest.mark.parametrize("wanted", ["Vos données", "Vos échanges avec Balise", "30 jours après le dernier message"])
async def test_the_privacy_page_says_what_is_kept(stack: Stack, wanted: str) -> None:
    """To everybody, without a conversation."""
    async with httpx.AsyncClient() as http:
        shown = await http.get(f"{stack.url}/confidentialite")

    assert 200 == shown.status_code
    assert wanted in shown.text
