"""What was left unfinished is found again."""

from __future__ import annotations

import pytest

from balise.model.procedure import Actor, Kind, State, draft
from balise.usecases.cleanup.guide import GuideCleanup
from balise.usecases.drafts.unfinished import MOST, Unfinished
from tests.unit.usecases.house import CAMILLE, NOOR, House


@pytest.fixture
def unfinished(house: House) -> Unfinished:
    """Lend the use case."""
    return Unfinished(house.store)


async def test_a_person_finds_their_drafts_from_any_door(house: House, unfinished: Unfinished) -> None:
    """
    Whichever conversation they began them in; nobody else's.
    """
    begun = await house.filled(await house.conversation(CAMILLE))
    await house.filled(await house.conversation(NOOR))

    assert [begun] == await unfinished(await house.conversation(CAMILLE))


async def test_nobody_finds_what_this_very_conversation_began(house: House, unfinished: Unfinished) -> None:
    """
    What nobody has signed for is of its conversation alone.
    """
    conversation = await house.conversation()
    view, _ = await GuideCleanup(house.store, house.clock).fill(conversation, None, "")

    assert [view.procedure] == await unfinished(conversation)
    assert [] == await unfinished(await house.conversation())


async def test_what_is_no_draft_any_more_is_not_offered(house: House, unfinished: Unfinished) -> None:
    """
    Sent, cancelled or expired, there is nothing to take up.
    """
    conversation = await house.conversation(CAMILLE)
    await house.confirmed(conversation)
    given_up = await house.filled(conversation, "celle de l'hôpital")
    await house.cancel(conversation, given_up.reference)

    assert [] == await unfinished(conversation)


async def test_the_latest_come_first_and_not_too_many(house: House, unfinished: Unfinished) -> None:
    """
    Three at most.
    """
    conversation = await house.conversation(CAMILLE)
    kinds = [Kind.UNPUBLISH, Kind.DELEGATION, Kind.CLEANUP, Kind.TICKET]
    for kind in kinds:
        async with house.store.begin() as work:
            await work.procedures.add(draft(kind, conversation, house.clock(), CAMILLE.rpps, CAMILLE.full_name))
        house.clock.advance(seconds=60)

    assert kinds[: -MOST - 1 : -1] == [p.kind for p in await unfinished(conversation)]


async def test_what_nobody_signed_for_follows_to_the_next_conversation(house: House, unfinished: Unfinished) -> None:
    """
    Starting anew on the same chat keeps it at hand; what is somebody's waits for them to sign in.
    """
    former = await house.conversation(CAMILLE)
    theirs = await house.filled(former)
    async with house.store.begin() as work:
        nameless = draft(Kind.CLEANUP, former, house.clock())
        await work.procedures.add(nameless)
        over = draft(Kind.TICKET, former, house.clock())
        await work.procedures.add(over.moved(State.CANCELLED, Actor.PRACTITIONER, house.clock()))
    later = await house.conversation()

    assert await unfinished.carry(former, later)
    assert [nameless.reference] == [p.reference for p in await unfinished(later)]
    assert former == (await house.procedure(theirs.reference)).conversation
    assert not await unfinished.carry(former, later)
