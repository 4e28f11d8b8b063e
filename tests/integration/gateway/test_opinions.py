"""Saying whether an answer helped, over HTTP and on the page without JavaScript."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.settings import Settings
from tests.canaries import CANARIES, TYPED
from tests.database import holding
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import Visitor, running
from tests.integration.gateway.reader import Reader, browser

SOURCE = "Fiche « Entretenir ses BAL »"
ADVICE = [{"text": "Videz la corbeille."}, {"custom": {"source": SOURCE}}]
SEQ = 3
"""Where the advice is, in a conversation in which it was asked for first."""

YES, NO = {"helpful": True, "reason": None}, {"helpful": False, "reason": "Pas de corbeille."}


@pytest.fixture
async def advised(visitor: Visitor, rasa: RasaServer) -> Visitor:
    """Bring somebody who has been given advice."""
    rasa.answers["ma bal est pleine"] = ADVICE
    await visitor.ask("ma bal est pleine")
    return visitor


@pytest.fixture
async def reader(http: httpx.AsyncClient, rasa: RasaServer) -> AsyncIterator[Reader]:
    """Bring the same, in a browser that runs no script."""
    rasa.answers["ma bal est pleine"] = ADVICE
    async with browser(http) as client:
        reader = await Reader.arrive(client)
        await reader.say("ma bal est pleine")
        yield reader


async def judge(visitor: Visitor, opinion: dict[str, Any], seq: int = SEQ) -> httpx.Response:
    """Say what one thinks of a message."""
    return await visitor.http.put(f"{visitor.path}/messages/{seq}/opinion", json=opinion, headers=visitor.held)


async def kept(visitor: Visitor) -> Any:
    """Return what the transcript says of it."""
    return (await visitor.read())["messages"][SEQ - 1]["opinion"]


async def test_an_opinion_is_kept_with_its_message(advised: Visitor) -> None:
    """The last one stands; withdrawn, there is none; it makes nobody wait for an answer."""
    assert await kept(advised) is None
    for opinion in (NO, YES, NO):
        answer = await judge(advised, opinion)
        assert (200, opinion, opinion) == (answer.status_code, answer.json(), await kept(advised))
    withdrawn = await advised.http.delete(f"{advised.path}/messages/{SEQ}/opinion", headers=advised.held)
    assert (204, b"", None) == (withdrawn.status_code, withdrawn.content, await kept(advised))
    assert not (await advised.read())["typing"]


@pytest.mark.parametrize(
    ("opinion", "error"),
    [
        ({"helpful": False, "reason": "x" * 501}, "reason_too_long"),
        ({"helpful": "perhaps"}, "invalid"),
        ({"reason": "sans avis"}, "invalid"),
        ({"helpful": True, "who": "moi"}, "invalid"),
    ],
)
async def test_what_is_no_opinion(advised: Visitor, opinion: dict[str, Any], error: str) -> None:
    """It is refused, 422, and the former one stays."""
    await judge(advised, YES)
    answer = await judge(advised, opinion)

    assert (422, error, YES) == (answer.status_code, answer.json()["error"], await kept(advised))


@pytest.mark.parametrize("seq", [1, 2, 99])
async def test_only_advice_is_judged(advised: Visitor, seq: int) -> None:
    """Neither the welcome, nor what the practitioner said, nor what is not there: 404."""
    assert 404 == (await judge(advised, YES, seq)).status_code


async def test_what_must_not_enter_does_not(advised: Visitor, reader: Reader, engine: AsyncEngine) -> None:
    """By neither door is a patient's data or a secret kept with an opinion; the refusal says why and repeats nothing."""
    for sentence in TYPED:
        answer = await judge(advised, {"helpful": False, "reason": sentence})
        shown = await reader.send("/chat/opinion", seq=str(SEQ), helpful="no", reason=sentence)
        assert (422, "protected", 422) == (answer.status_code, answer.json()["error"], shown.status_code)
        assert [] == [word for word in CANARIES if word in answer.text]
        assert "je ne l’ai pas conservé" in reader.says

    assert set() == await holding(engine, CANARIES)


async def test_judging_is_counted_as_writing(own_settings: Settings, rasa: RasaServer) -> None:
    """429 says when to come back; the page says it beside the box, and what was typed is in it."""
    rasa.answers["ma bal est pleine"] = ADVICE
    with running(own_settings.model_copy(update={"rate_writes": "3/hour"})) as url:
        async with httpx.AsyncClient(base_url=url, timeout=30) as http:
            visitor = await Visitor.arrive(http)
            await visitor.ask("ma bal est pleine")
            answers = [await judge(visitor, NO) for _ in range(3)]
            async with browser(http) as client:
                reader = await Reader.arrive(client)
                await reader.say("ma bal est pleine")
                for _ in range(3):
                    await reader.send("/chat/opinion", seq=str(SEQ), helpful="no", reason="trop long")

    assert [200, 200, 429] == [answer.status_code for answer in answers]
    assert "Retry-After" in answers[-1].headers
    assert 429 == reader.shown.status_code
    assert re.search(r"<textarea [^>]*aria-invalid[^>]*>\ntrop long<", reader.shown.text)


async def test_judging_without_script(reader: Reader) -> None:
    """Two buttons; after a no, why; a yes takes its place; withdrawn, the two buttons are back. Where it leads is the message."""
    asked = reader.says
    told = await reader.send("/chat/opinion", seq=str(SEQ), helpful="no")
    after_no = reader.says
    await reader.send("/chat/opinion", seq=str(SEQ), helpful="no", reason="Pas de corbeille.\r\nNi rien.")
    typed = re.findall(r"<textarea [^>]*name=\"reason\"[^>]*>\n(.*?)</textarea>", reader.shown.text, re.DOTALL)
    await reader.send("/chat/opinion", seq=str(SEQ), helpful="yes")
    after_yes = reader.says
    await reader.send("/chat/opinion", seq=str(SEQ), helpful="none")

    assert 1 == asked.count("Cette réponse m’a aidé Cette réponse ne m’a pas aidé")
    assert "Qu’est-ce qui n’allait pas" not in asked + after_yes
    assert f"#avis-{SEQ}" == told.history[-1].headers["location"].removeprefix("/")
    assert f'id="avis-{SEQ}"' in told.text
    assert "c’est noté : cette réponse ne vous a pas aidé." in after_no
    assert "Qu’est-ce qui n’allait pas ? (facultatif)" in after_no
    assert ["Pas de corbeille.\nNi rien."] == typed
    assert "c’est noté : cette réponse vous a aidé." in after_yes
    assert asked == reader.says


async def test_a_refused_reason_stays_in_its_box(reader: Reader) -> None:
    """With why beside it, and in the title; the box where one speaks is as before."""
    shown = await reader.send("/chat/opinion", seq=str(SEQ), helpful="no", reason="x" * 501)
    boxes = re.findall(r"<textarea ([^>]*)>\n(.*?)</textarea>", shown.text, re.DOTALL)

    assert (422, True) == (shown.status_code, reader.title.startswith("Erreur : votre avis n’est pas enregistré"))
    assert ["x" * 501, ""] == [typed for _, typed in boxes]
    assert [True, False] == ["aria-invalid" in attributes for attributes, _ in boxes]
    assert "Ce commentaire est trop long" in reader.says


@pytest.mark.parametrize(("held", "helpful", "offered"), [("none", "yes", ["yes", "no"]), ("yes", "none", ["no", "none"])])
async def test_what_is_refused_is_not_turned_into_a_no(reader: Reader, held: str, helpful: str, offered: list[str]) -> None:
    """A yes, or a withdrawal, that a page shown too long ago sent: the error, the buttons, and nothing that asks why not."""
    await reader.send("/chat/opinion", seq=str(SEQ), helpful=held)
    stale = reader.marks() | {"proof": "0" * 64}
    shown = await reader.post("/chat/opinion", **stale, seq=str(SEQ), helpful=helpful)
    place = shown.text.partition(f'id="avis-{SEQ}"')[2].partition("</li>")[0]

    assert 403 == shown.status_code
    assert "Votre session a changé" in place
    assert offered == re.findall(r'name="helpful" value="(\w+)"', place)
    assert 'name="reason"' not in place
