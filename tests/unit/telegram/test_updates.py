"""Whatever Telegram, or somebody in its name, sends as an update."""

from __future__ import annotations

import asyncio
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Bot

from balise.adapters.books.texts import load_texts
from balise.launch.checks import free_port
from balise.settings import ROOT
from balise.usecases.conversation.answer_pending import AnswerPending
from balise.usecases.conversation.open import OpenConversation
from balise.usecases.conversation.post_message import PostMessage
from balise.usecases.drafts.unfinished import Unfinished
from balise.usecases.identity.sign_in import InviteSignIn
from channels.answering import Answering
from channels.telegram_bot.door import read
from channels.telegram_bot.updates import Updates
from channels.telegram_bot.use_cases import TelegramUseCases
from tests.fakes.bell import FakeBell
from tests.fakes.clock import FakeClock
from tests.fakes.dialogue import FakeDialogue
from tests.fakes.store import FakeStore
from tests.rates import UNHURRIED

TEXTS = load_texts(ROOT / "data" / "texts.yml", support="support@esante.test")
BOT = Bot("1:token", base_url=f"http://127.0.0.1:{free_port()}/bot")
CHAT = {"id": 7, "type": "private"}
SOMEBODY = {"id": 7, "is_bot": False, "first_name": "A"}

SCALAR = (
    st.none()
    | st.booleans()
    | st.integers(-(2**64), 2**64)
    | st.text(max_size=8)
    | st.sampled_from(["/start", "\u202eévil", CHAT])
)
VALUE = st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2))
PARTS = "text caption entities photo voice document sticker contact poll reply_to_message edit_date forward_origin".split()
ODDITIES = dict.fromkeys(PARTS, VALUE)
SAID = st.fixed_dictionaries(
    {"message_id": st.just(1), "date": st.just(1_700_000_000), "chat": st.just(CHAT)},
    optional=ODDITIES | {"text": st.text(max_size=8) | VALUE, "from": st.just(SOMEBODY)},
) | st.fixed_dictionaries({"message_id": VALUE, "date": VALUE, "chat": VALUE}, optional=ODDITIES | {"from": VALUE})
PRESSED = st.fixed_dictionaries(
    {"id": st.just("1"), "chat_instance": st.just("1"), "from": st.just(SOMEBODY)}, optional={"data": VALUE, "message": SAID}
) | st.dictionaries(st.sampled_from(["id", "from", "data", "message"]), VALUE)
UPDATE = st.fixed_dictionaries(
    {}, optional={"message": SAID | VALUE, "edited_message": SAID | VALUE, "callback_query": PRESSED | VALUE, "poll": VALUE}
)


def sane(number: int) -> dict[str, Any]:
    """Return an update in which somebody says hello."""
    said = {"message_id": number, "date": 1_700_000_000, "chat": CHAT, "from": SOMEBODY, "text": "bonjour"}
    return {"update_id": number, "message": said}


async def heard_after(updates: list[dict[str, Any]]) -> list[str]:
    """Take updates, then a sane one, with Telegram out of reach; return what the dialogue heard."""
    store, clock, dialogue = FakeStore(), FakeClock(), FakeDialogue()
    answer = AnswerPending(store, dialogue, TEXTS)
    use_cases = TelegramUseCases(
        store,
        TEXTS,
        FakeBell(),
        OpenConversation(store, TEXTS, clock),
        PostMessage(store, TEXTS),
        answer,
        Unfinished(store),
        InviteSignIn(store, clock, "https://balise.test"),
        UNHURRIED["rate_writes"],
    )
    answering = Answering(answer)
    door = Updates(BOT, use_cases, answering, lambda: None)
    answering.start()
    for received in [
        *({"update_id": number, **update} for number, update in enumerate(updates, start=1)),
        sane(len(updates) + 1),
    ]:
        if update := read(received, BOT):
            await door.take(update)
    await answering.finish()
    return dialogue.said


@settings(deadline=None)
@given(st.lists(UPDATE, max_size=4))
def test_an_update_of_any_shape_stops_nothing(updates: list[dict[str, Any]]) -> None:
    """What is said after it is heard."""
    assert "bonjour" == asyncio.run(heard_after(updates))[-1]
