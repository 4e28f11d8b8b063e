"""What the actions of the support topic say of its hours."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.rendering import Rendering
from actions.support import ActionOpenTicket, ActionSubmitTicket
from actions.turn import Turn
from actions.unfinished import UnfinishedAnswers
from balise.model.hours import Hours
from balise.model.moment import FRANCE
from balise.model.procedure import Way
from balise.model.ticket import Asked
from balise.usecases.drafts.unfinished import Unfinished
from balise.usecases.procedures.hand_over_papers import HandOverPapers
from balise.usecases.support.hours import SupportHours
from tests.fakes.clock import FakeClock
from tests.fakes.papers import FakePapers
from tests.unit import bot_files
from tests.unit.usecases.house import TEXTS, House

FRIDAY = FakeClock(datetime(2026, 11, 20, 19, tzinfo=FRANCE))
CLOSED = "Le support MSSanté est fermé : il rouvre lundi 23 novembre à 9 h."
RESPONSES = bot_files.read("bot/domain/support.yml")["responses"]


@pytest.fixture
def house() -> House:
    """Lend a house of use cases."""
    return House()


def hours(rule: str) -> SupportHours:
    """Return the hours of a rule, on a Friday evening."""
    return SupportHours(Hours(rule) if rule else None, TEXTS, FRIDAY)


def in_front_of(conversation: str) -> tuple[CollectingDispatcher, Tracker]:
    """Return where somebody asks for a person, and what they are told."""
    message = {"text": "je veux parler à quelqu’un", "intent": {"name": "parler_humain"}, "entities": []}
    return CollectingDispatcher(), Tracker(f"{conversation}~0", {}, message, [], False, None, {}, "action_listen")


def worded(said: dict[str, Any]) -> str:
    """Return what Rasa makes of a response."""
    values = {name: value for name, value in said.items() if isinstance(value, str)}
    return str(RESPONSES[said["response"]][0]["text"]).format(**values).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("rule", "said"), [("Mo-Fr 09:00-18:00", [f"{CLOSED} Vous pouvez lui écrire dès maintenant."]), ("", [])]
)
async def test_who_asks_for_a_person_is_told_the_hours(house: House, rule: str, said: list[str]) -> None:
    """Before anything is asked; where nobody has set them, nothing is said of them."""
    dispatcher, tracker = in_front_of(await house.conversation())
    await ActionOpenTicket(house.ticket, hours(rule)).run(dispatcher, tracker, {})

    assert said == [worded(message) for message in dispatcher.messages]


@pytest.mark.parametrize(("rule", "end"), [("Mo-Fr 09:00-18:00", f"ici.\n{CLOSED}"), ("", "suivre votre demande ici.")])
async def test_who_has_sent_their_request_is_told_the_hours(house: House, rule: str, end: str) -> None:
    """After its reference."""
    conversation = await house.conversation()
    for asked, answer in ((Asked.NEED, "Je ne reçois plus rien depuis lundi"), (Asked.CONTACT, "sans contact")):
        await house.ticket.fill(conversation, asked, answer)
    dispatcher, tracker = in_front_of(conversation)
    unfinished = UnfinishedAnswers(Unfinished(house.store), Rendering(TEXTS, lambda _: Way.EMAIL), TEXTS)
    papers = HandOverPapers(house.store, FakePapers(), house.clock)
    await ActionSubmitTicket(house.ticket, hours(rule), unfinished, papers).send(Turn(dispatcher, tracker))

    (sent,) = dispatcher.messages
    assert worded(sent).endswith(end)
