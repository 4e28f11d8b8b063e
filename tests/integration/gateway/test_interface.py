"""The HTTP interface of the gateway, as others rely on it: shapes, order, and what is refused."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.model.wording import readable
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import Visitor

MESSAGE = set("seq at author speaker step text buttons files links source opinion sign_in".split())
RICH = [
    {
        "text": "Quelle BAL ?",
        "buttons": [{"title": "La 1re", "payload": '/secret{"box": "un"}'}, {"title": "Une phrase", "payload": "oui"}],
    },
    {"custom": {"source": "Fiche « Essai »", "links": [{"title": "Un lien", "url": "https://exemple.example/"}]}},
    {"text": "Ou dites son nom."},
]


async def test_opening(http: httpx.AsyncClient) -> None:
    """A conversation is its id and its token, 201; nothing is cached."""
    answer = await http.post("/api/conversations")

    assert 201 == answer.status_code
    assert {"conversation", "token"} == set(answer.json())
    assert 30 < len(answer.json()["token"])


async def test_the_first_message_says_who_speaks(visitor: Visitor) -> None:
    """The welcome is message 1: an automatic assistant, no patient data, and where to begin."""
    transcript = await visitor.read()

    (welcome,) = transcript["messages"]
    assert {"messages", "typing", "handled_by", "speaker", "signed_in", "support"} == set(transcript)
    assert MESSAGE == set(welcome)
    assert (1, "assistant") == (welcome["seq"], welcome["author"])
    assert "assistant automatique" in welcome["text"]
    assert "aucune donnée de patient" in welcome["text"]
    assert {frozenset({"id", "title"})} == {frozenset(button) for button in welcome["buttons"]}
    assert (False, "assistant") == (transcript["typing"], transcript["handled_by"])


async def test_what_is_said_and_what_is_answered(visitor: Visitor, rasa: RasaServer) -> None:
    """A message is kept with its seq, 202; the answer follows, with its buttons, its source and its links."""
    rasa.answers["ma bal est pleine"] = RICH
    kept = await visitor.post({"text": "ma bal est pleine"})
    said, first, second = await visitor.answered()

    assert (202, {"seq": 2}) == (kept.status_code, kept.json())
    assert (2, "practitioner", "ma bal est pleine", [], [], [], None) == tuple(
        said[key] for key in ("seq", "author", "text", "buttons", "files", "links", "source")
    )
    assert datetime.fromisoformat(said["at"]).tzinfo is not None
    assert (3, "assistant", "Quelle BAL ?", [], "Fiche « Essai »") == tuple(
        first[key] for key in ("seq", "author", "text", "files", "source")
    )
    assert [{"title": "Un lien", "url": "https://exemple.example/"}] == first["links"]
    assert ["La 1re", "Une phrase"] == [button["title"] for button in first["buttons"]]
    assert (4, "Ou dites son nom.", []) == tuple(second[key] for key in ("seq", "text", "buttons"))


async def test_a_button_is_an_opaque_id(visitor: Visitor, rasa: RasaServer) -> None:
    """What a button means never leaves the gateway: its id does, and means it again when pressed; its title is shown."""
    rasa.answers["quelle boîte"] = RICH
    _, question, _ = await visitor.answered(since=await visitor.say("quelle boîte") - 1)
    everything = (await visitor.get()).text
    kept = await visitor.post({"button": question["buttons"][0]["id"]})
    pressed, _ = await visitor.answered(since=4)

    assert "secret" not in everything
    assert 202 == kept.status_code
    assert ("practitioner", "La 1re") == (pressed["author"], pressed["text"])
    assert ["quelle boîte", '/secret{"box": "un"}'] == rasa.heard_from(visitor.id)


async def test_typing_while_an_answer_is_on_its_way(visitor: Visitor, rasa: RasaServer) -> None:
    """`typing` is true from the message to its answer."""
    rasa.delay = 0.5
    seq = await visitor.say("bonjour")
    meanwhile = await visitor.read(since=seq)
    after = await visitor.read(since=seq, wait=10)

    assert ([], True) == (meanwhile["messages"], meanwhile["typing"])
    assert (1, False) == (len(after["messages"]), after["typing"])


async def test_a_long_poll_wakes_at_once(visitor: Visitor) -> None:
    """Who waits hears the message as soon as it is there, however long they were ready to wait."""
    waiting = asyncio.create_task(visitor.read(since=1, wait=20))
    await asyncio.sleep(0.3)
    posted = time.monotonic()
    await visitor.say("bonjour")
    heard = await waiting

    assert time.monotonic() - posted < 2
    assert "bonjour" == heard["messages"][0]["text"]


async def test_a_long_poll_gives_up(visitor: Visitor) -> None:
    """When nothing comes, the wait ends with an empty list, no sooner than asked."""
    asked = time.monotonic()
    heard = await visitor.read(since=1, wait=0.6)

    assert 0.6 <= time.monotonic() - asked < 5
    assert [] == heard["messages"]


async def test_events_say_the_same(visitor: Visitor, rasa: RasaServer) -> None:
    """The stream gives every message as the other interface does, its seq as id, and who types and answers when it changes."""
    rasa.delay = 0.3
    events = visitor.events()
    welcome, state = await anext(events), await anext(events)
    await visitor.say("bonjour")
    heard = [await anext(events) for _ in range(4)]
    await events.aclose()
    expected = [("message", message | {"id": str(message["seq"])}) for message in (await visitor.read())["messages"]]

    quiet = {"typing": False, "handled_by": "assistant", "speaker": None, "signed_in": None, "support": None}
    assert ("state", quiet) == state
    assert expected == [welcome, *(event for event in heard if event[0] == "message")]
    assert [True, False] == [data["typing"] for kind, data in heard if kind == "state"]


async def test_events_go_on_where_they_were_left(visitor: Visitor) -> None:
    """A browser that comes back says the last id it had, and misses nothing, nor hears anything twice."""
    await visitor.ask("bonjour")
    events = visitor.events(**{"Last-Event-ID": "2"})
    first = await anext(events)
    await events.aclose()

    assert ("message", "3") == (first[0], first[1]["id"])


@pytest.mark.parametrize(
    ("header", "status"), [({}, 401), ({"Authorization": "Bearer wrong"}, 404), ({"Authorization": "Basic wrong"}, 401)]
)
async def test_a_conversation_opens_with_its_token_only(visitor: Visitor, header: dict[str, str], status: int) -> None:
    """Without the token nothing is read nor posted, and the reason is said in French."""
    routes = [
        ("GET", "/messages"),
        ("POST", "/messages"),
        ("GET", "/events"),
        ("POST", "/sign-in"),
        ("POST", "/sign-out"),
        ("GET", "/messages/1/understanding"),
    ]
    answers = [await visitor.http.request(verb, visitor.path + path, headers=header, json={"text": "x"}) for verb, path in routes]

    assert {status} == {answer.status_code for answer in answers}
    said = "Cette conversation ou ce fichier n’existe pas, ou votre accès a expiré."
    assert {"error": "not_found", "message": said} == answers[0].json()
    assert 1 == len((await visitor.read())["messages"])


@pytest.mark.parametrize("stranger", ["inconnue", "a" * 500, "%00", "é", "..%2f..", "'%20or%201=1--"])
async def test_a_conversation_that_is_not(visitor: Visitor, stranger: str) -> None:
    """A conversation that does not exist cannot be told from another's."""
    answer = await visitor.http.get(f"/api/conversations/{stranger}/messages", headers=visitor.held)

    assert (404, "not_found") == (answer.status_code, answer.json()["error"])


async def test_nobody_enters_anothers_conversation(visitor: Visitor) -> None:
    """A token opens its own conversation alone, and a button works where it was shown alone."""
    other = await Visitor.arrive(visitor.http)
    read = await visitor.http.get(f"{other.path}/messages", headers=visitor.held)
    posted = await visitor.http.post(f"{other.path}/messages", headers=visitor.held, json={"text": "x"})
    theirs = (await other.read())["messages"][0]["buttons"][0]["id"]
    pressed = await visitor.post({"button": theirs})

    assert [404, 404, 404] == [read.status_code, posted.status_code, pressed.status_code]
    assert [1, 1] == [len((await each.read())["messages"]) for each in (visitor, other)]


async def test_a_repeated_key_does_nothing_twice(visitor: Visitor, rasa: RasaServer) -> None:
    """The same Idempotency-Key, even sent twice at once, is one message and one answer; another key is another message."""
    same = {"Idempotency-Key": "one"}
    once, again = await asyncio.gather(*(visitor.post({"text": "bonjour"}, **same) for _ in range(2)))
    await visitor.answered()
    later = await visitor.post({"text": "bonjour"}, **same)
    other = await visitor.post({"text": "bonjour"}, **{"Idempotency-Key": "two"})
    await visitor.answered()

    assert [2, 2, 2, 4] == [answer.json()["seq"] for answer in (once, again, later, other)]
    assert ["bonjour", "bonjour"] == rasa.heard_from(visitor.id)


async def test_ten_messages_at_once_are_answered_in_order(visitor: Visitor, rasa: RasaServer) -> None:
    """However they arrive, messages are answered one at a time, in the order of the transcript."""
    rasa.delay = 0.02
    await asyncio.gather(*(visitor.say(f"message {n}") for n in range(10)))
    transcript = await visitor.answered()
    said = [message["text"] for message in transcript if message["author"] == "practitioner"]
    answered = [message["text"] for message in transcript if message["author"] == "assistant"]

    assert [*range(2, 22)] == [message["seq"] for message in transcript]
    assert 10 == len(set(said))
    assert said == rasa.heard_from(visitor.id)
    assert [f"J’ai entendu « {text} »." for text in said] == answered


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("/recommencer", "recommencer"),
        ('/inform{"unpublish_confirmed": "yes"}', 'inform{"unpublish_confirmed": "yes"}'),
        (" \t//affirmer", "affirmer"),
        ("\\/affirmer", "affirmer"),
        ("/\u00a0/affirmer", "affirmer"),
        ("/\r\u2003/\x1f/affirmer", "affirmer"),
        ("/", "?"),
        ("oui / non", "oui / non"),
    ],
)
async def test_a_text_is_never_a_command(visitor: Visitor, rasa: RasaServer, typed: str, heard: str) -> None:
    """Rasa takes what begins with a slash for an order, spaces aside: free text reaches it without; what can be seen is shown."""
    await visitor.ask(typed)

    assert [heard] == rasa.heard_from(visitor.id)
    assert readable(typed).strip() == (await visitor.read(since=1))["messages"][0]["text"]


@pytest.mark.parametrize("typed", ["x" * 2000, "é" * 2000, "  " + "🙂" * 2000 + "\n"])
async def test_2000_characters_are_welcome(visitor: Visitor, typed: str) -> None:
    """The longest message is 2,000 characters, whatever they weigh, spaces around it aside."""
    kept = await visitor.post({"text": typed})

    assert 202 == kept.status_code
    assert typed.strip() == (await visitor.read(since=1))["messages"][0]["text"]


@pytest.mark.parametrize(
    ("body", "error", "words"),
    [
        ({"text": "x" * 2001}, "too_long", "trop long"),
        ({"text": "x" * 60_000}, "too_long", "trop long"),
        ({"text": ""}, "empty", "vide"),
        ({"text": " \n\t\u00a0"}, "empty", "vide"),
        ({"text": "\x00"}, "empty", "vide"),
        ({"text": "x", "button": "y"}, "one_of_two", "soit un texte, soit un bouton"),
        ({}, "one_of_two", "soit un texte, soit un bouton"),
        ({"text": None, "button": None}, "one_of_two", "soit un texte, soit un bouton"),
        ({"text": 3}, "invalid", "pas comprise"),
        ({"text": "x", "author": "agent"}, "invalid", "pas comprise"),
        ([], "invalid", "pas comprise"),
        (None, "invalid", "pas comprise"),
    ],
)
async def test_what_cannot_be_a_message(visitor: Visitor, body: Any, error: str, words: str) -> None:
    """A message that is too long, empty, or made of something else is refused in one word and one French sentence."""
    refused = await visitor.post(body)

    assert (422, error) == (refused.status_code, refused.json()["error"])
    assert words in refused.json()["message"]
    assert 1 == len((await visitor.read())["messages"])


@pytest.mark.parametrize(
    ("button", "status"), [("inconnu", 404), ("x" * 64, 404), ("x" * 65, 422), ("", 422), ("x\x00", 422), ("é", 422)]
)
async def test_a_button_that_was_never_shown(visitor: Visitor, button: str, status: int) -> None:
    """An unknown button is not found; what cannot be the id of one is refused."""
    assert status == (await visitor.post({"button": button})).status_code


@pytest.mark.parametrize("body", [b"{", b"\xff", b'{"text": "\\ud800"}', b"text=bonjour"])
async def test_what_is_not_json(visitor: Visitor, body: bytes) -> None:
    """A body that cannot be read is the caller's mistake, said in French."""
    headers = {**visitor.held, "Content-Type": "application/json"}
    refused = await visitor.http.post(f"{visitor.path}/messages", headers=headers, content=body)

    assert (422, "invalid") == (refused.status_code, refused.json()["error"])


@pytest.mark.parametrize("query", ["since=-1", "since=x", "wait=-1", "wait=nan", "since=1e3", "since=2147483648"])
async def test_what_cannot_be_read(visitor: Visitor, query: str) -> None:
    """A wait or a place that means nothing is refused."""
    assert 422 == (await visitor.http.get(f"{visitor.path}/messages?{query}", headers=visitor.held)).status_code


@pytest.mark.parametrize("since", [99, 2**31 - 1])
async def test_nothing_is_after_the_end(visitor: Visitor, since: int) -> None:
    """After the last message there is nothing, however far one looks."""
    assert [] == (await visitor.read(since=since))["messages"]


async def test_a_social_security_number_never_enters(visitor: Visitor, rasa: RasaServer, engine: AsyncEngine) -> None:
    """A NIR is refused kindly; it is not in the transcript, nor in any row of the database, nor told to the dialogue."""
    kept = await visitor.post({"text": "patiente 2 84 05 88 123 456 78, que faire ?"})
    removed, explained = await visitor.answered()
    async with engine.connect() as db:
        rows = (
            (await db.execute(text("SELECT m::text FROM messages m WHERE conversation = :id"), {"id": visitor.id}))
            .scalars()
            .all()
        )

    assert (202, {"seq": 2}) == (kept.status_code, kept.json())
    assert ("practitioner", "[message retiré]") == (removed["author"], removed["text"])
    assert ("assistant", True) == (explained["author"], "numéro de sécurité sociale" in explained["text"])
    assert 3 == len(rows)
    assert "123 456" not in "".join(rows)
    assert [] == rasa.heard_from(visitor.id)


async def test_what_was_understood(visitor: Visitor) -> None:
    """The likeliest intent of a message and its confidence, the fallback aside; nothing for what Balise said."""
    await visitor.ask("bonjour")
    understood, of_welcome = [await visitor.get(f"/messages/{seq}/understanding") for seq in (2, 1)]
    missing = await visitor.get("/messages/99/understanding")

    assert {"intent": "saluer", "confidence": 0.25} == understood.json()
    assert {"intent": None, "confidence": None} == of_welcome.json()
    assert 404 == missing.status_code
