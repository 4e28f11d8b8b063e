"""Taking what comes back: each message moves what it should, once, whatever the order and however often it comes."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from balise.errors import Changed, NotFound, TemporaryFailure
from balise.model.conversation import Author
from balise.model.procedure import Actor, Procedure, State
from balise.model.reply import Arrival, Fate, Nature
from balise.usecases.procedures.take_replies import TakeReplies
from tests.fakes.postman import ProcessDied
from tests.fakes.replies import FakeReplies
from tests.unit.usecases.house import CAMILLE, MAILIZ, NOOR, SUPPORT, House

AT = datetime(2026, 3, 2, 13, 5, 11, tzinfo=UTC)
OPERATOR = MAILIZ.email or ""


@dataclass
class Desk:
    """A house, its mailbox, and who takes what arrives there."""

    house: House
    replies: FakeReplies = field(default_factory=FakeReplies)

    def __post_init__(self) -> None:
        """Put the use case together."""
        self.take = TakeReplies(
            self.house.store, self.replies, self.house.move, self.house.texts, self.house.clock, support=SUPPORT
        )

    async def sent(self) -> Procedure:
        """Return a dépublication whose request has left."""
        return await self.house.sent(await self.house.conversation(CAMILLE))

    def comes(self, **values: object) -> Arrival:
        """Have a message arrive: an answer of the operator, unless told otherwise."""
        number = len(self.replies.arrivals) + 1
        usual = Arrival(f"1.{number}", AT, Nature.PERSON, OPERATOR, "Re: demande", f"<{number}@mailiz.test>")
        self.replies.arrivals.append(replace(usual, **values))  # type: ignore[arg-type]
        return self.replies.arrivals[-1]

    def bounces(self, reference: str, **values: object) -> Arrival:
        """Have the request come back undelivered."""
        usual = {"nature": Nature.BOUNCE, "sender": "mailer-daemon@x.test", "answers": (reference,), "failed": (OPERATOR,)}
        return self.comes(**{**usual, **values})


@pytest.fixture
def desk(house: House) -> Desk:
    """Lend an empty mailbox in an empty house."""
    return Desk(house)


@pytest.mark.parametrize("where", ["answers", "named", "mentioned"])
async def test_an_answer_moves_the_request_to_acknowledged(desk: Desk, where: str) -> None:
    """By the worker, because of a reply; recognised by its headers, its subject or its text."""
    sent = await desk.sent()
    arrival = desk.comes(**{where: (sent.reference,)})
    taken = await desk.take()

    found = await desk.house.procedure(sent.reference)
    last = found.history[-1]
    assert (1, State.ACKNOWLEDGED) == (taken, found.state)
    assert (State.SENT, State.ACKNOWLEDGED, Actor.WORKER, "reply") == (last.before, last.after, last.by, last.why)
    assert {arrival.handle: Fate.KEPT} == desk.replies.settled


async def test_what_is_kept_of_an_answer(desk: Desk) -> None:
    """From whom, when, its subject and its Message-ID, with what is personal; the history holds words of ours only."""
    sent = await desk.sent()
    desk.comes(answers=(sent.reference,))
    await desk.take()

    found = await desk.house.procedure(sent.reference)
    expected = {
        "reply_from": OPERATOR,
        "reply_at": "2026-03-02T13:05:11+00:00",
        "reply_subject": "Re: demande",
        "reply_id": "<1@mailiz.test>",
    }
    assert expected == {name: value for name, value in found.details.items() if name not in sent.details}
    assert {"", "reply"} == {move.why for move in found.history}


async def test_who_waits_is_told_of_an_answer_once(desk: Desk) -> None:
    """From whom and when, where they asked; not what it says, and not of the answers after."""
    sent = await desk.sent()
    desk.comes(answers=(sent.reference,), subject="Re: tout autre chose")
    await desk.take()
    desk.comes(answers=(sent.reference,))
    desk.replies.settled.clear()
    await desk.take()

    ((author, text),) = await desk.house.said(sent.conversation)
    assert Author.ASSISTANT is author
    assert all(words in text for words in (OPERATOR, "02/03/2026", sent.reference, "prise en compte"))
    assert "autre chose" not in text


async def test_a_practitioner_who_answers_our_news_has_not_answered_for_the_operator(desk: Desk) -> None:
    """Though their address be of the very house that was asked: an agent reads it, and the request goes on waiting."""
    sent = await desk.sent()
    mine = f"camille@{OPERATOR.partition('@')[2]}"
    await desk.house.notify(sent.conversation, sent.reference, mine)
    theirs, operators = desk.comes(answers=(sent.reference,), sender=mine), desk.comes(answers=(sent.reference,))
    await desk.take()

    assert {theirs.handle: Fate.AGENT, operators.handle: Fate.KEPT} == desk.replies.settled
    assert OPERATOR == (await desk.house.procedure(sent.reference)).detail("reply_from")


async def test_news_that_comes_back_is_no_trouble_of_the_request(desk: Desk) -> None:
    """The address left for it does not exist: nobody has to see to that, and the request goes on."""
    sent = await desk.sent()
    await desk.house.notify(sent.conversation, sent.reference, "faux@ailleurs.example")
    noted = await desk.house.procedure(sent.reference)
    bounce = desk.comes(nature=Nature.BOUNCE, sender="", mentioned=(sent.reference,), failed=("faux@ailleurs.example",))
    await desk.take()

    assert {bounce.handle: Fate.NOISE} == desk.replies.settled
    assert noted == await desk.house.procedure(sent.reference)


async def test_a_second_answer_changes_nothing(desk: Desk) -> None:
    """The first one is what is kept; the others are there for who wants them."""
    sent = await desk.sent()
    desk.comes(answers=(sent.reference,))
    await desk.take()
    first = await desk.house.procedure(sent.reference)
    desk.comes(answers=(sent.reference,), subject="Re: encore")
    desk.comes(answers=(sent.reference,), message_id="<1@mailiz.test>")
    await desk.take()

    assert first == await desk.house.procedure(sent.reference)
    assert {Fate.KEPT} == set(desk.replies.settled.values())


async def test_an_answer_before_the_sending_is_recorded(desk: Desk) -> None:
    """The worker was killed in between: the request has arrived, and does not leave again."""
    confirmed = await desk.house.confirmed(await desk.house.conversation(CAMILLE))
    desk.comes(answers=(confirmed.reference,))
    await desk.take()

    found = await desk.house.procedure(confirmed.reference)
    assert [State.SENT, State.ACKNOWLEDGED] == [move.after for move in found.history[-2:]]
    assert [] == await desk.house.letters()


@pytest.mark.parametrize(
    "change",
    [
        {"sender": "x@ailleurs.test"},
        {"sender": ""},
        {"doubtful": True},
        {"nature": Nature.MACHINE},
    ],
)
async def test_what_is_no_answer_of_the_operator_moves_nothing(desk: Desk, change: dict[str, object]) -> None:
    """Somebody else, somebody forged, a program: an agent reads it, and nothing is noted."""
    sent = await desk.sent()
    arrival = desk.comes(answers=(sent.reference,), **change)
    await desk.take()

    assert sent == await desk.house.procedure(sent.reference)
    assert {arrival.handle: Fate.AGENT} == desk.replies.settled


@pytest.mark.parametrize("nature", [Nature.OURS, Nature.RESPONDER])
async def test_an_autoresponder_moves_nothing(desk: Desk, nature: Nature) -> None:
    """Nor does one of our letters come round; nobody needs to read them."""
    sent = await desk.sent()
    arrival = desk.comes(answers=(sent.reference,), nature=nature)
    await desk.take()

    assert sent == await desk.house.procedure(sent.reference)
    assert {arrival.handle: Fate.NOISE} == desk.replies.settled


async def test_what_is_about_nothing_we_know_is_for_an_agent(desk: Desk) -> None:
    """No reference, or one that is none of ours."""
    desk.comes()
    desk.comes(answers=("2222-9999",), named=("3333-9999",), mentioned=("4444-9999",))

    assert 2 == await desk.take()
    assert [Fate.AGENT, Fate.AGENT] == list(desk.replies.settled.values())


async def test_what_may_be_about_two_requests_is_for_an_agent(desk: Desk) -> None:
    """Its headers say one and its subject another; what its text quotes matters only when they say nothing."""
    first, second = await desk.sent(), await desk.house.sent(await desk.house.conversation(NOOR))
    desk.comes(answers=(first.reference,), named=(second.reference,))
    desk.comes(answers=(second.reference,), mentioned=(first.reference,))
    await desk.take()

    states = [(await desk.house.procedure(p.reference)).state for p in (first, second)]
    assert [State.SENT, State.ACKNOWLEDGED] == states
    assert [Fate.AGENT, Fate.KEPT] == list(desk.replies.settled.values())


async def test_a_request_that_comes_back_is_closed_and_told(desk: Desk) -> None:
    """As when the server refuses it at once: the practitioner is told in the conversation, with the way to a person."""
    conversation = await desk.house.conversation(CAMILLE)
    sent = await desk.house.sent(conversation)
    desk.bounces(sent.reference)
    desk.bounces(sent.reference)
    await desk.take()
    await desk.take()

    found = await desk.house.procedure(sent.reference)
    told = desk.house.texts.say("undeliverable", reference=sent.reference, recipient=OPERATOR).text
    assert (State.REFUSED, Actor.WORKER, "undeliverable") == (found.state, found.history[-1].by, found.history[-1].why)
    assert [told] == [text for _, text in await desk.house.said(conversation)]
    assert {Fate.NOISE} == set(desk.replies.settled.values())


async def test_a_bounce_that_is_not_sure_is_for_an_agent(desk: Desk) -> None:
    """Of another address: the request may have arrived. It moves nothing, and waits in the agents' queue."""
    sent = await desk.sent()
    arrival = desk.bounces(sent.reference, failed=("retraite@ailleurs.test",))
    await desk.take()

    (waiting,) = await desk.house.agents()
    assert (sent.reference, State.SENT) == (waiting.reference, waiting.state)
    assert waiting.needs_agent is not None
    assert "bounce" == waiting.needs_agent.why
    assert {arrival.handle: Fate.AGENT} == desk.replies.settled


async def test_a_bounce_after_an_answer_closes_nothing(desk: Desk) -> None:
    """Somebody has it: what came back is for a person to understand."""
    sent = await desk.sent()
    desk.comes(answers=(sent.reference,))
    desk.bounces(sent.reference)
    await desk.take()

    assert State.ACKNOWLEDGED is (await desk.house.procedure(sent.reference)).state
    assert [sent.reference] == [procedure.reference for procedure in await desk.house.agents()]


async def test_an_answer_after_a_cancellation_is_for_an_agent(desk: Desk) -> None:
    """It may say that the thing is done all the same."""
    conversation = await desk.house.conversation(CAMILLE)
    sent = await desk.house.sent(conversation)
    cancelled = await desk.house.cancel(conversation, sent.reference)
    arrival = desk.comes(answers=(sent.reference,))
    await desk.take()

    assert cancelled.state is (await desk.house.procedure(sent.reference)).state
    assert {arrival.handle: Fate.AGENT} == desk.replies.settled


async def test_the_support_desk_answers_a_ticket(desk: Desk) -> None:
    """A procedure without a recipient of its own went to it."""
    confirmed = await desk.house.confirmed(await desk.house.conversation(CAMILLE), "celle de l'hôpital")
    await desk.house.deliver()
    desk.comes(answers=(confirmed.reference,), sender=f"anne@{SUPPORT.partition('@')[2]}")
    await desk.take()

    assert State.ACKNOWLEDGED is (await desk.house.procedure(confirmed.reference)).state


async def test_a_mailbox_out_of_reach_is_for_the_next_time(desk: Desk) -> None:
    """It is no error of the worker's, and nothing is lost."""
    sent = await desk.sent()
    desk.comes(answers=(sent.reference,))
    desk.replies.failure = TemporaryFailure("down")
    away = await desk.take()
    desk.replies.failure = None

    assert (0, 1) == (away, await desk.take())


async def test_dying_before_the_mailbox_is_marked_changes_nothing(desk: Desk) -> None:
    """What was kept is kept; the messages come again, and move nothing more."""
    sent, other = await desk.sent(), await desk.house.sent(await desk.house.conversation(NOOR))
    desk.comes(answers=(sent.reference,))
    desk.bounces(other.reference)
    desk.replies.failure_to_settle = ProcessDied()
    with pytest.raises(ProcessDied):
        await desk.take()
    before = [await desk.house.procedure(p.reference) for p in (sent, other)]
    desk.replies.failure_to_settle = None

    assert 2 == await desk.take()
    assert before == [await desk.house.procedure(p.reference) for p in (sent, other)]
    assert [State.ACKNOWLEDGED, State.REFUSED] == [procedure.state for procedure in before]


async def test_one_that_cannot_be_taken_does_not_hold_the_others(desk: Desk) -> None:
    """It comes again the next time."""
    sent, other = await desk.sent(), await desk.house.sent(await desk.house.conversation(NOOR))

    class Stuck:
        async def __call__(self, reference: str, *rest: object, **told: object) -> object:
            if reference == sent.reference:
                raise Changed("somebody else was quicker, again and again")
            return await desk.house.move(reference, *rest, **told)  # type: ignore[arg-type]

    stuck = TakeReplies(desk.house.store, desk.replies, Stuck(), desk.house.texts, desk.house.clock, SUPPORT)  # type: ignore[arg-type]
    late, good = desk.comes(answers=(sent.reference,)), desk.comes(answers=(other.reference,))

    assert 1 == await stuck()
    assert {good.handle: Fate.KEPT} == desk.replies.settled
    assert [late] == await desk.replies.waiting()
    assert 1 == await desk.take()
    assert State.ACKNOWLEDGED is (await desk.house.procedure(sent.reference)).state


async def happens(desk: Desk, references: list[str], chance: random.Random) -> None:
    """Let one thing happen: letters leave, something arrives, the mailbox forgets a mark, what waits is taken."""
    reference = chance.choice(references)
    match chance.randrange(6):
        case 0:
            await desk.house.deliver()
        case 1:
            desk.bounces(reference, failed=(chance.choice([OPERATOR, "x@ailleurs.test"]),))
        case 2:
            desk.comes(answers=(reference,), nature=chance.choice(list(Nature)))
        case 3:
            desk.comes(named=tuple(chance.sample(references, chance.randrange(3))), doubtful=chance.random() < 0.3)
        case 4:
            desk.replies.settled.pop(chance.choice([*desk.replies.settled, ""]), None)
        case 5:
            await desk.take()


@pytest.mark.parametrize("seed", range(30))
async def test_any_order_any_number(desk: Desk, seed: int) -> None:
    """Whatever comes, in whatever order and however often: no illegal move, no history rewritten, nobody told twice."""
    chance = random.Random(seed)  # noqa: S311 - a test
    conversations = [await desk.house.conversation(CAMILLE), await desk.house.conversation(NOOR)]
    references = [(await desk.house.confirmed(conversation)).reference for conversation in conversations]
    histories = {reference: (await desk.house.procedure(reference)).history for reference in references}
    for _ in range(40):
        await happens(desk, references, chance)
        for known in references:
            history = (await desk.house.procedure(known)).history
            assert histories[known] == history[: len(histories[known])]
            histories[known] = history
    for conversation, reference in zip(conversations, references, strict=True):
        afters = [move.after for move in histories[reference]]
        assert len(afters) == len(set(afters))
        told = [text for _, text in await desk.house.said(conversation)]
        assert [state in afters for state in (State.ACKNOWLEDGED, State.REFUSED)].count(True) == len(told) == len(set(told))


async def test_no_procedure_is_made(desk: Desk) -> None:
    """A message never starts anything."""
    desk.comes(answers=("2222-9999",))
    await desk.take()

    with pytest.raises(NotFound):
        await desk.house.procedure("2222-9999")
