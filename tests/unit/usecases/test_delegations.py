"""Confirming delegations, showing them, and ending them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from balise.errors import Conflict, NotFound, NotSignedIn
from balise.model.delegation import terms
from balise.model.operator import Operator
from balise.model.paper import DelegateRole, Right
from balise.model.procedure import Actor, Evidence, Kind, Proof, State
from tests.unit.usecases.entrusting import EVERYTHING, Entrusting
from tests.unit.usecases.house import CAMILLE, MAILIZ, NOOR, OLD, SUPPORT

FOR_GOOD = "déléguer ma BAL Mailiz à mon assistante médicale Claire Dupont, claire@cabinet.test, lire, permanente"


# Confirming


async def test_the_letter_says_everything_the_operator_needs(entrusting: Entrusting) -> None:
    """
    The box and its holder, who is let in, what they may do, from when to when; it goes to the operator.
    """
    _, confirmed = await entrusting.confirmed()

    (letter,) = await entrusting.house.letters()
    needed = [confirmed.reference, OLD.address, CAMILLE.rpps, "Julie Martin", "secrétaire", "julie@cabinet.test"]
    needed += ["lire, répondre, classer (mais pas supprimer)", "du 03/08/2026 au 17/08/2026 inclus"]
    assert [] == [words for words in needed if words not in letter.body]
    assert (MAILIZ.email, State.SENT) == (letter.recipient, letter.then)
    assert (Kind.DELEGATION, State.CONFIRMED, MAILIZ.email) == (confirmed.kind, confirmed.state, confirmed.detail("recipient"))


async def test_without_a_contact_the_support_desk_is_written_to(entrusting: Entrusting) -> None:
    """
    And asked to pass it on.
    """
    entrusting.house.operators.domains["mailiz.test"] = (Operator("silent", "Sans Contact"),)
    await entrusting.confirmed()

    (letter,) = await entrusting.house.letters()
    assert SUPPORT == letter.recipient
    assert entrusting.house.texts.line("letter_to_support") in letter.body


async def test_a_permanent_delegation_says_so(entrusting: Entrusting) -> None:
    """
    With its first day.
    """
    await entrusting.confirmed(FOR_GOOD)

    (letter,) = await entrusting.house.letters()
    assert "permanente, à partir du 02/03/2026" in letter.body


async def test_an_incomplete_draft_is_not_sent(entrusting: Entrusting) -> None:
    """
    Nor one whose last day has passed, nor one taken up elsewhere.
    """
    conversation = await entrusting.begin("déléguer ma BAL Mailiz à ma secrétaire")
    with pytest.raises(Conflict):
        await entrusting.confirm(conversation)
    complete = await entrusting.begin(EVERYTHING)
    await entrusting.open(conversation, "")
    with pytest.raises(Conflict):
        await entrusting.confirm(complete)
    entrusting.house.clock.advance(days=300)
    with pytest.raises(Conflict):
        await entrusting.confirm(conversation)

    assert [] == await entrusting.house.letters()


async def test_only_who_is_signed_in_may_confirm(entrusting: Entrusting) -> None:
    """
    NotSignedIn without anybody; somebody else has no draft.
    """
    await entrusting.begin(EVERYTHING)
    with pytest.raises(NotSignedIn):
        await entrusting.confirm(await entrusting.house.conversation())
    with pytest.raises(NotFound):
        await entrusting.confirm(await entrusting.house.conversation(NOOR))


async def test_its_terms_are_those_of_its_papers(entrusting: Entrusting) -> None:
    """
    The memo and the calendar entry say what was asked.
    """
    _, confirmed = await entrusting.confirmed()
    said = terms(confirmed)

    assert (DelegateRole.SECRETARY, frozenset(Right) - {Right.DELETE}) == (said.role, said.rights)
    assert ("2026-08-03", "2026-08-17") == (said.start.isoformat(), said.end.isoformat() if said.end else "")
    assert (confirmed.reference, "Julie Martin") == (said.reference, said.delegate_name)


# Showing and withdrawing


async def test_a_person_sees_their_own_delegations(entrusting: Entrusting) -> None:
    """
    Asked for, whether or not they have ended; nobody else's, and no draft.
    """
    conversation, first = await entrusting.confirmed()
    await entrusting.begin(FOR_GOOD)

    assert [(first, None)] == [(e.delegation, e.withdrawal) for e in await entrusting.list(conversation)]
    assert [] == await entrusting.list(await entrusting.house.conversation(NOOR))
    with pytest.raises(NotSignedIn):
        await entrusting.list(await entrusting.house.conversation())


async def test_withdrawing_links_the_request_with_the_delegation(entrusting: Entrusting) -> None:
    """
    Both ways; its letter goes to the same operator, and names the delegation.
    """
    conversation, delegation = await entrusting.confirmed()
    asked = await entrusting.withdraw(conversation, delegation.reference)

    *_, letter = await entrusting.house.letters()
    assert (Kind.WITHDRAW_DELEGATION, State.CONFIRMED) == (asked.kind, asked.state)
    assert delegation.reference == asked.detail("delegation")
    assert asked.reference == (await entrusting.house.procedure(delegation.reference)).detail("withdrawal")
    assert (MAILIZ.email, asked.reference, State.SENT) == (letter.recipient, letter.reference, letter.then)
    assert [] == [words for words in (delegation.reference, "Julie Martin", "dès que possible") if words not in letter.body]


async def test_a_delegation_is_withdrawn_once(entrusting: Entrusting) -> None:
    """
    Even when it is asked twice at once.
    """
    conversation, delegation = await entrusting.confirmed()
    results = await asyncio.gather(
        *(entrusting.withdraw(conversation, delegation.reference) for _ in range(2)), return_exceptions=True
    )

    assert 1 == sum(isinstance(result, NotFound | Conflict) for result in results)
    assert 1 == len(await entrusting.withdrawals())


async def test_a_withdrawal_that_is_cancelled_lets_the_delegation_run(entrusting: Entrusting) -> None:
    """
    It may be asked again.
    """
    conversation, delegation = await entrusting.confirmed()
    asked = await entrusting.withdraw(conversation, delegation.reference)
    ended = await entrusting.list(conversation)
    await entrusting.house.cancel(conversation, asked.reference)
    (entrusted,) = await entrusting.list(conversation)
    await entrusting.withdraw(conversation, delegation.reference)

    assert [asked.reference] == [e.withdrawal.reference for e in ended if e.withdrawal]
    assert entrusted.withdrawal is None
    assert 2 == len(await entrusting.withdrawals())


async def test_nobody_withdraws_what_is_not_theirs(entrusting: Entrusting) -> None:
    """
    NotFound, as for a reference that does not exist.
    """
    _, delegation = await entrusting.confirmed()
    with pytest.raises(NotFound):
        await entrusting.withdraw(await entrusting.house.conversation(NOOR), delegation.reference)

    assert [] == await entrusting.withdrawals()


async def test_a_delegation_to_end_is_named_in_several_ways(entrusting: Entrusting) -> None:
    """
    By its reference or its delegate; otherwise all those that run are meant.
    """
    conversation, julie = await entrusting.confirmed()
    _, claire = await entrusting.confirmed(FOR_GOOD)
    with pytest.raises(NotFound):
        await entrusting.list.ending(conversation, "retirer 2222-ZZZZ")

    assert [julie.reference] == [p.reference for p in await entrusting.list.ending(conversation, "retirer l'accès à Julie")]
    assert [claire.reference] == [p.reference for p in await entrusting.list.ending(conversation, f"retirer {claire.reference}")]
    assert {julie.reference, claire.reference} == {p.reference for p in await entrusting.list.ending(conversation, "retirer")}


# Ending


async def test_a_holder_is_warned_once_before_the_end(entrusting: Entrusting) -> None:
    """
    In the conversation where they asked, so many days before.
    """
    conversation, delegation = await entrusting.confirmed()
    entrusting.house.clock.advance(days=160)
    early = await entrusting.end_all()
    entrusting.house.clock.advance(days=3)
    warned, again = await entrusting.end_all(), await entrusting.end_all()

    ((_, said),) = await entrusting.house.said(conversation)
    assert ((0, 0), (1, 0), (0, 0)) == (early, warned, again)
    assert [] == [words for words in (delegation.reference, "Julie Martin", "17/08/2026") if words not in said]
    assert [] == await entrusting.withdrawals()


async def test_a_delegation_asked_for_today_is_not_warned_of(entrusting: Entrusting) -> None:
    """
    Its holder has just said when it ends; they are told the next day.
    """
    await entrusting.confirmed(EVERYTHING.replace("du 3 au 17 août", "jusqu'à vendredi"))
    first = await entrusting.end_all()
    entrusting.house.clock.advance(days=1)

    assert ((0, 0), (1, 0)) == (first, await entrusting.end_all())


async def test_the_end_is_asked_for_on_the_last_day(entrusting: Entrusting) -> None:
    """
    By the worker, once, and the holder is told.
    """
    conversation, delegation = await entrusting.confirmed()
    entrusting.house.clock.advance(days=168)
    ended, again = await entrusting.end_all(), await entrusting.end_all()

    (asked,) = await entrusting.withdrawals()
    *_, letter = await entrusting.house.letters()
    *_, (_, said) = await entrusting.house.said(conversation)
    assert ((0, 1), (0, 0)) == (ended, again)
    assert (Actor.WORKER, delegation.reference) == (asked.history[0].by, asked.detail("delegation"))
    assert "à la fin de la journée" in letter.body
    assert asked.reference in said


async def test_an_end_that_was_missed_is_asked_for_later(entrusting: Entrusting) -> None:
    """
    The worker may have been stopped that day.
    """
    await entrusting.confirmed()
    entrusting.house.clock.advance(days=200)

    assert (0, 1) == await entrusting.end_all()


async def test_a_conversation_that_is_forgotten_hinders_nothing(entrusting: Entrusting) -> None:
    """
    There is nobody to tell; the end is asked for all the same.
    """
    _, delegation = await entrusting.confirmed()
    async with entrusting.house.store.begin() as work:
        await work.procedures.save(replace(delegation, conversation="forgotten"))
    entrusting.house.clock.advance(days=168)

    assert (0, 1) == await entrusting.end_all()


async def test_what_was_withdrawn_or_never_ends_is_left_alone(entrusting: Entrusting) -> None:
    """
    So is what was cancelled.
    """
    conversation, first = await entrusting.confirmed()
    await entrusting.withdraw(conversation, first.reference)
    conversation, second = await entrusting.confirmed()
    await entrusting.house.cancel(conversation, second.reference)
    await entrusting.confirmed(FOR_GOOD)
    entrusting.house.clock.advance(days=200)

    assert (0, 0) == await entrusting.end_all()


async def test_a_delegation_set_up_by_its_operator_still_ends(entrusting: Entrusting) -> None:
    """
    Done is the request, not the access.
    """
    _, delegation = await entrusting.confirmed()
    proof = Proof(entrusting.house.clock(), Evidence.REPLY, "<id>")
    async with entrusting.house.store.begin() as work:
        sent = await work.procedures.save(delegation.moved(State.SENT, Actor.WORKER, entrusting.house.clock()))
        await work.procedures.save(sent.moved(State.DONE, Actor.AGENT, entrusting.house.clock(), proof=proof))
    entrusting.house.clock.advance(days=168)

    assert (0, 1) == await entrusting.end_all()


async def test_a_delegation_that_lasts_is_not_forgotten(entrusting: Entrusting) -> None:
    """
    However long ago the request for it was done; once ended, it is.
    """
    house = entrusting.house
    conversation, delegation = await entrusting.confirmed(FOR_GOOD)
    (letter,) = await house.letters()
    proof = Proof(house.clock(), Evidence.REPLY, "<id>")
    async with house.store.begin() as work:
        sent = await work.procedures.save(delegation.moved(State.SENT, Actor.WORKER, house.clock()))
        await work.procedures.save(sent.moved(State.DONE, Actor.AGENT, house.clock(), proof=proof))
        await work.outbox.mark_sent(letter.key, house.clock())
    house.clock.advance(days=3000)
    kept = await house.forget()
    await entrusting.withdraw(conversation, delegation.reference)
    house.clock.advance(days=3000)

    assert (0, 1) == (kept, await house.forget())
    assert {} == (await house.procedure(delegation.reference)).details
