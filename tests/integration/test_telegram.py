"""The Telegram door: python-telegram-bot over HTTP on one side, the real store on PostgreSQL on the other."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from balise.adapters.store.bell import PostgresBell
from balise.adapters.store.engine import open_engine
from balise.adapters.store.store import PostgresStore
from balise.model.conversation import Author, Button, Channel, Draft, File, Message, Reply
from balise.model.paper import Paper
from balise.model.procedure import Kind, draft
from balise.model.sheet import Link
from balise.settings import Settings
from balise.usecases.conversation.answer_pending import AnswerPending
from balise.usecases.conversation.open import OpenConversation, hashed
from balise.usecases.conversation.post_message import PostMessage
from balise.usecases.drafts.unfinished import Unfinished
from balise.usecases.identity.sign_in import InviteSignIn
from balise.wiring import now, read_books, wired
from channels.telegram_bot.door import open_door, telegram_door
from channels.telegram_bot.use_cases import TelegramUseCases
from tests import database
from tests.fakes.bot_api import FakeBotApi, fake_bot_api
from tests.fakes.bot_chats import BotDocument, BotMessage, FakeChat
from tests.fakes.dialogue import FakeDialogue
from tests.fakes.rasa_server import TOKEN, RasaServer
from tests.rates import UNHURRIED

NIR = "2 84 05 75 123 456 78"
GREETING = "Bonjour, je suis Balise"
FULL_BOX = Reply(
    "Videz d’abord la corbeille.",
    (Button("Et après ?", "/trier_messages_anciens"), Button("Parler à une personne", "/parler_humain")),
    (Link("La fiche", "https://esante.example/fiche"),),
    source="Fiche « Entretenir ses BAL »",
)


def opening(messages: Sequence[BotMessage]) -> list[str]:
    """Return the beginnings of messages: the greeting's is GREETING."""
    return [GREETING if message.text.startswith(GREETING) else message.text for message in messages]


@dataclass(frozen=True)
class House:
    """A Balise whose Telegram door can be opened and closed, with a scripted dialogue."""

    url: str
    store: PostgresStore
    dialogue: FakeDialogue
    api: FakeBotApi

    @asynccontextmanager
    async def open(self, token: str | None = None, rate: str | None = None) -> AsyncIterator[None]:
        """Keep the door open."""
        texts = read_books(Settings()).texts
        async with PostgresBell(self.url) as bell:
            use_cases = TelegramUseCases(
                self.store,
                texts,
                bell,
                OpenConversation(self.store, texts, now),
                PostMessage(self.store, texts),
                AnswerPending(self.store, self.dialogue, texts),
                Unfinished(self.store),
                InviteSignIn(self.store, now, "https://balise.example"),
                UNHURRIED["rate_writes"] if rate is None else rate,
            )
            async with open_door(use_cases, token or self.api.token, self.api.url):
                yield

    async def conversation_of(self, chat: FakeChat) -> str:
        """Return the conversation of a chat."""
        async with self.store.begin() as work:
            found = await work.chats.conversation_of(chat.id)
        assert found is not None
        return found

    async def transcript(self, chat: FakeChat) -> tuple[Message, ...]:
        """Return the whole transcript of a chat."""
        async with self.store.begin() as work:
            return (await work.conversations.transcript(await self.conversation_of(chat))).messages

    async def append(self, chat: FakeChat, *texts: str, author: Author = Author.SYSTEM) -> None:
        """Write in a chat's transcript from elsewhere."""
        conversation_id = await self.conversation_of(chat)
        async with self.store.begin() as work:
            for text in texts:
                await work.conversations.append(conversation_id, Draft(author, Reply(text)))

    async def hand_over(self, chat: FakeChat, *papers: Paper) -> None:
        """Say something in a chat, with papers; one without content is no longer kept."""
        conversation_id = await self.conversation_of(chat)
        async with self.store.begin() as work:
            ids = [await work.files.keep(conversation_id, paper) if paper.content else "gone" for paper in papers]
            files = [File(id_, p.name, p.title, p.media_type, len(p.content)) for id_, p in zip(ids, papers, strict=True)]
            reply = Reply("C’est envoyé.", (Button("Suivre", "/suivre_demande"),), files=tuple(files))
            await work.conversations.append(conversation_id, Draft(Author.ASSISTANT, reply))

    async def greeted(self, chat: FakeChat | None = None) -> FakeChat:
        """Return a chat that has been greeted."""
        chat = chat or self.api.chat()
        await chat.say("/start")
        await chat.replies()
        return chat


@pytest.fixture(scope="module")
def own_database(postgres: str) -> Iterator[str]:
    """Lend a database whose chats are all these tests' own."""
    with database.migrated_database(postgres) as url:
        yield url


@pytest.fixture
async def house(own_database: str) -> AsyncIterator[House]:
    """Lend a Balise that knows nobody yet, its door closed."""
    engine = open_engine(own_database)
    store = PostgresStore(engine)
    async with store.begin() as work:
        await work.conversations.forget_before(now() + timedelta(days=1))
    async with fake_bot_api() as api:
        yield House(own_database, store, FakeDialogue({"ma BAL est pleine": [FULL_BOX]}), api)
    await engine.dispose()


@pytest.fixture
async def door(house: House) -> AsyncIterator[House]:
    """Lend a Balise whose door is open."""
    async with house.open():
        yield house


async def test_first_contact_greets(door: House) -> None:
    """
    The first thing said in a chat opens its conversation: the greeting, with its buttons, then the answer.
    """
    chat = door.api.chat()
    await chat.say("bonjour")
    greeting, answer = await chat.replies(2)

    assert greeting.text.startswith(GREETING)
    assert "Ma BAL est pleine" in greeting.buttons
    assert "J’ai entendu « bonjour »." == answer.text
    async with door.store.begin() as work:
        assert Channel.TELEGRAM is (await work.conversations.get(await door.conversation_of(chat))).channel


@pytest.mark.parametrize(
    "said", ["*a* _b_ `c` ||d|| [e](tg://user?id=1)", "<b>a</b> <a href='https://x.example'>b</a> &lt;", "/secret @all"]
)
async def test_what_is_said_is_shown_as_it_is(door: House, said: str) -> None:
    """
    Neither Markdown, nor HTML, nor a command: text.
    """
    chat = await door.greeted()
    await door.append(chat, said)
    (shown,) = await chat.replies()

    assert said == shown.text


async def test_start_greets_only(door: House) -> None:
    """
    /start, and a deep link's /start, open the conversation; the dialogue hears nothing of it.
    """
    for command in ("/start", "/start affiche-42"):
        chat = door.api.chat()
        await chat.say(command)

        assert [GREETING] == opening(await chat.replies())
    assert [] == door.dialogue.said


async def test_text_is_answered(door: House) -> None:
    """
    A text gets its answer: buttons, links that open a browser, and the source as last line.
    """
    chat = await door.greeted()
    await chat.say("ma BAL est pleine")
    (answer,) = await chat.replies()

    assert "Videz d’abord la corbeille.\nSource\u00a0: Fiche « Entretenir ses BAL »" == answer.text
    assert ("Et après ?", "Parler à une personne") == answer.buttons
    assert (("La fiche", "https://esante.example/fiche"),) == answer.links


async def test_an_offer_to_sign_in_becomes_a_link(door: House) -> None:
    """
    Made when it is delivered, of this very conversation, with the code to type there; the transcript holds neither.
    """
    chat = await door.greeted()
    conversation = await door.conversation_of(chat)
    offer = Reply("Connectez-vous.", links=(Link("La fiche", "https://esante.example/fiche"),), sign_in="Me connecter")
    async with door.store.begin() as work:
        await work.conversations.append(conversation, Draft(Author.ASSISTANT, offer))
    (shown,) = await chat.replies()
    sheet, (title, url) = shown.links
    ticket = url.removeprefix("https://balise.example/auth/login?ticket=")
    async with door.store.begin() as work:
        signed, values = await work.tickets.peek(hashed(ticket), now())

    assert ("La fiche", f"Me connecter (code de vérification\u00a0: {values['code']})") == (sheet[0], title)
    assert (conversation, 4) == (signed, len(values["code"]))
    assert ticket not in str(await door.transcript(chat))


async def test_pressed_button(door: House) -> None:
    """
    A pressed button reaches the dialogue as its payload, the transcript as its title, and is released.
    """
    chat = await door.greeted()
    await chat.press("Ma BAL est pleine")
    await chat.replies()

    assert ["/bal_pleine"] == door.dialogue.said
    assert "Ma BAL est pleine" == (await door.transcript(chat))[1].text
    assert 1 == door.api.calls["answerCallbackQuery"]


async def test_redelivered_update(door: House) -> None:
    """
    An update that Telegram brings again, whatever it is, does nothing twice.
    """
    chat = door.api.chat()
    updates = [await chat.say("/start")]
    await chat.replies()
    updates += [await chat.say("ma BAL est pleine"), await chat.press("Ma BAL est pleine"), await chat.attach("photo")]
    first = await chat.replies(3)
    conversation, transcript = await door.conversation_of(chat), await door.transcript(chat)
    for update in updates:
        await door.api.repeat(update)
    await door.api.taken()
    await chat.say("merci")

    assert ["J’ai entendu « merci »."] == opening(await chat.replies())
    assert 3 == len(first)
    assert conversation == await door.conversation_of(chat)
    assert transcript == (await door.transcript(chat))[:-2]
    assert ["ma BAL est pleine", "/bal_pleine", "merci"] == door.dialogue.said


async def test_start_again(door: House) -> None:
    """
    A later /start opens a new conversation; the buttons of the former one do nothing but say so.
    """
    chat = await door.greeted()
    former = await door.conversation_of(chat)
    old_button = chat.history[0].keyboard[0]["callback_data"]
    await chat.say("/start", later=5)

    assert [GREETING] == opening(await chat.replies())
    assert former != await door.conversation_of(chat)

    await chat.press_data(old_button)

    assert ["Ce bouton ne sert plus. Écrivez-moi votre demande, je la reprends avec vous."] == opening(await chat.replies())
    assert [] == door.dialogue.said


async def test_start_again_brings_along_what_was_left(door: House) -> None:
    """
    What nobody has signed for, in the former conversation, is of the new one: the dialogue says hello, and offers it.
    """
    chat = await door.greeted()
    former = await door.conversation_of(chat)
    left = draft(Kind.CLEANUP, former, now())
    async with door.store.begin() as work:
        await work.procedures.add(left)
    await chat.say("/start", later=5)
    await chat.replies(2)

    async with door.store.begin() as work:
        found = await work.procedures.get(left.reference)
    assert former != await door.conversation_of(chat) == found.conversation
    assert ["/saluer"] == door.dialogue.said


async def test_unknown_button(door: House) -> None:
    """
    A button that was never shown here, though it is another chat's, is refused kindly.
    """
    other, chat = await door.greeted(), await door.greeted()
    await chat.press_data(other.history[0].keyboard[0]["callback_data"])
    await chat.press_data("/bal_pleine")
    replies = await chat.replies(2)

    assert ["Ce bouton ne sert plus."] * 2 == [reply.text[:23] for reply in replies]
    assert [] == door.dialogue.said


async def test_nir_is_refused(door: House) -> None:
    """
    What looks like a social security number is refused, and kept nowhere.
    """
    chat = await door.greeted()
    await chat.say(f"le numéro est {NIR}")
    (refusal,) = await chat.replies()

    assert refusal.text.startswith("J’ai retiré votre message sans le conserver")
    assert not any("84" in message.text for message in await door.transcript(chat))
    assert [] == door.dialogue.said


REFUSED = "J’ai retiré votre message sans le conserver"
PATIENT = "Ma patiente Mme Durand a un cancer du sein"


@pytest.mark.parametrize("text", [PATIENT, "mon mot de passe est Soleil2024", f"/start {NIR}", f"{PATIENT}. " + "a" * 2000])
async def test_what_is_refused_leaves_the_chat(door: House, text: str) -> None:
    """
    A message with patients' data or a secret is deleted from the chat, be it a command or too long to be kept.
    """
    chat = await door.greeted()
    update = await chat.say(text)
    await chat.replies()

    assert [update["message"]["message_id"]] == chat.deleted
    assert [] == door.dialogue.said


async def test_what_is_edited_into_a_refusal_leaves_the_chat(door: House) -> None:
    """
    A message edited afterwards is read again: patients' data is refused and deleted; anything else is not answered twice.
    """
    chat = await door.greeted()
    update = await chat.say("merci")
    await chat.replies()
    await chat.edit(update, "merci beaucoup")
    await chat.edit(update, PATIENT)
    (refusal,) = await chat.replies()

    assert refusal.text.startswith(REFUSED)
    assert [update["message"]["message_id"]] == chat.deleted
    assert ["merci"] == door.dialogue.said


async def test_a_caption_is_read(door: House) -> None:
    """
    A photo whose caption names a patient is deleted with it.
    """
    chat = await door.greeted()
    update = await chat.attach("photo", PATIENT)
    (refusal,) = await chat.replies()

    assert refusal.text.startswith(REFUSED)
    assert [update["message"]["message_id"]] == chat.deleted


@pytest.mark.parametrize("status", [400, 403, 502])
async def test_what_cannot_be_deleted_is_left_to_the_person(door: House, status: int) -> None:
    """
    When Telegram does not delete the message, the person is asked to; an update that comes back does not ask twice.
    """
    chat = await door.greeted()
    door.api.fail("deleteMessage", status)
    update = await chat.say(PATIENT)
    refusal, request = await chat.replies(2)
    door.api.fail("deleteMessage", status)
    await door.api.repeat(update)
    await door.api.taken()
    await chat.say("merci")

    assert refusal.text.startswith(REFUSED)
    assert request.text.startswith("Je n’ai pas pu supprimer votre message")
    assert ["J’ai entendu « merci »."] == opening(await chat.replies())


async def test_what_is_already_deleted_asks_nothing(door: House) -> None:
    """
    An update that comes back after its message was deleted says nothing more.
    """
    chat = await door.greeted()
    update = await chat.say(PATIENT)
    await chat.replies()
    await door.api.repeat(update)
    await door.api.taken()
    await chat.say("merci")

    assert ["J’ai entendu « merci »."] == opening(await chat.replies())
    assert 2 == door.api.calls["deleteMessage"]


async def test_what_is_refused_is_logged_nowhere(door: House, caplog: pytest.LogCaptureFixture) -> None:
    """
    No log line holds a word of it, even when deleting it fails.
    """
    caplog.set_level(logging.DEBUG)
    chat = await door.greeted()
    door.api.fail("deleteMessage", 502)
    with capture_logs() as events:
        await chat.say(PATIENT)
        await chat.replies(2)

    assert ["telegram_message_not_deleted"] == [event["event"] for event in events]
    assert not [line for line in (*map(str, events), caplog.text) if "Durand" in line or "cancer" in line]


async def test_too_long(door: House) -> None:
    """
    A text too long is refused in French.
    """
    chat = await door.greeted()
    await chat.say("a" * 2001)

    assert ["Votre message est trop long\u00a0: 2 000 caractères au plus."] == opening(await chat.replies())


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [
        ("photo", "Je ne lis ni photo"),
        ("document", "Je ne lis ni photo"),
        ("voice", "Je ne peux pas écouter"),
        ("sticker", "Je ne comprends que les messages écrits"),
        ("contact", "Je ne comprends que les messages écrits"),
    ],
)
async def test_attachments_are_refused(door: House, kind: str, refusal: str) -> None:
    """
    What is not text is refused kindly; documents, because they may hold patient data.
    """
    chat = await door.greeted()
    await chat.attach(kind)
    (reply,) = await chat.replies()

    assert reply.text.startswith(refusal)
    assert [] == door.dialogue.said


async def test_notices_are_ignored(door: House) -> None:
    """
    Telegram's own notices (a pinned message…) get no answer.
    """
    chat = await door.greeted()
    await chat.attach("pin")
    await chat.say("merci")

    assert ["J’ai entendu « merci »."] == opening(await chat.replies())


async def test_groups_are_left(door: House) -> None:
    """
    In a group Balise says that it talks to one person at a time, and leaves; nothing is kept.
    """
    group = door.api.group()
    await group.say("bonjour à tous")
    (reply,) = await group.replies()
    await door.api.taken()

    assert reply.text.startswith("Je ne réponds que dans une discussion privée")
    assert group.left
    async with door.store.begin() as work:
        assert await work.chats.conversation_of(group.id) is None


@pytest.mark.parametrize("statuses", [(429,), (500, 502), (429, 500)])
async def test_delivered_after_failures(door: House, statuses: tuple[int, ...]) -> None:
    """
    When Telegram asks to wait or does not answer, what is to be said is said later, whole and in order.
    """
    chat = await door.greeted()
    door.api.fail("sendMessage", *statuses)
    await door.append(chat, "un", "deux", "trois")

    assert ["un", "deux", "trois"] == opening(await chat.replies(3))


async def test_waits_as_long_as_asked(door: House) -> None:
    """
    A 429 is obeyed: nothing is sent to that chat before the delay it gives; other chats are served meanwhile.
    """
    chat, other = await door.greeted(), await door.greeted()
    before = door.api.calls["sendMessage"]
    door.api.fail("sendMessage", 429, retry_after=2)
    begun = time.monotonic()
    await door.append(chat, "nouvelle")
    await other.say("bonjour")

    assert ["J’ai entendu « bonjour »."] == opening(await other.replies())
    assert time.monotonic() - begun < 2
    assert ["nouvelle"] == opening(await chat.replies())
    assert time.monotonic() - begun >= 2
    assert 3 == door.api.calls["sendMessage"] - before


async def test_refused_link_is_written(door: House) -> None:
    """
    A message that Telegram refuses because of a link is sent with the address in the text.
    """
    chat = await door.greeted()
    door.api.fail("sendMessage", 400)
    await chat.say("ma BAL est pleine")
    (answer,) = await chat.replies()

    assert answer.text.endswith("La fiche\u00a0: https://esante.example/fiche")
    assert ("Et après ?", "Parler à une personne") == answer.buttons


async def test_refused_message_blocks_nothing(door: House) -> None:
    """
    A message that Telegram refuses for good is skipped: the following ones arrive.
    """
    chat = await door.greeted()
    door.api.fail("sendMessage", 400)
    await door.append(chat, "refusé", "suivant")

    assert ["suivant"] == opening(await chat.replies())


MEMO = Paper("delegation.pdf", "application/pdf", b"%PDF-1.7 \x00\xff", "Délégation")
END = Paper("fin.ics", "text/calendar; charset=utf-8; method=PUBLISH", b"BEGIN:VCALENDAR", "Fin de délégation")
GONE = Paper("recu.pdf", "application/pdf", b"", "Reçu")


def documents(messages: Sequence[BotMessage]) -> list[tuple[str, BotDocument | None]]:
    """Return texts (or captions) with the documents they go with."""
    return [(message.text, message.document) for message in messages]


TOLD = ("C’est envoyé.", None)
MEMO_SENT = (MEMO.title, BotDocument(MEMO.name, MEMO.content))
END_SENT = (END.title, BotDocument(END.name, END.content))


async def test_files_follow_their_message(door: House) -> None:
    """
    Each comes as a document, under its name, its title as caption, after the text and its buttons.
    """
    chat = await door.greeted()
    await door.hand_over(chat, MEMO, END)
    told, *papers = await chat.replies(3)

    assert [TOLD, MEMO_SENT, END_SENT] == documents([told, *papers])
    assert ("Suivre",) == told.buttons


@pytest.mark.parametrize("statuses", [(429,), (500, 502)])
async def test_a_file_is_delivered_after_failures(door: House, statuses: tuple[int, ...]) -> None:
    """
    It is sent later, whole; what was received before is not sent again.
    """
    chat = await door.greeted()
    door.api.fail("sendDocument", *statuses)
    await door.hand_over(chat, MEMO, END)

    assert [TOLD, MEMO_SENT, END_SENT] == documents(await chat.replies(3))


async def test_a_refused_file_blocks_nothing(door: House) -> None:
    """
    What Telegram refuses for good is skipped, be it the text or a file: the rest arrives, and what follows.
    """
    chat = await door.greeted()
    door.api.fail("sendDocument", 400)
    await door.hand_over(chat, MEMO, END)
    first = documents(await chat.replies(2))
    door.api.fail("sendMessage", 400)
    await door.hand_over(chat, END)
    await door.append(chat, "suivant")

    assert [TOLD, END_SENT] == first
    assert [END_SENT, ("suivant", None)] == documents(await chat.replies(2))


async def test_a_file_that_is_gone_blocks_nothing(door: House) -> None:
    """
    It is left out: the chat goes on.
    """
    chat = await door.greeted()
    await door.hand_over(chat, GONE, END)

    assert [TOLD, END_SENT] == documents(await chat.replies(2))


async def test_written_from_elsewhere(door: House) -> None:
    """
    What another process or a person writes in the transcript reaches the chat; what the practitioner wrote does not.
    """
    chat = await door.greeted()
    await door.append(chat, "Vous êtes connecté.")
    await door.append(chat, "par une autre porte", author=Author.PRACTITIONER)
    await door.append(chat, "Je prends la suite.", author=Author.AGENT)

    assert ["Vous êtes connecté.", "Je prends la suite."] == opening(await chat.replies(2))


async def test_order_is_kept(door: House) -> None:
    """
    Messages sent in a burst are answered one by one, in order.
    """
    chat = await door.greeted()
    for number in range(8):
        await chat.say(f"question {number}")

    assert [f"J’ai entendu « question {number} »." for number in range(8)] == opening(await chat.replies(8))


async def test_steady_stream(door: House) -> None:
    """
    Transcripts that grow while they are being delivered are delivered in order, each message once.
    """
    chats = [await door.greeted() for _ in range(4)]
    for number in range(30):
        for chat in chats:
            await door.append(chat, f"message {number}")
        await asyncio.sleep(0.01)
    expected = [f"message {number}" for number in range(30)]

    for chat in chats:
        assert expected == opening(await chat.replies(30))


async def test_chats_do_not_mix(door: House) -> None:
    """
    Each chat has its conversation and its dialogue session, and sees its own answers only.
    """
    chats = [door.api.chat() for _ in range(5)]
    await asyncio.gather(*(chat.say(f"moi {chat.id}") for chat in chats))
    seen = [opening(await chat.replies(2)) for chat in chats]

    assert [[GREETING, f"J’ai entendu « moi {chat.id} »."] for chat in chats] == seen
    assert 5 == len({session for session, _ in door.dialogue.heard})


async def test_blocked_bot(door: House) -> None:
    """
    A chat that has blocked the bot is skipped, and holds up nobody; when it comes back it reads on from there.
    """
    chat, other = await door.greeted(), await door.greeted()
    chat.blocked = True
    await door.append(chat, "manqué", "manqué aussi")
    await other.say("bonjour")
    await other.replies()
    async with door.store.begin() as work:
        lagging = await work.chats.undelivered()
    chat.blocked = False
    await chat.say("me revoilà")

    assert [] == lagging
    assert ["J’ai entendu « me revoilà »."] == opening(await chat.replies())


async def test_new_conversation_during_a_delivery(door: House) -> None:
    """
    A chat that starts again while the former conversation is being delivered misses nothing of the new one.
    """
    chat = await door.greeted()
    door.api.fail("sendMessage", 429, retry_after=2)
    await door.append(chat, *(f"ancien {number}" for number in range(5)))
    await chat.say("/start", later=5)
    replies = opening(await chat.replies(2, quiet=1))

    assert ["ancien 0", GREETING] == replies


async def test_forgotten_conversation(door: House) -> None:
    """
    A chat whose conversation was purged gets a new one, with its greeting.
    """
    chat = await door.greeted()
    async with door.store.begin() as work:
        await work.conversations.forget_before(now() + timedelta(days=1))
    await chat.say("bonjour")

    assert [GREETING, "J’ai entendu « bonjour »."] == opening(await chat.replies(2))


async def test_restart_delivers_what_waits(house: House) -> None:
    """
    What was written, said or asked while the door was closed is delivered when it opens; nothing is said twice.
    """
    async with house.open():
        chat = await house.greeted()
        await chat.say("ma BAL est pleine")
        await chat.replies()
    await house.append(chat, "Votre demande est envoyée.")
    async with house.store.begin() as work:
        left = Draft(Author.PRACTITIONER, Reply("laissé sans réponse"), handled=False)
        await work.conversations.append(await house.conversation_of(chat), left)
    async with house.open():
        assert ["Votre demande est envoyée.", "J’ai entendu « laissé sans réponse »."] == opening(await chat.replies(2))

        await chat.say("pendant et après")
        await chat.replies()
    await chat.say("écrit porte fermée")
    async with house.open():
        assert ["J’ai entendu « écrit porte fermée »."] == opening(await chat.replies())
    async with house.open():
        await chat.say("fin")

        assert ["J’ai entendu « fin »."] == opening(await chat.replies())


async def test_closing_waits_for_the_message_being_sent(house: House) -> None:
    """
    A message whose sending is being retried when the door closes is neither lost nor sent twice.
    """
    async with house.open():
        chat = await house.greeted()
        house.api.fail("sendMessage", 429, retry_after=30)
        await house.append(chat, "un", "deux")
        await asyncio.sleep(0.3)
        begun = time.monotonic()
    closing = time.monotonic() - begun
    async with house.open():
        assert ["un", "deux"] == opening(await chat.replies(2))
    assert closing < 3


async def test_telegram_out_of_reach_at_start(house: House) -> None:
    """
    Telegram may be down when the door opens, or fail while it is polled: the door works as soon as it answers.
    """
    house.api.fail("getMe", 500)
    house.api.fail("deleteWebhook", 502)
    house.api.fail("getUpdates", 409, 500)
    async with house.open():
        chat = await house.greeted()

    assert [GREETING] == opening(chat.history)


async def test_refused_token_stops_nothing(house: House) -> None:
    """
    A token that Telegram refuses leaves the rest of the worker alone, and is not in the logs.
    """
    with capture_logs() as logs:
        async with house.open(token="4242:another"):
            await asyncio.sleep(0.5)

    assert {"telegram_unreachable"} == {log["event"] for log in logs}
    assert "InvalidToken" == logs[0]["error"]
    assert "another" not in str(logs)


async def test_through_the_wiring(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """
    The worker's own door answers honestly when the dialogue is down, and logs neither the token nor what is said.
    """
    chat = house.api.chat()
    with RasaServer() as rasa, caplog.at_level(logging.DEBUG), capture_logs() as logs:
        settings = Settings(
            database_url=SecretStr(house.url),
            rasa_url=rasa.url,
            rasa_token=SecretStr(TOKEN),
            telegram_token=SecretStr(house.api.token),
            telegram_api=house.api.url,
        )
        async with wired(settings) as wiring, telegram_door(wiring):
            await chat.say("bonjour")
            await chat.replies(2)
            rasa.stop()
            await chat.say("une phrase reconnaissable")
            (answer,) = await chat.replies()
            await chat.attach("photo")
            await chat.replies()

    assert answer.text.startswith("Je ne peux pas vous répondre en ce moment")
    assert answer.text.endswith(f"Écrire au support MSSanté\u00a0: {settings.support_email}")
    for secret in (house.api.token, "reconnaissable", "conserv"):
        assert secret not in caplog.text + str(logs)


async def test_no_token_no_door(house: House) -> None:
    """
    Without a token, or with an empty one, Telegram is never called.
    """
    settings = Settings(database_url=SecretStr(house.url), telegram_token=SecretStr(""), telegram_api=house.api.url)
    async with wired(settings) as wiring, telegram_door(wiring):
        await asyncio.sleep(0.2)

    assert {} == house.api.calls


async def test_a_chat_that_writes_too_quickly_is_told_once(house: House) -> None:
    """What is too much is neither kept nor answered; other chats go on."""
    hurried, calm = house.api.chat(), house.api.chat()
    async with house.open(rate="3/minute"):
        await house.greeted(hurried)
        for n in range(6):
            await hurried.say(f"message {n}")
        answers = await hurried.replies(4)
        await house.greeted(calm)
        await calm.say("bonjour")
        await calm.replies(1)
        kept = await house.transcript(hurried)

    assert 1 == sum("Vous allez un peu vite" in answer.text for answer in answers)
    assert ["message 0", "message 1", "message 2"] == [m.reply.text for m in kept if m.author is Author.PRACTITIONER]


def odd_updates(chat: FakeChat, count: int) -> Iterator[dict[str, Any]]:
    """Yield updates that hold anything where Telegram may put something, always the same ones."""
    draw = random.Random(2026)  # noqa: S311 - not a secret
    values = (
        "",
        "/start",
        "ma BAL est pleine",
        "\u202eévil",
        "😀" * 5000,
        0,
        -1,
        2**63,
        None,
        True,
        [],
        {},
        [{}],
        {"id": "x"},
    )
    inside = (
        "text",
        "caption",
        "date",
        "entities",
        "photo",
        "voice",
        "document",
        "sticker",
        "contact",
        "poll",
        "from",
        "reply_to_message",
    )
    kinds = ("message", "edited_message", "channel_post", "callback_query", "my_chat_member", "poll", "inline_query", "nouveau")
    for number in range(count):
        said = {"message_id": 10_000 + number, "date": int(time.time()), "chat": {"id": chat.id, "type": "private"}}
        said |= {name: draw.choice(values) for name in draw.sample(inside, draw.randint(0, 4))}
        query = {"id": str(number), "chat_instance": "1", "from": {"id": chat.id, "is_bot": False, "first_name": "A"}}
        query |= {"data": draw.choice(values), "message": draw.choice((said, None, {}))}
        kind = draw.choice(kinds)
        yield {kind: query if kind == "callback_query" else draw.choice((said, said, said, {}, None))}


async def test_updates_of_any_shape_stop_nothing(house: House) -> None:
    """
    Whatever Telegram sends, or somebody in its name, what comes after is heard.
    """
    async with house.open():
        chat = await house.greeted()
        for update in odd_updates(chat, 200):
            await house.api.push(update)
        other = await house.greeted()
        await other.say("ma BAL est pleine")
        heard = await other.replies()

    assert heard
