"""The directory's latest file as a proof: it closes what is gone, nothing else, and whoever asked is told once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from balise.errors import PermanentFailure, TemporaryFailure
from balise.model.conversation import Author
from balise.model.identity import Person
from balise.model.mailbox import Listing
from balise.model.procedure import Actor, Evidence, Kind, Procedure, Proof, State
from tests.fakes.directory import FakeDirectory
from tests.unit.usecases.house import CAMILLE, NOOR, SACHA, House, in_directory

TOMORROW = date(2026, 3, 3)


async def sent(house: House, person: Person = CAMILLE) -> Procedure:
    """Return a dépublication whose request has left, on 2 March."""
    return await house.sent(await house.conversation(person))


def unpublished(house: House, procedure: Procedure, as_of: date = TOMORROW) -> None:
    """Have a new file of the directory that no longer shows the box of a procedure, on any line."""
    house.directory.as_of = as_of
    house.directory.professionals = [
        replace(person, mailboxes=tuple(box for box in person.mailboxes if box.address != procedure.address))
        for person in house.directory.professionals
    ]


async def test_what_is_no_longer_shown_is_done(house: House) -> None:
    """The proof is the file, by its date; the worker's move."""
    asked = await sent(house)
    unpublished(house, asked)
    house.clock.advance(days=1)
    count = await house.verify()

    found = await house.procedure(asked.reference)
    assert (1, State.DONE) == (count, found.state)
    assert Proof(house.clock(), Evidence.DIRECTORY, "2026-03-03") == found.proof
    assert (Actor.WORKER, "directory") == (found.history[-1].by, found.history[-1].why)


async def test_who_asked_is_told_with_the_date_and_what_comes_next(house: House) -> None:
    """Once, however often the file is looked at."""
    asked = await sent(house)
    unpublished(house, asked)
    counts = [await house.verify(), await house.verify()]

    (message,) = await house.messages(asked.conversation)
    assert [1, 0] == counts
    assert Author.ASSISTANT is message.author
    assert all(words in message.text for words in ("03/03/2026", asked.address, asked.reference, "sans crainte"))
    assert ["/supprimer_bal", "/communiquer_bal"] == [button.payload for button in message.reply.buttons]


async def test_one_that_was_acknowledged_is_proven_too(house: House) -> None:
    """An answer is not yet the thing itself."""
    asked = await sent(house)
    await house.move(asked.reference, State.ACKNOWLEDGED, Actor.WORKER, "reply")
    unpublished(house, asked)

    assert 1 == await house.verify()


async def test_what_is_still_shown_is_not_done(house: House) -> None:
    """A new file that shows it on a single line is enough."""
    asked = await sent(house)
    house.directory.as_of = TOMORROW

    assert (0, asked) == (await house.verify(), await house.procedure(asked.reference))
    assert [] == await house.said(asked.conversation)


@pytest.mark.parametrize(("as_of", "proven"), [(date(2026, 3, 1), 0), (None, 0), (date(2026, 3, 2), 1), (TOMORROW, 1)])
async def test_only_a_file_of_the_day_of_the_request_or_later_proves(house: House, as_of: date | None, proven: int) -> None:
    """An older one, or one without a date, says nothing of what was done since."""
    asked = await sent(house)
    unpublished(house, asked)
    house.directory.as_of = as_of

    assert proven == await house.verify()


async def test_the_day_of_the_request_is_the_day_it_was_in_france(house: House) -> None:
    """At half past eleven in the evening UTC, it is tomorrow there."""
    house.clock.advance(minutes=14 * 60 + 30)
    asked = await sent(house)
    unpublished(house, asked, date(2026, 3, 2))
    early = await house.verify()
    house.directory.as_of = TOMORROW

    assert (0, 1) == (early, await house.verify())


async def test_the_last_box_of_somebody_leaves_nothing_to_see(house: House) -> None:
    """The directory no longer knows them: the liste rouge is exactly that."""
    asked = await house.confirmed(await house.conversation(NOOR), "")
    await house.deliver()
    unpublished(house, asked)

    assert (1, State.DONE) == (await house.verify(), (await house.procedure(asked.reference)).state)


async def test_an_answer_that_may_be_incomplete_proves_nothing(house: House) -> None:
    """A source was missing, or the file has shrunk: a file cut short would otherwise prove everything at once."""

    class Partial(FakeDirectory):
        async def boxes_of(self, rpps: str) -> Listing:
            return replace(await super().boxes_of(rpps), partial=True)

    asked = await sent(house)
    house.verify = replace(house.verify, directory=Partial(as_of=TOMORROW))

    assert (0, asked) == (await house.verify(), await house.procedure(asked.reference))


async def test_a_file_without_any_box_of_the_operator_proves_nothing(house: House) -> None:
    """It was left out: with one box of the domain back, whoever's, the file proves again."""
    asked = await sent(house)
    unpublished(house, asked)
    everybody = house.directory.professionals
    house.directory.professionals = [
        replace(person, mailboxes=tuple(box for box in person.mailboxes if not box.address.endswith("mailiz.test")))
        for person in everybody
    ]
    left_out = await house.verify()
    house.directory.professionals = everybody

    assert asked.address.endswith("@medecin.mailiz.test")
    assert (0, 1) == (left_out, await house.verify())


@pytest.mark.parametrize("failure", [TemporaryFailure("away"), PermanentFailure("unreadable")])
async def test_one_that_fails_holds_back_none_of_the_others(house: House, failure: Exception) -> None:
    """The directory does not answer about one person."""

    class Silent(FakeDirectory):
        async def boxes_of(self, rpps: str) -> Listing:
            if rpps == CAMILLE.rpps:
                raise failure
            return await super().boxes_of(rpps)

    stuck, other = await sent(house), await house.sent(await house.conversation(SACHA))
    house.verify = replace(house.verify, directory=Silent([in_directory(SACHA)], as_of=TOMORROW))

    assert 1 == await house.verify()
    assert [State.SENT, State.DONE] == [(await house.procedure(p.reference)).state for p in (stuck, other)]


async def test_what_is_over_or_has_not_left_is_not_looked_at(house: House) -> None:
    """A draft, one that waits to leave, one cancelled; and what no directory shows."""
    cancelled = await sent(house)
    await house.cancel(cancelled.conversation, cancelled.reference)
    await house.confirmed(await house.conversation(SACHA))
    house.directory.professionals, house.directory.as_of = [], TOMORROW
    house.directory.asked.clear()

    assert (0, []) == (await house.verify(), house.directory.asked)


async def test_two_workers_prove_once(house: House) -> None:
    """One of them is late, and says nothing."""
    asked = await sent(house)
    unpublished(house, asked)
    counts = await asyncio.gather(house.verify(), house.verify())

    assert [0, 1] == sorted(counts)
    assert 1 == len(await house.said(asked.conversation))


async def test_a_box_shown_again_reopens_nothing(house: House) -> None:
    """Done is an end: what the directory showed that day was true."""
    asked = await sent(house)
    shown = list(house.directory.professionals)
    unpublished(house, asked)
    await house.verify()
    house.directory.professionals, house.directory.as_of = shown, TOMORROW + timedelta(days=1)
    done = await house.procedure(asked.reference)

    assert (0, done) == (await house.verify(), await house.procedure(asked.reference))
    assert Kind.UNPUBLISH is done.kind
