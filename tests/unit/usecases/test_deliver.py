"""Delivering the letters of the outbox."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from balise.errors import BaliseError, Conflict, Invalid, NotFound, PermanentFailure, Refused, TemporaryFailure
from balise.model.box_change import BoxChange, Carrier, Progress
from balise.model.procedure import Actor, Evidence, Kind, Letter, Procedure, State, Way, draft
from balise.usecases.procedures.deliver import FIRST_DELAY, LONGEST_ASKED, LONGEST_DELAY, Deliver
from balise.usecases.procedures.sending import ByEmail, ByFhirMss
from tests.fakes.box_office import FakeBoxOffice, Shown
from tests.fakes.postman import FakePostman, ProcessDied
from tests.unit.usecases.house import CAMILLE, MAILIZ, House

JITTER = 1.2


async def waiting(house: House, then: State | None = State.SENT) -> Letter:
    """Keep a confirmed procedure and its letter."""
    made = draft(Kind.UNPUBLISH, "c", house.clock(), CAMILLE.rpps, CAMILLE.full_name)
    made = made.moved(State.CONFIRMED, Actor.PRACTITIONER, house.clock())
    letter = Letter(f"{made.reference}-request", made.reference, "op@test", "Objet", "Corps", then)
    async with house.store.begin() as work:
        await work.procedures.add(made)
        await work.outbox.add(letter)
    return letter


async def delays(house: House, failure: BaliseError, tries: int) -> list[float]:
    """Fail so many times, each at the moment the letter is due; return the seconds between them."""
    letter = await waiting(house)
    house.postman.failure = failure
    found = []
    for _ in range(tries):
        await house.deliver.one(letter.key)
        found.append(await due_in(house, letter))
        house.clock.advance(seconds=found[-1])
    return found


async def due_in(house: House, letter: Letter) -> float:
    """Return how many seconds later a letter is due, within a second."""
    late, early = timedelta(days=2).total_seconds(), 0.0
    while late - early > 0.5:
        middle = (late + early) / 2
        async with house.store.begin() as work:
            due = letter.key in await work.outbox.due(house.clock() + timedelta(seconds=middle))
        early, late = (early, middle) if due else (middle, late)
    return late


async def test_what_waits_is_sent(house: House) -> None:
    """
    Every letter that is due leaves, once; the count is returned.
    """
    letters = [await waiting(house) for _ in range(3)]
    counts = [await house.deliver(), await house.deliver()]

    assert [3, 0] == counts
    assert sorted(letter.key for letter in letters) == sorted(house.postman.keys)


async def test_the_procedure_moves_when_its_letter_has_left(house: House) -> None:
    """
    The worker's move enters the history.
    """
    letter = await waiting(house)
    await house.deliver.one(letter.key)

    procedure = await house.procedure(letter.reference)
    assert (State.SENT, Actor.WORKER) == (procedure.state, procedure.history[-1].by)


async def test_a_letter_that_moves_nothing_leaves_the_procedure_as_it_is(house: House) -> None:
    """
    A cancellation's letter has no state to reach.
    """
    letter = await waiting(house, then=None)
    await house.deliver.one(letter.key)

    assert State.CONFIRMED == (await house.procedure(letter.reference)).state


async def test_a_procedure_that_went_on_is_not_moved_back(house: House) -> None:
    """
    When the state can no longer be reached, the letter counts as sent all the same.
    """
    letter = await waiting(house)
    async with house.store.begin() as work:
        found = await work.procedures.get(letter.reference)
        await work.procedures.save(found.moved(State.REFUSED, Actor.AGENT, house.clock()))
    await house.deliver.one(letter.key)

    assert State.REFUSED == (await house.procedure(letter.reference)).state
    assert 0 == await house.deliver()


async def test_a_letter_is_never_sent_by_two_workers_together(house: House) -> None:
    """
    While one sends it, the others leave it.
    """

    class Slow(FakePostman):
        async def send(self, letter: Letter) -> None:
            await asyncio.sleep(0.005)
            await super().send(letter)

    letter, postman = await waiting(house), Slow()
    worker = Deliver(house.store, {Way.EMAIL: ByEmail(postman)}, house.texts, house.clock)
    results = await asyncio.gather(*(worker.one(letter.key) for _ in range(5)))

    assert (1, [letter.key]) == (sum(results), postman.keys)


async def test_a_crash_after_sending_sends_again_under_the_same_key(house: House) -> None:
    """
    At least once: the other side recognises the repeat by its Message-ID, and the procedure moves once.
    """
    letter = await waiting(house)
    house.postman.dies_after_sending = True
    with pytest.raises(ProcessDied):
        await house.deliver.one(letter.key)
    before = (await house.procedure(letter.reference)).state
    house.postman.dies_after_sending = False

    assert (State.CONFIRMED, 1) == (before, await house.deliver())
    assert [letter.key, letter.key] == house.postman.keys
    assert [State.SENT] == [m.after for m in (await house.procedure(letter.reference)).history if m.by is Actor.WORKER]


async def test_a_letter_that_is_refused_for_good_closes_its_procedure(house: House) -> None:
    """
    It is not tried again; the practitioner is told in the conversation, with the way to a person.
    """
    conversation = await house.conversation(CAMILLE)
    confirmed = await house.confirmed(conversation, "celle de Mailiz")
    house.postman.failure = PermanentFailure("no such address")
    first = await house.deliver()
    house.postman.failure = None
    house.clock.advance(seconds=LONGEST_DELAY.total_seconds() * 2)

    told = (await house.messages(conversation))[-1]
    assert (0, 0) == (first, await house.deliver())
    assert State.REFUSED is (await house.procedure(confirmed.reference)).state
    assert confirmed.reference in told.text
    assert ["/parler_humain"] == [button.payload for button in told.reply.buttons]


async def test_a_refused_letter_of_a_forgotten_conversation_is_closed_all_the_same(house: House) -> None:
    """
    Nobody is left to tell.
    """
    letter = await waiting(house)
    house.postman.failure = PermanentFailure("no such address")
    await house.deliver()

    assert State.REFUSED is (await house.procedure(letter.reference)).state


async def test_a_letter_that_cannot_leave_is_put_off(house: House) -> None:
    """
    It is not counted, moves nothing, is left alone for a while, then leaves.
    """
    letter = await waiting(house)
    house.postman.failure = TemporaryFailure("away")
    first = await house.deliver()
    house.postman.failure = None
    second = await house.deliver()

    assert (0, 0, State.CONFIRMED) == (first, second, (await house.procedure(letter.reference)).state)
    house.clock.advance(seconds=FIRST_DELAY.total_seconds() * JITTER + 1)
    assert 1 == await house.deliver()


async def test_one_that_cannot_leave_does_not_hold_the_others(house: House) -> None:
    """
    Each letter has its own fate.
    """
    bad, good = await waiting(house), await waiting(house)

    class Choosy(FakePostman):
        async def send(self, letter: Letter) -> None:
            if letter.key == bad.key:
                raise PermanentFailure("no such address")
            await super().send(letter)

    postman = Choosy()

    assert 1 == await Deliver(house.store, {Way.EMAIL: ByEmail(postman)}, house.texts, house.clock)()
    assert [good.key] == postman.keys


async def test_each_failure_doubles_the_delay(house: House) -> None:
    """
    Give or take a fifth, so that letters put off together do not come back together.
    """
    found = await delays(house, TemporaryFailure("away"), 6)
    expected = [FIRST_DELAY.total_seconds() * 2**n for n in range(6)]

    assert all(0.79 * e <= f <= 1.21 * e + 1 for e, f in zip(expected, found, strict=True))


async def test_the_delay_has_a_limit(house: House) -> None:
    """
    However many failures, a letter is tried again several times a day.
    """
    found = await delays(house, TemporaryFailure("away"), 16)

    assert max(found) <= LONGEST_DELAY.total_seconds() * JITTER + 1


async def test_the_other_side_may_say_when(house: House) -> None:
    """
    The delay it asks for is the delay it gets.
    """
    assert [pytest.approx(100, abs=1)] * 3 == await delays(house, TemporaryFailure("busy", retry_after=100), 3)


async def test_the_other_side_may_not_say_never(house: House) -> None:
    """
    A request is tried again within a day, whatever it asks.
    """
    assert [pytest.approx(LONGEST_ASKED.total_seconds(), abs=1)] == await delays(house, TemporaryFailure("busy", 10**9), 1)


async def test_nothing_to_send_is_nothing_sent(house: House) -> None:
    """
    An empty outbox, or a letter nobody knows, is no error.
    """
    assert (0, False) == (await house.deliver(), await house.deliver.one("unknown"))


async def test_a_letter_goes_as_it_was_written(house: House) -> None:
    """
    Recipient, subject and body are those of the outbox.
    """
    letter = await waiting(house)
    await house.deliver()

    assert [letter] == house.postman.sent


async def test_a_bug_in_a_postman_is_not_hidden(house: House) -> None:
    """
    What is not one of our errors comes out, and the letter still waits.
    """
    letter = await waiting(house)

    class Broken(FakePostman):
        async def send(self, letter: Letter) -> None:
            raise LookupError(letter.key)

    with pytest.raises(LookupError):
        await Deliver(house.store, {Way.EMAIL: ByEmail(Broken())}, house.texts, house.clock)()

    async with house.store.begin() as work:
        assert letter == await work.outbox.take(letter.key)


async def test_cancelling_waits_for_a_letter_that_is_leaving(house: House) -> None:
    """
    Who cancels in the middle of the sending is told that the request has changed; it is then cancelled as a sent one.
    """
    sending, go = asyncio.Event(), asyncio.Event()

    class Held(FakePostman):
        async def send(self, letter: Letter) -> None:
            sending.set()
            await go.wait()
            await super().send(letter)

    conversation = await house.conversation(CAMILLE)
    confirmed: Procedure = await house.confirmed(conversation)
    delivering = asyncio.create_task(Deliver(house.store, {Way.EMAIL: ByEmail(Held())}, house.texts, house.clock)())
    await sending.wait()
    cancelling = asyncio.create_task(house.cancel(conversation, confirmed.reference))
    await asyncio.sleep(0.005)
    go.set()
    await delivering
    await asyncio.gather(cancelling, return_exceptions=True)
    if cancelling.exception() is not None:
        await house.cancel(conversation, confirmed.reference)

    assert State.CANCELLED == (await house.procedure(confirmed.reference)).state
    assert [f"{confirmed.reference}-cancel-{MAILIZ.id}"] == [letter.key for letter in await house.letters()]


# By the API FHIR MSS

BOX = "c.lemoine@medecin.mssante.fr"
CARRIER = Carrier(rpps=CAMILLE.rpps)
DEEDS = [(Kind.UNPUBLISH, "unpublish"), (Kind.DELETE_BOX, "delete"), (Kind.PREFERRED_BOX, "prefer")]


async def by_api(house: House, kind: Kind = Kind.UNPUBLISH, conversation: str = "c") -> Letter:
    """Keep a confirmed procedure whose request goes by the API, about a box that the directory shows."""
    house.office.carriers[CARRIER] = {BOX: Shown()}
    made = draft(kind, conversation, house.clock(), CAMILLE.rpps, CAMILLE.full_name)
    made = made.edited(BOX, recipient="op@test", way=Way.FHIR_MSS).moved(State.CONFIRMED, Actor.PRACTITIONER, house.clock())
    letter = Letter(f"{made.reference}-request", made.reference, "op@test", "Objet", "Corps", State.SENT, way=Way.FHIR_MSS)
    async with house.store.begin() as work:
        await work.procedures.add(made)
        await work.outbox.add(letter)
    return letter


async def test_what_the_api_has_done_is_done_and_proven(house: House) -> None:
    """
    It passes through sent; the proof names the version that the API answered; no letter leaves.
    """
    letter = await by_api(house)
    counts = [await house.deliver(), await house.deliver()]

    done = await house.procedure(letter.reference)
    assert [1, 0] == counts
    assert [State.SENT, State.DONE] == [move.after for move in done.history if move.by is Actor.WORKER]
    assert done.proof is not None
    assert (Evidence.API, "fake/2") == (done.proof.by, done.proof.what)
    assert [] == house.postman.sent
    assert house.office.carriers[CARRIER][BOX].hidden


@pytest.mark.parametrize(("kind", "deed"), DEEDS)
async def test_each_kind_is_asked_of_its_port_and_told(house: House, kind: Kind, deed: str) -> None:
    """
    Under the letter's key; the practitioner reads in the conversation that the Annuaire Santé has done it.
    """
    conversation = await house.conversation(CAMILLE)
    letter = await by_api(house, kind, conversation)
    await house.deliver()

    told = (await house.messages(conversation))[-1]
    assert [(deed, BOX, letter.key)] == house.office.calls
    assert [] == [words for words in (letter.reference, BOX, "l’Annuaire Santé") if words not in told.text]


async def test_what_the_api_has_only_taken_is_acknowledged(house: House) -> None:
    """
    It shows nothing yet: nothing is proven, and nothing is said.
    """

    class Slow(FakeBoxOffice):
        async def unpublish(self, address: str, carrier: Carrier, key: str) -> BoxChange:  # noqa: ARG002 - the port's
            return BoxChange(Progress.ACCEPTED, ("fake/1",))

    conversation = await house.conversation(CAMILLE)
    letter = await by_api(house, conversation=conversation)
    worker = Deliver(house.store, {Way.FHIR_MSS: ByFhirMss(Slow())}, house.texts, house.clock)

    assert await worker.one(letter.key)
    taken = await house.procedure(letter.reference)
    assert (State.ACKNOWLEDGED, None) == (taken.state, taken.proof)
    assert () == await house.messages(conversation)


@pytest.mark.parametrize(
    "failure", [TemporaryFailure("busy", 100), Conflict("changed meanwhile")], ids=lambda f: type(f).__name__
)
async def test_what_the_api_cannot_do_now_is_tried_again(house: House, failure: BaliseError) -> None:
    """
    When it says, or later: somebody else's change is looked at again.
    """
    letter = await by_api(house)
    house.office.failure = failure
    first = await house.deliver()
    delay = await due_in(house, letter)
    house.office.failure = None
    house.clock.advance(seconds=delay)

    expected = 100 if isinstance(failure, TemporaryFailure) else FIRST_DELAY.total_seconds()
    assert (0, pytest.approx(expected, rel=0.25)) == (first, delay)
    assert (1, []) == (await house.deliver(), house.postman.sent)
    assert State.DONE is (await house.procedure(letter.reference)).state


async def test_an_api_that_never_comes_back_hands_over_to_an_agent(house: House) -> None:
    """
    After as many tries as a letter; what is said names the API, which was tried, and no address.
    """
    conversation = await house.conversation(CAMILLE)
    letter = await by_api(house, conversation=conversation)
    house.office.failure = TemporaryFailure("away")
    for _ in range(house.tries):
        await house.deliver.one(letter.key)
        house.clock.advance(seconds=LONGEST_DELAY.total_seconds() * 2)

    told = (await house.messages(conversation))[-1].text
    left = await house.procedure(letter.reference)
    assert left.needs_agent is not None
    assert ("out_of_tries", State.CONFIRMED) == (left.needs_agent.why, left.state)
    assert (True, False) == ("API de l’Annuaire Santé" in told, letter.recipient in told)
    assert 0 == await house.deliver()


REFUSALS = [
    Refused("not_offered"),
    Refused("not_allowed"),
    Refused("credentials"),
    NotFound("carrier"),
    Invalid("address"),
    PermanentFailure("not understood"),
]


@pytest.mark.parametrize("failure", REFUSALS, ids=str)
async def test_what_the_api_refuses_leaves_by_email_at_once(house: House, failure: BaliseError) -> None:
    """
    The same request, under the same key, to the recipient that was ready; the procedure is sent.
    """
    letter = await by_api(house)
    house.office.failure = failure

    assert 1 == await house.deliver()
    assert [replace(letter, way=Way.EMAIL)] == house.postman.sent
    sent = await house.procedure(letter.reference)
    assert (State.SENT, "", 1) == (sent.state, sent.detail("way"), len(house.office.calls))


async def test_a_request_whose_way_is_no_longer_set_leaves_by_email(house: House) -> None:
    """
    The API was switched off between the request and its delivery.
    """
    letter = await by_api(house)
    worker = Deliver(house.store, {Way.EMAIL: ByEmail(house.postman)}, house.texts, house.clock)

    assert (1, [letter.key]) == (await worker(), house.postman.keys)


async def test_what_the_api_refuses_is_not_asked_of_it_again(house: House) -> None:
    """
    When the letter cannot leave at that moment either, it is the letter that is tried again.
    """
    letter = await by_api(house)
    house.office.failure, house.postman.failure = Refused("not_allowed"), TemporaryFailure("away")
    first = await house.deliver()
    house.postman.failure = None
    house.clock.advance(seconds=LONGEST_DELAY.total_seconds())

    assert (0, 1) == (first, await house.deliver())
    assert ([letter.key], 1) == (house.postman.keys, len(house.office.calls))


async def test_a_lost_answer_is_found_done(house: House) -> None:
    """
    The change was made, its answer lost: the next try changes nothing, and the procedure is done.
    """
    letter = await by_api(house)
    house.office.lost = TemporaryFailure("cut")
    first = await house.deliver()
    version = house.office.version
    house.clock.advance(seconds=FIRST_DELAY.total_seconds() * JITTER + 1)

    assert (0, 1, version) == (first, await house.deliver(), house.office.version)
    assert State.DONE is (await house.procedure(letter.reference)).state


async def test_a_crash_after_the_change_finds_it_done(house: House) -> None:
    """
    Killed before anything was noted: the next worker looks, changes nothing, and the practitioner is told once.
    """

    class Deadly(FakeBoxOffice):
        async def unpublish(self, address: str, carrier: Carrier, key: str) -> BoxChange:
            await house.office.unpublish(address, carrier, key)
            raise ProcessDied

    conversation = await house.conversation(CAMILLE)
    letter = await by_api(house, conversation=conversation)
    with pytest.raises(ProcessDied):
        await Deliver(house.store, {Way.FHIR_MSS: ByFhirMss(Deadly())}, house.texts, house.clock)()
    version = house.office.version

    assert (1, version) == (await house.deliver(), house.office.version)
    assert State.DONE is (await house.procedure(letter.reference)).state
    assert 1 == len(await house.messages(conversation))


async def test_a_box_that_the_api_does_not_show_is_not_said_to_be_deleted(house: House) -> None:
    """
    It may be on the liste rouge, as a box to delete should be: whoever provides it is written to.
    """
    letter = await by_api(house, Kind.DELETE_BOX)
    house.office.carriers[CARRIER] = {}

    assert (1, [letter.key]) == (await house.deliver(), house.postman.keys)
    assert State.SENT is (await house.procedure(letter.reference)).state


async def test_what_is_done_by_the_api_cannot_be_cancelled(house: House) -> None:
    """
    Done is an end.
    """
    conversation = await house.conversation(CAMILLE)
    letter = await by_api(house, conversation=conversation)
    await house.deliver()

    with pytest.raises(Conflict):
        await house.cancel(conversation, letter.reference)


async def test_what_the_api_was_never_asked_is_cancelled_without_a_word(house: House) -> None:
    """
    Before it leaves, as any request.
    """
    conversation = await house.conversation(CAMILLE)
    letter = await by_api(house, conversation=conversation)
    await house.cancel(conversation, letter.reference)

    assert (0, [], []) == (await house.deliver(), house.office.calls, house.postman.sent)


async def test_cancelling_what_the_api_may_have_done_is_written_to_the_recipient(house: House) -> None:
    """
    Its answer did not come: the change may be there, and somebody has to be told to leave it.
    """
    conversation = await house.conversation(CAMILLE)
    letter = await by_api(house, conversation=conversation)
    house.office.lost = TemporaryFailure("cut")
    await house.deliver()
    await house.cancel(conversation, letter.reference)
    await house.deliver()

    cancelled = await house.procedure(letter.reference)
    assert State.CANCELLED is cancelled.state
    assert cancelled.reached(State.SENT)
    assert [(f"{letter.reference}-cancel", letter.recipient)] == [(sent.key, sent.recipient) for sent in house.postman.sent]


async def test_cancelling_what_the_api_has_taken_is_written_to_the_recipient(house: House) -> None:
    """
    It is not done yet: whoever provides the box is asked to leave it.
    """
    conversation = await house.conversation(CAMILLE)
    letter = await by_api(house, conversation=conversation)
    async with house.store.begin() as work:
        found = await work.procedures.get(letter.reference)
        taken = found.moved(State.SENT, Actor.WORKER, house.clock()).moved(State.ACKNOWLEDGED, Actor.WORKER, house.clock())
        await work.procedures.save(taken)
        await work.outbox.mark_sent(letter.key, house.clock())
    await house.cancel(conversation, letter.reference)
    await house.deliver()

    assert [f"{letter.reference}-cancel"] == house.postman.keys
