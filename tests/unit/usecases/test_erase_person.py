"""Erasing what is kept of a person."""

from __future__ import annotations

import pytest

from balise.errors import Conflict, Erased, NotFound, NotSignedIn
from balise.model.conversation import Author, Channel, Draft, Reply
from balise.model.paper import Paper
from balise.model.procedure import State
from balise.usecases.conversation.open import CheckToken
from balise.usecases.privacy.erase import GRACE, ErasePerson, FinishErasures
from tests.fakes.privacy import FakeSink
from tests.unit.usecases.house import CAMILLE, NOOR, House

PAPER = Paper("recu.pdf", "application/pdf", b"%PDF", "Reçu")


@pytest.fixture
def erase(house: House) -> ErasePerson:
    """Lend the use case."""
    return ErasePerson(house.store, house.texts, house.clock)


async def finish(house: House, sink: FakeSink | None = None) -> int:
    """Let the moment pass that the last answer gets, then have the worker erase."""
    house.clock.advance(seconds=GRACE.total_seconds())
    return await FinishErasures(house.store, house.clock, sink)()


async def exists(house: House, conversation: str) -> bool:
    """Say whether a conversation is there."""
    async with house.store.begin() as work:
        try:
            await work.conversations.get(conversation)
        except NotFound:
            return False
    return True


async def test_all_the_conversations_of_a_person_are_erased(house: House, erase: ErasePerson) -> None:
    """
    Those of the same RPPS at any door, with files and chats; somebody else's stay. The others are told first.
    """
    here, elsewhere, somebody_else = [await house.conversation(person) for person in (CAMILLE, CAMILLE, NOOR)]
    async with house.store.begin() as work:
        await work.chats.bind(7, elsewhere)
        await work.files.keep(here, PAPER)

    await erase(here, everything=True)

    ((author, told),) = await house.said(elsewhere)
    assert (Author.SYSTEM, True) == (author, "effacer" in told)
    assert 2 == await finish(house)
    assert [False, False, True] == [await exists(house, one) for one in (here, elsewhere, somebody_else)]
    async with house.store.begin() as work:
        assert await work.chats.conversation_of(7) is None


async def test_the_last_answer_gets_a_moment(house: House, erase: ErasePerson) -> None:
    """Nothing is gone at once: what was said last reaches its door first."""
    here = await house.conversation(CAMILLE)
    await erase(here, everything=True)

    assert 0 == await FinishErasures(house.store, house.clock)()
    assert await exists(house, here)


async def test_of_a_closed_procedure_a_nameless_proof_stays(house: House, erase: ErasePerson) -> None:
    """
    Reference, kind, state and history; neither holder, address nor details, and its letters have no word left.
    """
    here = await house.conversation(CAMILLE)
    reference = (await house.sent(here)).reference
    await house.cancel(here, reference)
    await house.deliver()
    sink = FakeSink(f"{reference}-request-mailiz", f"{reference}-cancel-mailiz")

    await erase(here, everything=True)
    await finish(house, sink)

    kept = await house.procedure(reference)
    assert (State.CANCELLED, ("", "", "", "", {})) == (
        kept.state,
        (kept.holder, kept.holder_name, kept.conversation, kept.address, kept.details),
    )
    assert [State.DRAFT, State.CONFIRMED, State.SENT, State.CANCELLED] == [move.after for move in kept.history]
    async with house.store.begin() as work:
        assert [] == await work.outbox.of(reference)
    assert set() == sink.letters


async def test_a_letter_that_has_to_leave_keeps_its_words_until_it_has(house: House, erase: ErasePerson) -> None:
    """The operator must learn of the cancellation; the next round after that blanks it."""
    here = await house.conversation(CAMILLE)
    reference = (await house.sent(here)).reference
    await house.cancel(here, reference)
    await erase(here, everything=True)
    await finish(house)

    (waiting,) = await house.letters()
    assert waiting.body
    await house.deliver()
    await finish(house)
    async with house.store.begin() as work:
        assert [] == await work.outbox.of(reference)


async def test_what_is_under_way_comes_first(house: House, erase: ErasePerson) -> None:
    """
    A request that an operator has not answered must be cancelled or done: nothing is erased meanwhile.
    """
    here = await house.conversation(CAMILLE)
    reference = (await house.sent(here)).reference

    with pytest.raises(Conflict):
        await erase(here, everything=True)
    assert [reference] == [procedure.reference for procedure in (await erase.concerned(here)).under_way]
    assert CAMILLE.rpps == (await house.procedure(reference)).holder
    assert 0 == await finish(house)


async def test_a_draft_is_given_up(house: House, erase: ErasePerson) -> None:
    """Nothing of it was sent: it is cancelled, and holds nothing any more."""
    here = await house.conversation(CAMILLE)
    draft = await house.filled(here)

    await erase(here, everything=True)

    kept = await house.procedure(draft.reference)
    assert (State.CANCELLED, "", {}) == (kept.state, kept.holder, kept.details)


async def test_nobody_erases_what_they_have_not_proven_to_be_theirs(house: House, erase: ErasePerson) -> None:
    """
    Whose sign-in is over erases this conversation only; the person's requests and other conversations stay.
    """
    here, elsewhere = [await house.conversation(CAMILLE) for _ in range(2)]
    draft = await house.filled(here)
    async with house.store.begin() as work:
        await work.conversations.set_sign_in(here, None)

    await erase(here, everything=False)
    assert 1 == await finish(house)

    assert [False, True] == [await exists(house, here), await exists(house, elsewhere)]
    assert CAMILLE.rpps == (await house.procedure(draft.reference)).holder


@pytest.mark.parametrize(("signed_in", "agreed_to_all", "refusal"), [(False, True, NotSignedIn), (True, False, Conflict)])
async def test_only_what_was_agreed_to_is_erased(
    house: House, erase: ErasePerson, signed_in: bool, agreed_to_all: bool, refusal: type[Exception]
) -> None:
    """Who signs in, or is signed out, between the question and the yes is asked again."""
    here = await house.conversation(CAMILLE if signed_in else None)

    with pytest.raises(refusal):
        await erase(here, everything=agreed_to_all)


async def test_asking_and_finishing_twice_changes_nothing(house: House, erase: ErasePerson) -> None:
    """Idempotent at both ends, whatever was killed in between."""
    here = await house.conversation(CAMILLE)
    await erase(here, everything=True)
    await erase(here, everything=True)

    assert [1, 0] == [await finish(house), await finish(house)]


async def test_an_answer_under_way_is_waited_for(house: House, erase: ErasePerson) -> None:
    """What the dialogue still says is written down before the conversation goes, and goes with it."""
    here = await house.conversation(CAMILLE)
    await house.post(here, "encore un mot")
    await erase(here, everything=True)
    await house.answer(here)
    await finish(house)

    assert not await exists(house, here)


async def test_who_held_an_erased_conversation_is_told_so(house: House, erase: ErasePerson) -> None:
    """Its own token learns that it was erased; any other learns nothing."""
    opened, token = await house.open(Channel.WEB)
    await erase(opened.id, everything=False)
    await finish(house)
    check = CheckToken(house.store)

    with pytest.raises(Erased):
        await check(opened.id, token)
    with pytest.raises(NotFound) as unknown:
        await check(opened.id, "another")
    assert NotFound is unknown.type


async def test_what_is_said_after_the_yes_is_erased_too(house: House, erase: ErasePerson) -> None:
    """The conversation goes as it is when its time comes."""
    here = await house.conversation()
    await erase(here, everything=False)
    async with house.store.begin() as work:
        await work.conversations.append(here, Draft(Author.PRACTITIONER, Reply("merci")))
    house.clock.advance(seconds=1)
    await finish(house)

    assert not await exists(house, here)
