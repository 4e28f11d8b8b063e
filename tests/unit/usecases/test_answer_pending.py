"""Having the dialogue answer, in order, one message at a time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from balise.errors import BaliseError, PermanentFailure, TemporaryFailure
from balise.model.conversation import Author, Button, Draft, Reply, Understanding
from balise.usecases.conversation.answer_pending import SESSION_LENGTH, AnswerPending, plain
from tests.fakes.dialogue import FakeDialogue
from tests.unit.usecases.house import SUPPORT, House


@dataclass
class SlowDialogue:
    """A `Dialogue` that takes its time, and notes how many answers are under way at once."""

    steps: list[str] = field(default_factory=list)
    sessions: set[str] = field(default_factory=set)
    at_once: int = 0
    most: int = 0

    async def answer(self, dialogue: str, text: str) -> tuple[Reply, ...]:
        """Answer after a while."""
        self.sessions.add(dialogue)
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(0.005)
        self.at_once -= 1
        self.steps.append(text)
        return (Reply(f"re {text}"),)

    async def understand(self, text: str) -> Understanding:
        """Understand at once."""
        return Understanding("saluer", 1 / len(text))


async def test_an_answer_follows_its_message(house: House) -> None:
    """
    The dialogue's replies enter the transcript as the assistant's, buttons and all, and nothing waits any more.
    """
    conversation = await house.conversation()
    house.dialogue.answers["Bonjour"] = (Reply("Bonjour."), Reply("Que faire ?", (Button("Aide", "/aide"),), source="Fiche"))
    await house.post(conversation, text="Bonjour")
    await house.answer(conversation)

    asked, first, second = await house.messages(conversation)
    assert ("Bonjour.", Author.ASSISTANT) == (first.text, first.author)
    assert ("Fiche", "/aide") == (second.reply.source, second.reply.buttons[0].payload)
    assert (True, Understanding("hors_sujet", 0.5)) == (asked.handled, asked.understanding)


async def test_messages_are_answered_in_order(house: House) -> None:
    """
    Three messages that wait are heard in the order they were posted.
    """
    conversation = await house.conversation()
    for text in ("un", "deux", "trois"):
        await house.post(conversation, text=text)
    await house.answer(conversation)

    assert ["un", "deux", "trois"] == house.dialogue.said


async def test_one_message_is_answered_at_a_time(house: House) -> None:
    """
    Callers that come together, as messages do, take turns: each message is answered once, in order.
    """
    conversation, slow = await house.conversation(), SlowDialogue()
    answer = AnswerPending(house.store, slow, house.texts)

    async def post(text: str) -> None:
        await house.post(conversation, text=text)
        await answer(conversation)

    await asyncio.gather(*(post(f"n° {n}") for n in range(5)))

    posted = [text for author, text in await house.said(conversation) if author is Author.PRACTITIONER]
    assert (1, 5, posted) == (slow.most, len(posted), slow.steps)


async def test_conversations_do_not_wait_for_each_other(house: House) -> None:
    """
    Only messages of the same conversation take turns.
    """
    slow = SlowDialogue()
    answer = AnswerPending(house.store, slow, house.texts)
    conversations = [await house.conversation() for _ in range(3)]
    for conversation in conversations:
        await house.post(conversation, text="Bonjour")
    await asyncio.gather(*(answer(conversation) for conversation in conversations))

    assert (3, 3) == (slow.most, len(slow.sessions))


async def test_a_message_posted_during_an_answer_is_answered_too(house: House) -> None:
    """
    Draining a conversation takes what arrives meanwhile.
    """
    conversation, slow = await house.conversation(), SlowDialogue()
    await house.post(conversation, text="un")
    answering = asyncio.create_task(AnswerPending(house.store, slow, house.texts)(conversation))
    await asyncio.sleep(0.001)
    await house.post(conversation, text="deux")
    await answering

    assert ["un", "deux"] == slow.steps


async def test_the_dialogue_receives_the_payload_of_a_button(house: House) -> None:
    """
    A pressed button is not a sentence: its payload is given as it is, and nothing is to be understood.
    """
    conversation = await house.conversation()
    shown = await house.shows(conversation, Reply("?", (Button("Oui", "/affirmer"),)))
    await house.post(conversation, button=shown.reply.buttons[0].id)
    await house.answer(conversation)

    assert ["/affirmer"] == house.dialogue.said
    assert (await house.messages(conversation))[1].understanding is None


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("/affirmer", "affirmer"),
        ('//restart{"a": 1}', 'restart{"a": 1}'),
        ("\\/ / x", "x"),
        ("/", "?"),
        (" / ", "?"),
        ("et/ou", "et/ou"),
        ("Ma BAL est pleine", "Ma BAL est pleine"),
    ],
)
async def test_a_typed_slash_is_no_command(house: House, typed: str, heard: str) -> None:
    """
    What a person types can never be taken for a command of the engine; the transcript keeps what they typed.
    """
    conversation = await house.conversation()
    await house.post(conversation, text=typed)
    await house.answer(conversation)

    assert [heard] == house.dialogue.said
    assert typed.strip() == (await house.messages(conversation))[0].text
    assert heard == plain(typed)


@pytest.mark.parametrize("failure", [TemporaryFailure("down"), PermanentFailure("nonsense")])
async def test_an_engine_that_fails_gives_an_honest_answer(house: House, failure: BaliseError) -> None:
    """
    The message stays in the transcript, and the answer says so, with the way to a person.
    """
    conversation = await house.conversation()
    house.dialogue.failure = failure
    await house.post(conversation, text="Ma BAL est pleine")
    await house.answer(conversation)

    asked, answer = await house.messages(conversation)
    assert ("Ma BAL est pleine", True) == (asked.text, asked.handled)
    assert "Votre message est conservé" in answer.text
    assert [f"mailto:{SUPPORT}"] == [link.url for link in answer.reply.links]


async def test_an_engine_that_says_nothing_gives_an_honest_answer(house: House) -> None:
    """
    Silence is a failure: nobody is left waiting.
    """
    conversation = await house.conversation()
    house.dialogue.answers["Bonjour"] = ()
    await house.post(conversation, text="Bonjour")
    await house.answer(conversation)

    assert house.texts.say("dialogue_down").text == (await house.messages(conversation))[-1].text


async def test_a_button_that_gets_no_answer_gives_an_honest_one(house: House) -> None:
    """
    Silence after a button is a failure too.
    """
    conversation = await house.conversation()
    house.dialogue.answers["/x"] = ()
    shown = await house.shows(conversation, Reply("?", (Button("X", "/x"),)))
    await house.post(conversation, button=shown.reply.buttons[0].id)
    await house.answer(conversation)

    assert ["?", "X", house.texts.say("dialogue_down").text] == [text for _, text in await house.said(conversation)]


async def test_an_answer_stands_even_when_it_cannot_be_understood(house: House) -> None:
    """
    Understanding is asked apart: its failure loses nothing of what was answered, and may have been done.
    """

    class Answering(FakeDialogue):
        """Answers, but has no opinion."""

        async def understand(self, text: str) -> Understanding:
            """Fail."""
            raise TemporaryFailure(text)

    conversation = await house.conversation()
    await house.post(conversation, text="oui")
    await AnswerPending(house.store, Answering({"oui": [Reply("C’est fait.")]}), house.texts)(conversation)

    asked, answered = await house.messages(conversation)
    assert ("C’est fait.", True, None) == (answered.text, asked.handled, asked.understanding)


async def test_the_next_message_is_answered_once_the_engine_is_back(house: House) -> None:
    """
    A failure does not block a conversation.
    """
    conversation = await house.conversation()
    house.dialogue.failure = TemporaryFailure("down")
    await house.post(conversation, text="un")
    await house.answer(conversation)
    house.dialogue.failure = None
    await house.post(conversation, text="deux")
    await house.answer(conversation)

    assert ["deux"] == house.dialogue.said


async def test_a_failing_store_leaves_the_message_waiting(house: House) -> None:
    """
    The answer and the fact that the message is handled are kept together, or neither.
    """
    conversation = await house.conversation()
    await house.post(conversation, text="Bonjour")

    class Dying(FakeDialogue):
        async def answer(self, dialogue: str, text: str) -> tuple[Reply, ...]:
            await super().answer(dialogue, text)
            raise LookupError

    with pytest.raises(LookupError):
        await AnswerPending(house.store, Dying(), house.texts)(conversation)

    (message,) = await house.messages(conversation)
    assert not message.handled
    await house.answer(conversation)
    assert 2 == len(await house.messages(conversation))


async def test_what_a_stopped_process_left_is_known(house: House) -> None:
    """
    At the start, every conversation with something waiting can be answered.
    """
    conversations = [await house.conversation() for _ in range(3)]
    for conversation in conversations[:2]:
        await house.post(conversation, text=conversation)

    assert conversations[:2] == await house.answer.waiting()


async def test_a_session_is_named_after_its_conversation(house: House) -> None:
    """
    The engine knows a conversation by a session of its own.
    """
    one, other = await house.conversation(), await house.conversation()
    for conversation in (one, other):
        await house.post(conversation, text="Bonjour")
        await house.answer(conversation)

    assert [f"{one}~0", f"{other}~0"] == [session for session, _ in house.dialogue.heard]


async def test_a_long_conversation_goes_on_in_a_new_session(house: House) -> None:
    """
    After so many messages the session changes, once, and is kept.
    """
    conversation = await house.conversation()
    async with house.store.begin() as work:
        for _ in range(SESSION_LENGTH - 2):
            await work.conversations.append(conversation, Draft(Author.ASSISTANT, Reply("…")))
    for text in ("un", "deux", "trois"):
        await house.post(conversation, text=text)
        await house.answer(conversation)

    first, second = f"{conversation}~0", f"{conversation}~{SESSION_LENGTH + 2}"
    assert [(first, "un"), (second, "deux"), (second, "trois")] == house.dialogue.heard


async def test_a_person_who_took_over_is_not_interrupted(house: House) -> None:
    """
    While an agent handles the conversation, the engine hears nothing and nothing waits for it.
    """
    async with house.store.begin() as work:
        made = await work.conversations.get(await house.conversation())
        handled = replace(made, id="c-agent", handled_by=Author.AGENT)
        await work.conversations.add(handled)
    await house.post(handled.id, text="Bonjour")
    await house.answer(handled.id)

    assert [] == house.dialogue.heard
    async with house.store.begin() as work:
        transcript = await work.conversations.transcript(handled.id)
    assert (["Bonjour"], False, Author.AGENT) == ([m.text for m in transcript.messages], transcript.typing, transcript.handled_by)


async def test_a_conversation_where_nothing_waits_is_left_alone(house: House) -> None:
    """
    Answering it again, or one that does not exist, does nothing.
    """
    conversation = await house.conversation()
    await house.answer(conversation)
    await house.answer("unknown")

    assert [] == house.dialogue.heard
