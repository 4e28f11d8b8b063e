"""What following one's requests offers about their news."""

from __future__ import annotations

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.procedures import ActionFollow
from actions.rendering import Rendering
from actions.turn import Turn
from balise.model.procedure import Actor, State, Way
from balise.usecases.procedures.hand_over_papers import HandOverPapers
from tests.fakes.papers import FakePapers
from tests.unit.usecases.house import CAMILLE, TEXTS, House

MINE = "camille@ailleurs.example"
STOP, NOTIFY = TEXTS.line("stop_news_button"), TEXTS.line("notify_button")


@pytest.mark.parametrize(
    ("email", "over", "offered"),
    [(MINE, False, [STOP]), (MINE, True, [STOP]), ("", False, [NOTIFY]), ("", True, [])],
)
async def test_news_can_be_stopped_as_long_as_they_go_somewhere(email: str, over: bool, offered: list[str]) -> None:
    """Even once the request is over; who is not written to may ask for it while it is not."""
    house = House()
    sent = await house.sent(await house.conversation(CAMILLE))
    if email:
        await house.notify(sent.conversation, sent.reference, email)
    if over:
        await house.move(sent.reference, State.REFUSED, Actor.WORKER, "undeliverable")
    papers = HandOverPapers(house.store, FakePapers(), house.clock)
    follow = ActionFollow(house.follow, house.stop_news, papers, Rendering(TEXTS, lambda _: Way.EMAIL), TEXTS)
    message = {"text": f"où en est ma demande {sent.reference} ?", "intent": {"name": "suivre_demande"}, "entities": []}
    dispatcher = CollectingDispatcher()
    await follow.act(Turn(dispatcher, Tracker(f"{sent.conversation}~0", {}, message, [], False, None, {}, "action_listen")))

    (said,) = dispatcher.messages
    assert offered == [button["title"] for button in said["buttons"] if button["title"] in (STOP, NOTIFY)]
