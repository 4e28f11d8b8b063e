"""Patience: an operator is reminded once after its working days, then an agent takes over; an end stops it all."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from balise.errors import PermanentFailure, TemporaryFailure
from balise.model.procedure import Actor, Evidence, HandOver, Kind, Letter, Procedure, Proof, State, draft
from tests.fakes.clock import FakeClock
from tests.fakes.postman import ProcessDied
from tests.unit.usecases.house import CAMILLE, MAILIZ, NOOR, SACHA, SUPPORT, House

ASKED_OF_OPERATORS = [Kind.AUTO_REPLY, Kind.DELETE_BOX, Kind.DELEGATION, Kind.WITHDRAW_DELEGATION]


async def asked(house: House, kind: Kind = Kind.UNPUBLISH, state: State = State.SENT, **details: str) -> Procedure:
    """Return a request of any kind that an operator has, without its letter."""
    conversation = await house.conversation(CAMILLE)
    made = draft(kind, conversation, house.clock(), CAMILLE.rpps, CAMILLE.full_name).edited(
        "c.lemoine@medecin.mailiz.test", recipient=MAILIZ.email, operator=MAILIZ.id, delegate="Julie Martin", **details
    )
    for move in (State.CONFIRMED, State.SENT, State.ACKNOWLEDGED):
        made = made.moved(move, Actor.PRACTITIONER if move is State.CONFIRMED else Actor.WORKER, house.clock())
        if move is state:
            break
    async with house.store.begin() as work:
        await work.procedures.add(made)
    return made


async def to(house: House, *moments: datetime) -> list[tuple[int, int]]:
    """Look at every request at each of these moments; return how many were reminded of, and handed over."""
    counts = []
    for moment in moments:
        house.clock.now = moment
        counts.append(await house.remind())
    return counts


def at(month: int, day: int, year: int = 2026, hour: int = 9) -> datetime:
    """Return a moment."""
    return datetime(year, month, day, hour, tzinfo=UTC)


async def letters_to_operators(house: House) -> list[Letter]:
    """Return the letters that left, but for news and requests."""
    await house.deliver()
    return [letter for letter in house.postman.sent if "-reminder" in letter.key]


async def test_a_request_without_an_answer_is_reminded_of_then_handed_over(house: House) -> None:
    """After ten working days, and after ten more; each once, whenever it is looked at."""
    sent = await house.sent(await house.conversation(CAMILLE))
    reminded = await to(house, at(3, 13), at(3, 16), at(3, 16, hour=10), at(3, 29))
    (letter,) = await letters_to_operators(house)
    unanswered = await to(house, at(3, 30), at(3, 31), at(6, 1))
    found = await house.procedure(sent.reference)

    assert [(0, 0), (1, 0), (0, 0), (0, 0)] == reminded
    assert [(0, 1), (0, 0), (0, 0)] == unanswered
    assert (State.SENT, HandOver(at(3, 30), "no_answer")) == (found.state, found.needs_agent)
    assert (sent.key("reminder", MAILIZ.id), MAILIZ.email, None) == (letter.key, letter.recipient, letter.then)
    assert [letter] == await letters_to_operators(house)


async def test_what_the_reminder_says(house: House) -> None:
    """The reference in the subject, when the request left, what it is about and for whom."""
    sent = await house.sent(await house.conversation(CAMILLE))
    await to(house, at(3, 16))
    (letter,) = await letters_to_operators(house)

    assert f"[{sent.reference}] Rappel de la demande du 02/03/2026" == letter.subject
    assert all(words in letter.body for words in (sent.reference, "dépublication", sent.address, "Camille", CAMILLE.rpps))


async def test_the_practitioner_is_told_both_times(house: House) -> None:
    """Where they asked, with to whom."""
    sent = await house.sent(await house.conversation(CAMILLE))
    await to(house, at(3, 16), at(3, 16), at(3, 30), at(3, 31))

    first, second = [text for _, text in await house.said(sent.conversation)]
    assert all(sent.reference in text and str(MAILIZ.email) in text for text in (first, second))
    assert "rappel" in first
    assert "Je la confie à une personne du support" in second


async def test_without_a_contact_the_support_desk_is_reminded(house: House) -> None:
    """Whoever was asked is who is reminded, under a key of its own."""
    sent = await house.confirmed(await house.conversation(CAMILLE), "celle de l'hôpital")
    await house.deliver()
    await to(house, at(3, 16))
    (letter,) = await letters_to_operators(house)

    assert (SUPPORT, sent.key("reminder")) == (letter.recipient, letter.key)


@pytest.mark.parametrize(
    ("sent", "too_early", "due"),
    [
        (at(12, 18), at(1, 4, 2027), at(1, 5, 2027)),
        (at(4, 30), at(5, 18), at(5, 19)),
        (at(4, 28, hour=23), at(5, 15), at(5, 18)),  # in France, it was the 29th
    ],
)
async def test_public_holidays_are_no_delay(sent: datetime, too_early: datetime, due: datetime) -> None:
    """Christmas, New Year's Day, 1 May, 8 May, Ascension Day: nobody is there to answer."""
    house = House(clock=FakeClock(sent))
    await asked(house)

    assert [(0, 0), (1, 0)] == await to(house, too_early, due)


@pytest.mark.parametrize("kind", ASKED_OF_OPERATORS)
async def test_whatever_is_asked_of_an_operator_is_reminded_of_until_it_answers(house: House, kind: Kind) -> None:
    """An answer is what is waited for; the rest the practitioner sees."""
    waiting, answered = await asked(house, kind), await asked(house, kind, State.ACKNOWLEDGED)
    counts = await to(house, at(4, 1))

    assert [(1, 0)] == counts
    assert ["2026-04-01", ""] == [(await house.procedure(p.reference)).detail("reminded") for p in (waiting, answered)]


async def test_a_depublication_is_reminded_of_though_it_was_answered(house: House) -> None:
    """What is waited for is that it be done, and it is still shown."""
    await asked(house, state=State.ACKNOWLEDGED)

    assert [(1, 0)] == await to(house, at(4, 1))


async def test_a_late_receipt_is_a_sign_of_life(house: House) -> None:
    """The ten working days count again from it, whether it comes before the reminder or after."""
    before, after = [await house.sent(await house.conversation(person)) for person in (CAMILLE, SACHA)]
    house.clock.now = at(3, 13)
    await house.move(before.reference, State.ACKNOWLEDGED, Actor.WORKER)
    assert [(1, 0)] == await to(house, at(3, 16))
    house.clock.now = at(3, 25)
    await house.move(after.reference, State.ACKNOWLEDGED, Actor.WORKER)

    assert [(0, 0), (1, 0)] == await to(house, at(3, 26), at(3, 27))
    assert [(0, 0), (0, 1)] == await to(house, at(4, 8), at(4, 9))
    assert (await house.procedure(after.reference)).needs_agent


@pytest.mark.parametrize("kind", [Kind.TICKET, Kind.CLEANUP, Kind.PREFERRED_BOX])
async def test_what_no_operator_has_is_not_reminded_of(house: House, kind: Kind) -> None:
    """A person of the support desk, or the practitioner, has it."""
    await asked(house, kind)

    assert [(0, 0)] == await to(house, at(4, 1))


async def test_a_delegation_whose_end_was_asked_for_is_not_reminded_of(house: House) -> None:
    """Nobody is to be asked again to let in somebody who is to be kept out."""
    await asked(house, Kind.DELEGATION, withdrawal="2222-9999")

    assert [(0, 0)] == await to(house, at(4, 1))


@pytest.mark.parametrize("end", ["cancelled", "refused", "done"])
async def test_an_end_stops_everything(house: House, end: str) -> None:
    """Before the reminder and after it; one that could not leave yet never does."""
    before, after = await asked(house), await house.sent(await house.conversation(NOOR))
    house.postman.failure = TemporaryFailure("away")
    await to(house, at(3, 16))
    await house.deliver()
    for sent in (before, after):
        if end == "cancelled":
            await house.cancel(sent.conversation, sent.reference)
        else:
            proof = Proof(house.clock(), Evidence.REPLY, "<1@op.test>") if end == "done" else None
            await house.move(sent.reference, State(end), Actor.AGENT, "reply", proof)
    house.postman.failure = None
    house.clock.advance(days=40)
    counts = await house.remind()

    assert (0, 0) == counts
    assert [] == await letters_to_operators(house)


async def test_what_an_agent_has_or_has_settled_is_left_to_them(house: House) -> None:
    """Not reminded of while it waits for them; once handed over for want of an answer and settled, not handed over again."""
    with_agent, other = await asked(house), await asked(house)
    async with house.store.begin() as work:
        await work.procedures.save(with_agent.handed_over(house.clock(), "bounce"))
    counts = await to(house, at(3, 16), at(3, 30))
    await house.agents.settle(other.reference)

    assert [(1, 0), (0, 1)] == counts
    assert [(0, 0)] == await to(house, at(6, 1))


async def test_one_that_could_not_be_reminded_is_handed_over(house: House) -> None:
    """The address no longer exists: that is no answer either, and no second letter leaves."""
    sent = await asked(house)
    house.postman.failure = PermanentFailure("no such address")
    await to(house, at(3, 16))
    await house.deliver()
    handed = await house.procedure(sent.reference)
    house.postman.failure = None

    assert handed.needs_agent is not None
    assert "undeliverable" == handed.needs_agent.why
    assert ([(0, 0)], []) == (await to(house, at(3, 30)), await letters_to_operators(house))


async def test_two_workers_remind_once(house: House) -> None:
    """And hand over once."""
    sent = await asked(house)
    house.clock.now = at(3, 16)
    reminded = await asyncio.gather(house.remind(), house.remind())
    house.clock.now = at(3, 30)
    unanswered = await asyncio.gather(house.remind(), house.remind())

    assert ([(0, 0), (1, 0)], [(0, 0), (0, 1)]) == (sorted(reminded), sorted(unanswered))
    assert 2 == len(await house.said(sent.conversation))
    assert 1 == len(await letters_to_operators(house))


async def test_a_worker_killed_once_the_reminder_has_left(house: House) -> None:
    """It leaves again under its own key, which the other side can recognise; no other is written."""
    await asked(house)
    house.clock.now = at(3, 16)
    first = await house.remind()
    house.postman.dies_after_sending = True
    with pytest.raises(ProcessDied):
        await house.deliver()
    house.postman.dies_after_sending = False

    assert [(1, 0), (0, 0)] == [first, await house.remind()]
    assert 1 == len({letter.key for letter in await letters_to_operators(house)})
    assert 2 == len(house.postman.sent)
