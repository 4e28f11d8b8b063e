"""What time does to procedures: drafts expire, what is over is forgotten."""

from __future__ import annotations

import pytest

from balise.errors import BaliseError, NotFound, PermanentFailure, TemporaryFailure
from balise.model.procedure import Actor, Procedure, State
from tests.unit.usecases.house import CAMILLE, EXPIRES, KEPT, NOOR, House


async def closed(house: House, conversation: str) -> Procedure:
    """Carry a dépublication to its end."""
    sent = await house.sent(conversation)
    refused, _ = await house.move(sent.reference, State.REFUSED, Actor.AGENT, "not_theirs")
    return refused


async def test_a_draft_left_alone_expires(house: House) -> None:
    """
    The worker's move, once; what was confirmed does not expire.
    """
    draft = await house.filled(await house.conversation(CAMILLE))
    confirmed = await house.confirmed(await house.conversation(NOOR), "")
    early = await house.expire()
    house.clock.advance(days=EXPIRES.days + 1)
    counts = [await house.expire(), await house.expire()]
    expired = await house.procedure(draft.reference)

    assert (0, [1, 0]) == (early, counts)
    assert (State.EXPIRED, Actor.WORKER, State.DRAFT) == (expired.state, expired.history[-1].by, expired.history[-1].before)
    assert confirmed == await house.procedure(confirmed.reference)


async def test_a_draft_taken_up_lately_does_not_expire(house: House) -> None:
    """
    Its age counts from its last change, and after an end another draft may begin.
    """
    conversation = await house.conversation(CAMILLE)
    draft = await house.filled(conversation)
    house.clock.advance(days=EXPIRES.days - 1)
    async with house.store.begin() as work:
        await work.procedures.save(draft.edited(auto_reply=None))
    house.clock.advance(days=2)
    first = await house.expire()
    house.clock.advance(days=EXPIRES.days)
    second = await house.expire()
    view, begun = await house.open_unpublish(conversation, "")

    assert (0, 1, False) == (first, second, begun)
    assert draft.reference != view.procedure.reference
    assert draft.reference not in [p.reference for p in await house.follow(conversation, "")]


async def test_what_is_long_over_is_forgotten(house: House) -> None:
    """
    Nothing personal is left in it nor in its letters; its reference, state and history stay.
    """
    over = await closed(house, await house.conversation(CAMILLE))
    early = await house.forget()
    house.clock.advance(days=KEPT.days + 1)
    counts = [await house.forget(), await house.forget()]
    left = await house.procedure(over.reference)

    assert (0, [1, 0]) == (early, counts)
    assert (over.reference, over.state, over.history) == (left.reference, left.state, left.history)
    assert [] == [word for word in (CAMILLE.rpps, CAMILLE.family, "@", over.conversation) if word in repr(left)]


async def test_what_is_not_over_is_not_forgotten(house: House) -> None:
    """
    However old it is.
    """
    sent = await house.sent(await house.conversation(CAMILLE))
    house.clock.advance(days=2 * KEPT.days)

    assert (0, sent) == (await house.forget(), await house.procedure(sent.reference))


@pytest.mark.parametrize("failure", [TemporaryFailure("away"), PermanentFailure("no such address")])
async def test_what_has_yet_to_be_told_is_not_forgotten(house: House, failure: BaliseError) -> None:
    """
    A cancellation that has not left, or that an agent has to pass on, still needs to say of what.
    """
    conversation = await house.conversation(CAMILLE)
    sent = await house.sent(conversation)
    await house.cancel(conversation, sent.reference)
    house.postman.failure = failure
    await house.deliver()
    house.clock.advance(days=2 * KEPT.days)

    assert 0 == await house.forget()
    assert CAMILLE.rpps == (await house.procedure(sent.reference)).holder


async def test_nobody_reads_what_is_forgotten(house: House) -> None:
    """
    Not even who had asked for it.
    """
    conversation = await house.conversation(CAMILLE)
    over = await closed(house, conversation)
    house.clock.advance(days=KEPT.days + 1)
    await house.forget()

    assert [] == await house.follow(conversation, "")
    with pytest.raises(NotFound):
        await house.follow(conversation, over.reference)
