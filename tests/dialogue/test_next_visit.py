"""What was left unfinished is offered again at the next visit, at either door, and once Rasa has forgotten everything."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.launch.supervisor import Stack
from tests.dialogue.doors import Answer, TelegramDoor, WebDoor
from tests.dialogue.player import fresh_start
from tests.dialogue.recognition import response_of
from tests.fakes.bot_api import FakeBotApi

LEMOINE = "99900000011"
RESUME = "Reprendre la dépublication"


def responses(answer: Answer) -> list[str]:
    """Return the names of the responses heard."""
    return [response_of(heard.text) for heard in answer.heard]


def buttons(answer: Answer) -> list[str]:
    """Return the titles of the buttons heard."""
    return [title for heard in answer.heard for title in heard.buttons]


async def test_a_draft_begun_at_one_door_is_offered_at_the_other(
    stack: Stack, stack_engine: AsyncEngine, outbox: Path, bot_api: FakeBotApi
) -> None:
    """Begun on the web, offered on Telegram at the first hello, taken up there; and on the web again as soon as one signs in."""
    await fresh_start(stack_engine, outbox)
    async with AsyncExitStack() as cleanup:
        web = await WebDoor.open(stack.url, cleanup)
        await web.sign_in(LEMOINE)
        await web.say("je veux dépublier celle de l'hôpital")

        telegram = await TelegramDoor.open(bot_api, stack_engine)
        await telegram.sign_in(LEMOINE)
        greeted = await telegram.say("bonjour")
        assert (["utter_saluer_unfinished"], [RESUME, "Abandonner ce brouillon"]) == (responses(greeted), buttons(greeted))
        assert "ch-valmont-fictif.mssante.fr, depuis le" in greeted.heard[0].text
        assert "utter_resumed" in responses(await telegram.say(RESUME))

        later = await WebDoor.open(stack.url, cleanup)
        signed_in = await later.sign_in(LEMOINE)
        assert ["signed_in", "utter_unfinished"] == responses(signed_in)
        assert RESUME in buttons(signed_in)


async def test_a_dialogue_that_has_forgotten_everything_finds_the_draft_again(
    stack: Stack, stack_engine: AsyncEngine, outbox: Path
) -> None:
    """The same conversation, in a session of Rasa's that knows nothing of it, as after an hour away; nobody has signed in."""
    await fresh_start(stack_engine, outbox)
    async with AsyncExitStack() as cleanup:
        web = await WebDoor.open(stack.url, cleanup)
        await web.say("ma BAL est pleine")
        await web.say("Me guider pas à pas")
        await web.say("C’est fait")
        async with stack_engine.begin() as db:
            await db.execute(text("UPDATE conversations SET dialogue = id || '~1'"))

        greeted = await web.say("bonjour")
        assert (["utter_saluer_unfinished"], "Reprendre le nettoyage") == (responses(greeted), buttons(greeted)[0])
        resumed = await web.say("Reprendre le nettoyage")
        assert ["utter_resumed", "utter_cleanup_step"] == responses(resumed)
        assert "2 sur 3" == resumed.heard[-1].step
