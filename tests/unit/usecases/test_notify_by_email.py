"""News by e-mail: the same words as in the conversation, once, to the address that was left, and no longer than needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from balise.errors import BaliseError, Conflict, Invalid, NotFound, PermanentFailure, TemporaryFailure
from balise.model.procedure import Actor, Kind, Letter, Procedure, State
from balise.model.reply import told_at
from balise.model.ticket import Asked
from balise.usecases.procedures.tell import tell
from tests.unit.usecases.house import CAMILLE, KEPT, NOOR, SACHA, House

MINE = "camille@ailleurs.example"


async def noted(house: House) -> Procedure:
    """Return a dépublication that has left, its news wanted by e-mail."""
    sent = await house.sent(await house.conversation(CAMILLE))
    await house.notify(sent.conversation, sent.reference, f"plutôt à {MINE}, merci")
    return sent


async def refuse(house: House, procedure: Procedure) -> None:
    """Have news of a procedure: it is refused."""

    async def told(work: object, refused: Procedure) -> None:
        await tell(work, house.texts, refused, "undeliverable", recipient="aide@op.test")  # type: ignore[arg-type]

    await house.move(procedure.reference, State.REFUSED, Actor.WORKER, "undeliverable", told=told)


def news(house: House) -> list[Letter]:
    """Return the news that left."""
    return [letter for letter in house.postman.sent if letter.is_news]


async def test_what_is_told_is_written_too(house: House) -> None:
    """The words of the conversation; in the subject the reference only, neither box nor name."""
    asked = await noted(house)
    await refuse(house, asked)
    await house.deliver()

    (letter,) = news(house)
    ((_, said),) = await house.said(asked.conversation)
    assert (MINE, asked.reference) == (letter.recipient, letter.reference)
    assert said in letter.body
    assert asked.reference in letter.subject
    assert not any(words in letter.subject for words in (asked.address, "Lemoine", "Camille"))


async def test_nothing_is_written_to_who_did_not_ask_for_it(house: House) -> None:
    """Without an address the conversation is all."""
    asked = await house.sent(await house.conversation(CAMILLE))
    await refuse(house, asked)
    await house.deliver()

    assert ([], 1) == (news(house), len(await house.said(asked.conversation)))


async def test_who_forgot_the_conversation_is_written_to_all_the_same(house: House) -> None:
    """The news has somebody to go to."""
    asked = await noted(house)
    async with house.store.begin() as work:
        await work.conversations.forget_before(house.clock() + timedelta(days=1))
    await refuse(house, asked)
    await house.deliver()

    assert [MINE] == [letter.recipient for letter in news(house)]


async def test_the_same_news_told_again_is_one_letter(house: House) -> None:
    """A replay makes the same key."""
    asked = await noted(house)
    for _ in range(2):
        async with house.store.begin() as work:
            found = await work.procedures.get(asked.reference)
            assert await tell(work, house.texts, found, "undeliverable", recipient="aide@op.test")
        await house.deliver()

    assert [f"{asked.reference}-news-undeliverable"] == [letter.key for letter in news(house)]


async def test_the_contact_left_with_a_ticket_is_where_its_news_goes(house: House) -> None:
    """A telephone number is none; an address left for the news comes first."""
    conversation = await house.conversation(CAMILLE)
    for asked, text in ((Asked.NEED, "je ne reçois plus rien"), (Asked.CONTACT, f"06 12 34 56 78 ou {MINE}")):
        await house.ticket.fill(conversation, asked, text)
    ticket = (await house.ticket.send(conversation)).procedure
    await house.deliver()
    async with house.store.begin() as work:
        await tell(work, house.texts, ticket, "answered", sender="a@b.example", date="03/03/2026")
        await tell(
            work,
            house.texts,
            ticket.noted(contact="06 12 34 56 78"),
            "unanswered",
            **dict.fromkeys(("kind", "address", "recipient"), "x"),
        )
    await house.deliver()

    assert [(MINE, f"{ticket.reference}-news-answered")] == [(letter.recipient, letter.key) for letter in news(house)]


@pytest.mark.parametrize("text", ["", "oui", "camille@", "@ailleurs.example", "camille arobase"])
async def test_what_is_no_address_is_refused(house: House, text: str) -> None:
    """Nothing is noted."""
    sent = await house.sent(await house.conversation(CAMILLE))
    with pytest.raises(Invalid):
        await house.notify(sent.conversation, sent.reference, text)

    assert sent == await house.procedure(sent.reference)


@pytest.mark.parametrize("address", ["c.lemoine@mailiz.test", "c.lemoine@inconnu.mssante.fr"])
async def test_a_bal_is_refused(house: House, address: str) -> None:
    """Of an operator that the book knows, or by its ending: no mail from outside MSSanté reaches it."""
    sent = await house.sent(await house.conversation(CAMILLE))
    with pytest.raises(Invalid, match="mssante"):
        await house.notify(sent.conversation, sent.reference, f"à {address}")

    assert sent == await house.procedure(sent.reference)


@pytest.mark.parametrize("text", ["ne plus m’écrire", "ne plus m’écrire au sujet de {reference}"])
async def test_who_wants_no_more_is_written_to_no_more(house: House, text: str) -> None:
    """All the same it is said in the conversation."""
    asked = await noted(house)
    stopped = await house.stop_news(asked.conversation, text.format(reference=asked.reference))
    await refuse(house, asked)
    await house.deliver()

    assert [asked.reference] == [procedure.reference for procedure in stopped]
    assert ([], 1) == (news(house), len(await house.said(asked.conversation)))


async def test_what_is_over_but_still_has_news_is_stopped_too(house: House) -> None:
    """A delegation that is done runs until its last day, and its end is told."""
    asked = await noted(house)
    async with house.store.begin() as work:
        delegation = replace(await work.procedures.get(asked.reference), kind=Kind.DELEGATION)
        await work.procedures.save(delegation)
    done = await house.declare(asked.conversation, asked.reference)
    (stopped,) = await house.stop_news(asked.conversation, "ne plus m’écrire")

    assert (State.DONE, MINE, "") == (done.state, told_at(done), told_at(stopped))


@pytest.mark.parametrize("bal", ["c.lemoine@mailiz.test", "c.lemoine@inconnu.mssante.fr"])
async def test_the_contact_of_a_ticket_that_is_a_bal_gets_no_news(house: House, bal: str) -> None:
    """The support desk still answers to it; another contact, left instead, gets the news."""
    conversation = await house.conversation(CAMILLE)
    for asked, text in ((Asked.NEED, "je ne reçois plus rien"), (Asked.CONTACT, bal)):
        view, _ = await house.ticket.fill(conversation, asked, text)
    assert ("", bal) == (told_at(view.procedure), view.contact)

    for asked, text in ((Asked.CONFIRMED, "changer le contact"), (Asked.CONTACT, MINE)):
        view, _ = await house.ticket.fill(conversation, asked, text)
    assert MINE == told_at(view.procedure)


async def test_the_contact_of_a_ticket_is_written_to_no_more_either(house: House) -> None:
    """It stays what the support answers to."""
    conversation = await house.conversation(CAMILLE)
    for asked, text in ((Asked.NEED, "je ne reçois plus rien"), (Asked.CONTACT, MINE)):
        await house.ticket.fill(conversation, asked, text)
    await house.ticket.send(conversation)
    (stopped,) = await house.stop_news(conversation, "ne plus m’écrire")

    assert ("", MINE) == (told_at(stopped), stopped.detail("contact"))


async def test_only_ones_own_news_are_stopped(house: House) -> None:
    """Neither another's, nor a request that nothing was written about, nor one of another reference."""
    asked = await noted(house)
    silent = await house.sent(await house.conversation(SACHA))

    assert [] == await house.stop_news(silent.conversation, f"ne plus m’écrire au sujet de {asked.reference}")
    assert [] == await house.stop_news(silent.conversation, "ne plus m’écrire")
    assert [] == await house.stop_news(asked.conversation, f"ne plus m’écrire au sujet de {silent.reference}")
    assert MINE == (await house.procedure(asked.reference)).detail("notify")


async def test_only_ones_own_open_request(house: House) -> None:
    """Another's does not exist; of what is over there is no news."""
    sent = await house.sent(await house.conversation(CAMILLE))
    with pytest.raises(NotFound):
        await house.notify(await house.conversation(NOOR), sent.reference, MINE)
    await house.cancel(sent.conversation, sent.reference)
    with pytest.raises(Conflict):
        await house.notify(sent.conversation, sent.reference, MINE)

    assert "" == (await house.procedure(sent.reference)).detail("notify")


@pytest.mark.parametrize("failure", [PermanentFailure("no such address"), TemporaryFailure("away")])
async def test_news_that_cannot_be_delivered_troubles_nothing(house: House, failure: BaliseError) -> None:
    """It is dropped when it is refused, or after the last try: no agent, nothing more in the conversation."""
    asked = await noted(house)
    async with house.store.begin() as work:
        await tell(work, house.texts, await work.procedures.get(asked.reference), "answered", sender="a@b.example", date="x")
    before = await house.procedure(asked.reference)
    house.postman.failure = failure
    for _ in range(house.tries + 1):
        await house.deliver()
        house.clock.advance(days=1)
    house.postman.failure = None

    assert (0, []) == (await house.deliver(), news(house))
    assert before == await house.procedure(asked.reference)
    assert 1 == len(await house.said(asked.conversation))


async def test_news_on_its_way_does_not_keep_one_from_cancelling(house: House) -> None:
    """Even if the worker was killed while it left."""
    asked = await noted(house)
    async with house.store.begin() as work:
        await tell(work, house.texts, await work.procedures.get(asked.reference), "answered", sender="a@b.example", date="x")
        await work.outbox.mark_leaving(f"{asked.reference}-news-answered", house.clock())

    assert State.CANCELLED is (await house.cancel(asked.conversation, asked.reference)).state


async def test_the_address_is_forgotten_with_the_request(house: House) -> None:
    """In its details, and in the letters that went there."""
    asked = await noted(house)
    await refuse(house, asked)
    await house.deliver()
    house.clock.advance(days=KEPT.days + 1)
    count = await house.forget()

    found = await house.procedure(asked.reference)
    assert (1, {}) == (count, dict(found.details))
