"""What every store does, whether it is in memory or in PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.store import PostgresStore
from balise.errors import Changed, Conflict, NotFound, PermanentFailure
from balise.model.conversation import (
    Author,
    Button,
    Channel,
    Conversation,
    Draft,
    File,
    Message,
    Pressed,
    Reply,
    Step,
    Transcript,
    Understanding,
)
from balise.model.identity import Person, PracticeSituation, SignIn
from balise.model.paper import Picture
from balise.model.procedure import Actor, Evidence, HandOver, Kind, Letter, Move, Procedure, Proof, State, Way, draft
from balise.model.sheet import Link
from balise.ports import Store, Work
from tests.fakes.store import FakeStore

LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
SOON = timedelta(minutes=10)


def now() -> datetime:
    """Return the present time: PostgreSQL stamps messages with its own."""
    return datetime.now(UTC)


@pytest.fixture(params=["memory", "postgres"])
def store(request: pytest.FixtureRequest, engine: AsyncEngine) -> Store:
    """Lend each store in turn. The database is shared by the session: every test has its own conversations."""
    return FakeStore(clock=now) if request.param == "memory" else PostgresStore(engine)


def said(text: str, key: str | None = None, *, handled: bool = True) -> Draft:
    """Return a message of a practitioner."""
    return Draft(Author.PRACTITIONER, Reply(text), handled=handled, idempotency_key=key)


async def opened(store: Store, created_at: datetime | None = None, handled_by: Author = Author.ASSISTANT) -> Conversation:
    """Open a conversation of its own."""
    name = f"c-{uuid4().hex}"
    conversation = Conversation(name, Channel.WEB, "hash", created_at or now(), f"{name}~0", handled_by=handled_by)
    async with store.begin() as work:
        await work.conversations.add(conversation)
    return conversation


async def append(store: Store, conversation: Conversation, message: Draft) -> Message:
    """Append a message in a unit of work of its own."""
    async with store.begin() as work:
        return await work.conversations.append(conversation.id, message)


async def transcript(store: Store, conversation: Conversation, since: int = 0) -> Transcript:
    """Read a transcript."""
    async with store.begin() as work:
        return await work.conversations.transcript(conversation.id, since)


async def begun(store: Store, conversation: str = "c", holder: str = "", kind: Kind = Kind.UNPUBLISH) -> Procedure:
    """Keep a new draft."""
    made = draft(kind, conversation, now(), holder or uuid4().hex, "Camille Essai")
    async with store.begin() as work:
        await work.procedures.add(made)
    return made


def letter_of(procedure: Procedure, name: str = "request") -> Letter:
    """Return a letter of a procedure."""
    return Letter(f"{procedure.reference}-{name}", procedure.reference, "to@op.test", "Objet", "Corps", State.SENT)


async def queued(store: Store) -> Letter:
    """Keep a letter of a procedure of its own."""
    letter = letter_of(await begun(store))
    async with store.begin() as work:
        await work.outbox.add(letter)
    return letter


class Boom(Exception):
    """What goes wrong in the middle of a unit of work."""


@asynccontextmanager
async def failing(store: Store) -> AsyncIterator[Work]:
    """Open a unit of work that goes wrong at its end."""
    async with store.begin() as work:
        yield work
        raise Boom


# Transcripts


async def test_messages_are_numbered_from_one(store: Store) -> None:
    """
    Seq counts from 1 without holes inside a conversation, whatever happens in others.
    """
    one, other = await opened(store), await opened(store)
    seqs = [(await append(store, c, said("Bonjour"))).seq for c in (one, other, one, one)]

    assert [1, 1, 2, 3] == seqs


async def test_concurrent_messages_make_no_hole(store: Store) -> None:
    """
    Twenty writers at once get twenty numbers in a row, and a reader never sees one before those it follows.
    """
    conversation = await opened(store)
    seen: list[list[int]] = []

    async def read() -> None:
        while not seen or len(seen[-1]) < 20:
            seen.append([m.seq for m in (await transcript(store, conversation)).messages])
            await asyncio.sleep(0)

    await asyncio.gather(read(), *(append(store, conversation, said(f"n° {n}")) for n in range(20)))

    assert all(seqs == list(range(1, len(seqs) + 1)) for seqs in seen)
    assert 20 == len({m.text for m in (await transcript(store, conversation)).messages})


async def test_a_message_given_up_leaves_no_hole(store: Store) -> None:
    """
    A number taken by a unit of work that fails is given again.
    """
    conversation = await opened(store)
    with pytest.raises(Boom):
        async with failing(store) as work:
            await work.conversations.append(conversation.id, said("perdu"))

    assert 1 == (await append(store, conversation, said("gardé"))).seq


async def test_a_message_comes_back_whole(store: Store) -> None:
    """
    Buttons, links, files and what is seen of them, source, offer to sign in, step, payload and what was understood are kept
    with the text.
    """
    conversation = await opened(store)
    picture = Picture(264, 264, (("Nom", "Camille Essai"), ("Adresse", "c@x.test")))
    reply = Reply(
        "Voici",
        (Button("Oui", "/affirmer", "b-1"),),
        (Link("Support", "mailto:support@test"),),
        (File("f-1", "guide.pdf", "Guide", "application/pdf", 12), File("f-2", "qr.png", "QR code", "image/png", 9, picture)),
        "Fiche « Identifier ses BAL »",
        "Se connecter",
        Step(2, 4),
    )
    message = await append(store, conversation, Draft(Author.ASSISTANT, reply, "/x", understanding=Understanding("saluer", 0.9)))

    assert (message,) == (await transcript(store, conversation)).messages
    assert (reply, "/x", Understanding("saluer", 0.9)) == (message.reply, message.payload, message.understanding)


async def test_an_agent_speaks_under_their_name(store: Store) -> None:
    """
    The message keeps it; readers are told the name of who spoke last, as long as agents answer.
    """
    conversation = await opened(store, handled_by=Author.AGENT)
    alone = await opened(store)
    before = await transcript(store, conversation)
    for name in ("Dominique", "Camille"):
        await append(store, conversation, Draft(Author.AGENT, Reply("Bonjour"), speaker=name))
    await append(store, conversation, said("merci"))
    await append(store, alone, Draft(Author.AGENT, Reply("Au revoir"), speaker="Camille"))
    after = await transcript(store, conversation, since=3)

    assert ("", "Camille") == (before.speaker, after.speaker)
    assert ["Dominique", "Camille", ""] == [message.speaker for message in (await transcript(store, conversation)).messages]
    assert "" == (await transcript(store, alone)).speaker


async def test_reading_since_a_message_gives_the_following(store: Store) -> None:
    """
    `since` leaves out what the reader already has.
    """
    conversation = await opened(store)
    for text in ("un", "deux", "trois"):
        await append(store, conversation, said(text))

    assert ["deux", "trois"] == [m.text for m in (await transcript(store, conversation, since=1)).messages]
    assert () == (await transcript(store, conversation, since=3)).messages


async def test_a_repeated_key_does_nothing_twice(store: Store) -> None:
    """
    The first message is returned, whatever the second says, and no number is lost.
    """
    conversation = await opened(store)
    first = await append(store, conversation, said("une fois", "k"))
    again = await append(store, conversation, said("deux fois", "k"))
    after = await append(store, conversation, said("ensuite"))

    assert first == again
    assert 2 == after.seq


async def test_a_key_repeated_at_the_same_moment_does_nothing_twice(store: Store) -> None:
    """
    Ten writers with the same key make one message, and the next has the next number.
    """
    conversation = await opened(store)
    made = await asyncio.gather(*(append(store, conversation, said(f"n° {n}", "k")) for n in range(10)))
    after = await append(store, conversation, said("ensuite"))

    assert 1 == len({m.text for m in made})
    assert ({1}, 2) == ({m.seq for m in made}, after.seq)


async def test_a_key_belongs_to_one_conversation(store: Store) -> None:
    """
    The same key in another conversation is another message.
    """
    one, other = await opened(store), await opened(store)
    await append(store, one, said("ici", "k"))

    assert "là" == (await append(store, other, said("là", "k"))).text


async def test_what_waits_is_answered_in_order(store: Store) -> None:
    """
    The oldest unanswered message is pending, until it is marked handled.
    """
    conversation = await opened(store)
    for text in ("un", "deux"):
        await append(store, conversation, said(text, handled=False))
    order = []
    for _ in range(2):
        async with store.begin() as work:
            message = await work.conversations.next_pending(conversation.id)
            assert message is not None
            order.append(message.text)
            await work.conversations.mark_handled(message, None)

    assert ["un", "deux"] == order
    async with store.begin() as work:
        assert await work.conversations.next_pending(conversation.id) is None


async def test_a_reader_knows_that_an_answer_is_on_its_way(store: Store) -> None:
    """
    `typing` is true while a message waits, and such a conversation is among those with pending ones.
    """
    conversation = await opened(store)
    message = await append(store, conversation, said("un", handled=False))
    async with store.begin() as work:
        waiting = await work.conversations.with_pending()
        typing = (await work.conversations.transcript(conversation.id)).typing
        await work.conversations.mark_handled(message, None)

    assert (True, 1) == (typing, waiting.count(conversation.id))
    async with store.begin() as work:
        assert conversation.id not in await work.conversations.with_pending()
        assert not (await work.conversations.transcript(conversation.id)).typing


async def test_what_was_understood_is_kept(store: Store) -> None:
    """
    The understanding noted when a message is handled can be read by its seq; without one it is None.
    """
    conversation = await opened(store)
    first, second = [await append(store, conversation, said(t, handled=False)) for t in ("un", "deux")]
    async with store.begin() as work:
        await work.conversations.mark_handled(first, Understanding("bal_pleine", 0.75))
        await work.conversations.mark_handled(second, None)

    async with store.begin() as work:
        kept = [(await work.conversations.message(conversation.id, seq)).understanding for seq in (1, 2)]
        with pytest.raises(NotFound):
            await work.conversations.message(conversation.id, 3)

    assert [Understanding("bal_pleine", 0.75), None] == kept


async def test_a_button_is_found_by_its_id(store: Store) -> None:
    """
    Each button gets an opaque id of its own, from which its title and payload are found.
    """
    conversation = await opened(store)
    reply = Reply("Que faire ?", (Button("Oui", "/affirmer"), Button("Non", "/nier")))
    yes, no = (await append(store, conversation, Draft(Author.ASSISTANT, reply))).reply.buttons

    assert len({yes.id, no.id, ""}) == 3
    async with store.begin() as work:
        assert Pressed(no, current=True) == await work.conversations.pressed(conversation.id, no.id)


async def test_a_button_works_in_its_own_conversation_only(store: Store) -> None:
    """
    Somebody else's button is not found.
    """
    conversation, other = await opened(store), await opened(store)
    shown = await append(store, conversation, Draft(Author.ASSISTANT, Reply("?", (Button("Oui", "/affirmer"),))))
    async with store.begin() as work:
        with pytest.raises(NotFound):
            await work.conversations.pressed(other.id, shown.reply.buttons[0].id)


async def test_a_conversation_is_found_with_its_own_token_only(store: Store) -> None:
    """
    Neither with another's, nor with none; and an unknown one is not found with any.
    """
    conversation, other = await opened(store), await opened(store)
    async with store.begin() as work:
        assert conversation.id == (await work.conversations.held(conversation.id, conversation.token_hash)).id
        for id_, token_hash in ((other.id, "forged"), (conversation.id, ""), ("unknown", conversation.token_hash)):
            with pytest.raises(NotFound):
                await work.conversations.held(id_, token_hash)


async def test_a_renewed_token_opens_and_the_former_one_does_not(store: Store) -> None:
    """
    Only whoever knows the present one renews it: of two who do so at once, the second is not found.
    """
    conversation, other = await opened(store), await opened(store)

    async def renew(renewed: str) -> None:
        async with store.begin() as work:
            await work.conversations.renew_token(conversation.id, conversation.token_hash, renewed)

    results = await asyncio.gather(renew("one"), renew("another"), return_exceptions=True)
    kept = "one" if results[0] is None else "another"

    assert {type(None), NotFound} == {type(result) for result in results}
    async with store.begin() as work:
        assert replace(conversation, token_hash=kept) == await work.conversations.held(conversation.id, kept)
        assert other == await work.conversations.get(other.id)
        with pytest.raises(NotFound):
            await work.conversations.held(conversation.id, conversation.token_hash)
        with pytest.raises(NotFound):
            await work.conversations.renew_token("unknown", kept, "new")


async def test_two_units_of_work_take_turns_on_a_conversation(store: Store) -> None:
    """
    Who holds a conversation keeps the others waiting until the end of the unit of work, and holds no other.
    """
    conversation, other = await opened(store), await opened(store)
    steps: list[str] = []

    async def turn(name: str) -> None:
        async with store.begin() as work:
            await work.conversations.hold(conversation.id)
            await work.conversations.hold(conversation.id)
            steps.append(f"{name} enters")
            async with store.begin() as elsewhere:
                await elsewhere.conversations.hold(other.id)
            await asyncio.sleep(0.01)
            steps.append(f"{name} leaves")

    await asyncio.gather(turn("a"), turn("b"))

    assert sorted(steps[:2]) in (["a enters", "a leaves"], ["b enters", "b leaves"])
    assert 4 == len(steps)


async def test_one_may_write_in_a_conversation_that_is_held(store: Store) -> None:
    """
    A practitioner may send another message while the one before is being answered.
    """
    conversation = await opened(store)
    async with store.begin() as work:
        await work.conversations.hold(conversation.id)
        message = await asyncio.wait_for(append(store, conversation, said("encore")), 2)

    assert 1 == message.seq


async def test_a_failed_unit_of_work_leaves_nothing(store: Store) -> None:
    """
    When the block raises, nothing of what it did is kept, and the error comes out as it is.
    """
    conversation, made = await opened(store), draft(Kind.TICKET, "c", now())

    async def fail() -> None:
        async with failing(store) as work:
            await work.conversations.append(conversation.id, said("perdu", handled=False))
            await work.conversations.set_dialogue(conversation.id, "elsewhere")
            await work.procedures.add(made)
            await work.outbox.add(letter_of(made))
            await work.tickets.issue(made.reference, conversation.id, now() + SOON)

    with pytest.raises(Boom):
        await fail()

    assert Transcript() == await transcript(store, conversation)
    async with store.begin() as work:
        assert conversation == await work.conversations.get(conversation.id)
        assert await work.outbox.take(letter_of(made).key) is None
        with pytest.raises(NotFound):
            await work.procedures.get(made.reference)
        with pytest.raises(NotFound):
            await work.tickets.peek(made.reference, now())


async def test_nobody_sees_a_unit_of_work_before_its_end(store: Store) -> None:
    """
    What is not kept yet is its own affair.
    """
    conversation = await opened(store)
    async with store.begin() as work:
        await work.conversations.append(conversation.id, said("en cours"))
        seen_by_itself = await work.conversations.transcript(conversation.id)
        seen_by_others = await transcript(store, conversation)

    assert (1, 0) == (len(seen_by_itself.messages), len(seen_by_others.messages))


async def test_an_identity_is_bound_and_unbound(store: Store) -> None:
    """
    The proof, and its times, stay with the conversation until they are removed.
    """
    conversation = await opened(store)
    situations = (PracticeSituation("CENTRE HOSPITALIER", "999000001", "10", "S"), PracticeSituation(mode="L"))
    proof = SignIn(Person("10999999991", "Essai", "Anne-Claire", situations), now(), now() + SOON, "the hint")
    async with store.begin() as work:
        await work.conversations.set_sign_in(conversation.id, proof)
    async with store.begin() as work:
        bound = await work.conversations.get(conversation.id)
        await work.conversations.set_sign_in(conversation.id, None)

    assert replace(conversation, sign_in=proof) == bound
    async with store.begin() as work:
        assert conversation == await work.conversations.get(conversation.id)


async def test_a_sign_in_that_holds_no_more_is_not_told(store: Store) -> None:
    """
    Once its time is over nobody is signed in, whoever asks.
    """
    conversation = await opened(store)
    holds = SignIn(Person("10999999991", "Essai", "Anne-Claire"), now(), now() + SOON)
    over = SignIn(holds.person, now() - SOON, now() - timedelta(seconds=1))
    async with store.begin() as work:
        await work.conversations.set_sign_in(conversation.id, holds)
    assert holds == (await transcript(store, conversation)).sign_in
    async with store.begin() as work:
        await work.conversations.set_sign_in(conversation.id, over)

    assert (await transcript(store, conversation)).sign_in is None
    async with store.begin() as work:
        assert conversation == await work.conversations.get(conversation.id)


async def test_the_conversations_of_a_person(store: Store) -> None:
    """
    Those bound to them, one whose sign-in holds no more included, and nobody else's.
    """
    rpps, mine, old, theirs = f"{uuid4().int}"[:11], await opened(store), await opened(store), await opened(store)
    me, other = Person(rpps, "Essai", "Anne-Claire"), Person("10999999992", "Autre", "Noor")
    async with store.begin() as work:
        await work.conversations.set_sign_in(mine.id, SignIn(me, now(), now() + SOON))
        await work.conversations.set_sign_in(old.id, SignIn(me, now() - SOON, now() - SOON))
        await work.conversations.set_sign_in(theirs.id, SignIn(other, now(), now() + SOON))

    async with store.begin() as work:
        assert {mine.id, old.id} == set(await work.conversations.signed_in_as(rpps))


async def test_a_conversation_knows_its_browser(store: Store) -> None:
    """
    The hash of its secret is kept as it was given.
    """
    name = f"c-{uuid4().hex}"
    conversation = Conversation(name, Channel.WEB, "hash", now(), f"{name}~0", browser_hash="that of a browser")
    async with store.begin() as work:
        await work.conversations.add(conversation)

    async with store.begin() as work:
        assert conversation == await work.conversations.get(name)


async def test_a_conversation_goes_on_in_another_session(store: Store) -> None:
    """
    The name of the dialogue session is kept, and the rest stays.
    """
    conversation = await opened(store)
    async with store.begin() as work:
        await work.conversations.set_dialogue(conversation.id, "c~151")

    async with store.begin() as work:
        assert replace(conversation, dialogue="c~151") == await work.conversations.get(conversation.id)


async def test_a_button_is_current_until_something_else_is_said(store: Store) -> None:
    """
    What is said under the press's own key is the press itself; anything else makes the button an old one.
    """
    conversation = await opened(store)
    shown = await append(store, conversation, Draft(Author.ASSISTANT, Reply("?", (Button("Oui", "/affirmer"),))))
    button = shown.reply.buttons[0]
    await append(store, conversation, Draft(Author.PRACTITIONER, Reply("Oui"), "/affirmer", idempotency_key="k"))
    async with store.begin() as work:
        same = await work.conversations.pressed(conversation.id, button.id, "k")
        other = await work.conversations.pressed(conversation.id, button.id, "l")
        none = await work.conversations.pressed(conversation.id, button.id)

    assert [True, False, False] == [found.current for found in (same, other, none)]


async def test_old_conversations_are_forgotten(store: Store) -> None:
    """
    A conversation goes with its messages, tickets and chat when its last message is old; its procedures stay.
    """
    silent, talkative = await opened(store, LONG_AGO), await opened(store, LONG_AGO)
    await append(store, talkative, said("récent"))
    made, chat = await begun(store, silent.id), uuid4().int % 10**12
    async with store.begin() as work:
        await work.tickets.issue(made.reference, silent.id, now() + SOON)
        await work.chats.bind(chat, silent.id)
        forgotten = await work.conversations.forget_before(LONG_AGO + timedelta(days=1))

    assert 1 == forgotten
    async with store.begin() as work:
        assert 1 == len((await work.conversations.transcript(talkative.id)).messages)
        assert made == await work.procedures.get(made.reference)
        assert await work.chats.conversation_of(chat) is None
        with pytest.raises(NotFound):
            await work.conversations.get(silent.id)
        with pytest.raises(NotFound):
            await work.tickets.peek(made.reference, now())


async def test_an_unknown_conversation_is_not_found(store: Store) -> None:
    """
    Reading it, writing in it or asking what was understood in it raises NotFound; nothing waits in it.
    """
    async with store.begin() as work:
        with pytest.raises(NotFound):
            await work.conversations.get("unknown")
        with pytest.raises(NotFound):
            await work.conversations.transcript("unknown")
        with pytest.raises(NotFound):
            await work.conversations.append("unknown", said("?"))
        with pytest.raises(NotFound):
            await work.conversations.append("unknown", said("?", "k"))
        with pytest.raises(NotFound):
            await work.conversations.message("unknown", 1)
        with pytest.raises(NotFound):
            await work.conversations.pressed("unknown", "b")

        assert await work.conversations.next_pending("unknown") is None


# Procedures


async def test_a_procedure_comes_back_whole(store: Store) -> None:
    """
    Its fields, details and history are kept as they were.
    """
    made = await begun(store)

    async with store.begin() as work:
        assert made == await work.procedures.get(made.reference)


async def test_saving_appends_the_history_and_raises_the_version(store: Store) -> None:
    """
    The saved procedure is the one read later.
    """
    made = await begun(store)
    moved = made.edited("a@b.test", kept="c@d.test").moved(State.CONFIRMED, Actor.PRACTITIONER, now(), "recap")
    async with store.begin() as work:
        saved = await work.procedures.save(moved)

    assert replace(moved, version=1) == saved
    async with store.begin() as work:
        assert saved == await work.procedures.get(made.reference)


async def test_the_second_of_two_writers_is_told(store: Store) -> None:
    """
    Saving what somebody else has saved since it was read is a Conflict, and changes nothing.
    """
    made = await begun(store)
    async with store.begin() as work:
        saved = await work.procedures.save(made.edited("first@b.test"))
    with pytest.raises(Conflict):
        async with store.begin() as work:
            await work.procedures.save(made.edited("second@b.test"))

    async with store.begin() as work:
        assert saved == await work.procedures.get(made.reference)


async def test_of_many_writers_at_once_one_succeeds(store: Store) -> None:
    """
    Concurrent saves of the same version leave one winner; the others are told.
    """
    made = await begun(store)

    async def save(address: str) -> bool:
        try:
            async with store.begin() as work:
                await work.procedures.save(made.edited(address))
        except Conflict:
            return False
        return True

    assert 1 == sum(await asyncio.gather(*(save(f"{n}@b.test") for n in range(8))))


async def test_saving_what_was_never_added_is_a_conflict(store: Store) -> None:
    """
    A procedure that is not there cannot be changed.
    """
    async with store.begin() as work:
        with pytest.raises(Conflict):
            await work.procedures.save(draft(Kind.TICKET, "c", now()))


async def test_a_saved_history_cannot_be_rewritten(store: Store) -> None:
    """
    Lines already kept stay as they were, whatever the saved procedure says of them.
    """
    made = await begun(store)
    forged = Move(LONG_AGO, Actor.AGENT, None, State.DONE, "forged")
    async with store.begin() as work:
        saved = await work.procedures.save(replace(made, history=(forged,)))
        await work.procedures.save(replace(saved, history=()))

    async with store.begin() as work:
        assert made.history == (await work.procedures.get(made.reference)).history


async def test_procedures_are_listed_newest_first(store: Store) -> None:
    """
    By holder, by conversation and all together, each with its own history.
    """
    holder, conversation = uuid4().hex, uuid4().hex
    old, new = [await begun(store, conversation, holder, kind) for kind in (Kind.UNPUBLISH, Kind.TICKET)]
    await begun(store)
    async with store.begin() as work:
        new = await work.procedures.save(new.moved(State.CANCELLED, Actor.PRACTITIONER, now()))

    async with store.begin() as work:
        assert [new, old] == await work.procedures.of_holder(holder)
        assert [new, old] == await work.procedures.of_conversation(conversation)
        assert [new, old] == [p for p in await work.procedures.all() if p.holder == holder]
        assert [] == await work.procedures.of_holder("nobody")


async def test_what_is_somebodys_is_found_for_them_only(store: Store) -> None:
    """
    Theirs wherever it began, and what nobody has signed for where it began: never another's, even begun in the same place.
    """
    here, there, me, other = (uuid4().hex for _ in range(4))
    mine = [await begun(store, here, me), await begun(store, there, me, Kind.TICKET)]
    others = await begun(store, here, other)
    nobodys = draft(Kind.TICKET, here, now())
    async with store.begin() as work:
        await work.procedures.add(nobodys)
        found = {
            who: {p.reference for p in await work.procedures.owned(where, rpps)}
            for who, where, rpps in (("me", here, me), ("other", there, other), ("nobody", here, ""), ("elsewhere", there, ""))
        }

    assert {
        "me": {mine[0].reference, mine[1].reference, nobodys.reference},
        "other": {others.reference},
        "nobody": {nobodys.reference},
        "elsewhere": set(),
    } == found


async def test_a_reference_serves_once(store: Store) -> None:
    """
    Two procedures never share a reference.
    """
    made = await begun(store)
    with pytest.raises(PermanentFailure):
        async with store.begin() as work:
            await work.procedures.add(made)


async def test_an_unknown_procedure_is_not_found(store: Store) -> None:
    """
    Reading it raises NotFound.
    """
    async with store.begin() as work:
        with pytest.raises(NotFound):
            await work.procedures.get("ZZZZ-ZZZZ")


async def test_a_proof_and_a_wait_come_back_whole(store: Store) -> None:
    """
    When, by what and why are kept; a wait that is over leaves nothing.
    """
    made = await begun(store)
    at = now()
    proof = Proof(at, Evidence.DIRECTORY, "2026-03-01")
    sent = replace(made, state=State.SENT).handed_over(at, "out_of_tries")
    async with store.begin() as work:
        waiting = await work.procedures.save(sent)
        kept = await work.procedures.get(made.reference)
        done = await work.procedures.save(waiting.moved(State.DONE, Actor.WORKER, at, proof=proof))

    assert (waiting, HandOver(at, "out_of_tries")) == (kept, kept.needs_agent)
    async with store.begin() as work:
        assert done == await work.procedures.get(made.reference)
    assert (proof, None) == (done.proof, done.needs_agent)


async def test_a_draft_begun_twice_is_one(store: Store) -> None:
    """
    A person has one draft of each kind, wherever they begin it; when it is over, another may begin.
    """
    holder = uuid4().hex
    first = draft(Kind.TICKET, "c", now(), holder)
    async with store.begin() as work:
        begun_first = await work.procedures.begin(first)
        again = await work.procedures.begin(draft(Kind.TICKET, "other", now(), holder))
        other_kind = await work.procedures.begin(draft(Kind.CLEANUP, "c", now(), holder))
        await work.procedures.save(first.moved(State.CANCELLED, Actor.PRACTITIONER, now()))
        later = await work.procedures.begin(draft(Kind.TICKET, "c", now(), holder))

    assert (first, first) == (begun_first, again)
    assert 3 == len({first.reference, other_kind.reference, later.reference})


async def test_a_draft_of_nobody_is_its_conversations(store: Store) -> None:
    """
    As long as nobody has signed in, one of each kind a conversation; it is not taken for the draft of who signs in.
    """
    here, there = uuid4().hex, uuid4().hex
    async with store.begin() as work:
        nameless, again, elsewhere = [
            await work.procedures.begin(draft(Kind.TICKET, conversation, now())) for conversation in (here, here, there)
        ]
        named = await work.procedures.begin(draft(Kind.TICKET, here, now(), uuid4().hex))

    assert nameless == again
    assert 3 == len({nameless.reference, elsewhere.reference, named.reference})


async def test_a_draft_begun_by_several_at_once_is_one(store: Store) -> None:
    """
    Each of them gets the one that is kept.
    """
    holder = uuid4().hex

    async def begin(number: int) -> str:
        async with store.begin() as work:
            return (await work.procedures.begin(draft(Kind.UNPUBLISH, f"c{number}", now(), holder))).reference

    references = await asyncio.gather(*(begin(number) for number in range(8)))

    async with store.begin() as work:
        assert [*set(references)] == [p.reference for p in await work.procedures.of_holder(holder)]


async def test_a_draft_waits_for_one_that_is_being_begun(store: Store) -> None:
    """
    When that is given up in the end, there is room.
    """
    holder = uuid4().hex
    first, second = (draft(Kind.UNPUBLISH, name, now(), holder) for name in "ab")

    async def begin_second() -> Procedure:
        async with store.begin() as work:
            return await work.procedures.begin(second)

    async def begin_first() -> None:
        async with store.begin() as work:
            await work.procedures.begin(first)
            beginning.append(asyncio.create_task(begin_second()))
            await asyncio.sleep(0.05)
            waited.append(not beginning[0].done())
            raise Boom

    beginning: list[asyncio.Task[Procedure]] = []
    waited: list[bool] = []
    with pytest.raises(Boom):
        await begin_first()

    assert ([True], second) == (waited, await beginning[0])


async def test_a_second_draft_is_not_added(store: Store) -> None:
    """
    PermanentFailure, and the first stays as it was.
    """
    made = await begun(store)
    with pytest.raises(PermanentFailure):
        async with store.begin() as work:
            await work.procedures.add(draft(made.kind, "other", now(), made.holder))

    async with store.begin() as work:
        assert [made] == await work.procedures.of_holder(made.holder)


async def test_a_draft_does_not_become_a_second_one(store: Store) -> None:
    """
    Who signs in keeps the draft they had: saving another in their name is Changed.
    """
    made = await begun(store)
    async with store.begin() as work:
        nameless = await work.procedures.begin(draft(made.kind, uuid4().hex, now()))
    with pytest.raises(Changed):
        async with store.begin() as work:
            await work.procedures.save(replace(nameless, holder=made.holder))

    async with store.begin() as work:
        assert [made] == await work.procedures.of_holder(made.holder)
        assert nameless == await work.procedures.get(nameless.reference)


async def test_those_of_some_kinds_in_some_states_are_listed(store: Store) -> None:
    """
    The newest first; other kinds, and other states, are left out.
    """
    holder = uuid4().hex
    old, new = (replace(draft(Kind.UNPUBLISH, "c", at, holder), state=State.SENT) for at in (LONG_AGO, now()))
    others = [
        replace(draft(Kind.UNPUBLISH, "c", now(), holder), state=State.DONE),
        replace(draft(Kind.DELETE_BOX, "c", now(), holder), state=State.SENT),
    ]
    async with store.begin() as work:
        for made in (old, *others, new):
            await work.procedures.add(made)

    async def listed(kinds: set[Kind], states: set[State]) -> list[str]:
        async with store.begin() as work:
            return [p.reference for p in await work.procedures.among(kinds, states) if p.holder == holder]

    assert [new.reference, old.reference] == await listed({Kind.UNPUBLISH, Kind.TICKET}, {State.SENT, State.ACKNOWLEDGED})
    assert [others[0].reference] == await listed({Kind.UNPUBLISH}, {State.DONE})
    assert [] == await listed(set(), {State.SENT})


async def test_those_that_need_an_agent_are_listed(store: Store) -> None:
    """
    The longest wait first; those that wait for nobody are not.
    """
    late, early, fine = [await begun(store) for _ in range(3)]
    async with store.begin() as work:
        late = await work.procedures.save(late.handed_over(now(), "out_of_tries"))
        early = await work.procedures.save(early.handed_over(LONG_AGO, "out_of_tries"))

    async with store.begin() as work:
        listed = await work.procedures.needing_agent()
    assert [early, late] == [p for p in listed if p.reference in (late.reference, early.reference, fine.reference)]


async def test_old_drafts_are_listed(store: Store) -> None:
    """
    Since their last change; what is no draft is not.
    """
    made, over = await begun(store), await begun(store)
    async with store.begin() as work:
        await work.procedures.save(over.moved(State.CANCELLED, Actor.PRACTITIONER, now()))

    async with store.begin() as work:
        before = await work.procedures.drafts_before(now() - SOON)
        after = await work.procedures.drafts_before(now() + SOON)
    assert made.reference not in [p.reference for p in before]
    assert [made] == [p for p in after if p.reference in (made.reference, over.reference)]


async def test_drafts_are_listed_with_when_they_were_touched(store: Store) -> None:
    """
    The last touched first; what is no draft is not.
    """
    first, over = await begun(store), await begun(store)
    second = await begun(store)
    async with store.begin() as work:
        await work.procedures.save(over.moved(State.CANCELLED, Actor.PRACTITIONER, now()))
    async with store.begin() as work:
        first = await work.procedures.save(first.edited(kept="x"))

    async with store.begin() as work:
        every = await work.procedures.drafts()
    found = [(p, at) for p, at in every if p.reference in {first.reference, over.reference, second.reference}]
    assert [first, second] == [p for p, _ in found]
    assert [at for _, at in found] == sorted((at for _, at in found), reverse=True)
    assert all(now() - SOON < at < now() + SOON for _, at in found)


async def test_what_is_over_and_personal_is_listed(store: Store) -> None:
    """
    Not what is open, waits for an agent, has a letter still to leave, or is forgotten already.
    """
    names = ("plain", "open", "waiting", "unsent", "forgotten", "sent")
    made = {name: await begun(store) for name in names}
    async with store.begin() as work:
        for name in ("unsent", "sent"):
            await work.outbox.add(letter_of(made[name]))
        await work.outbox.mark_sent(letter_of(made["sent"]).key, now())
        for name in set(names) - {"open"}:
            over = made[name].moved(State.CANCELLED, Actor.PRACTITIONER, now())
            over = over.handed_over(now(), "x") if name == "waiting" else over
            made[name] = await work.procedures.save(over.forgotten() if name == "forgotten" else over)

    async with store.begin() as work:
        before = {p.reference for p in await work.procedures.closed_before(now() - SOON)}
        after = {p.reference for p in await work.procedures.closed_before(now() + SOON)}
    assert set() == before & {p.reference for p in made.values()}
    assert {"plain", "sent"} == {name for name, p in made.items() if p.reference in after}


# Letters


async def test_a_letter_given_up_stays_until_it_is_tried_again(store: Store) -> None:
    """
    It is no longer due, cannot be taken, and keeps its key; tried again, it begins anew.
    """
    letter, other = await queued(store), await queued(store)
    async with store.begin() as work:
        await work.outbox.postpone(letter.key, now(), "TemporaryFailure")
        await work.outbox.give_up(letter.key, now(), "TemporaryFailure")
        await work.outbox.add(letter)
        given_up = letter.key in await work.outbox.due(now() + SOON), await work.outbox.take(letter.key)
        counts = [
            await work.outbox.try_again(reference, now()) for reference in (letter.reference, letter.reference, other.reference)
        ]

    assert ((False, None), [1, 0, 0]) == (given_up, counts)
    async with store.begin() as work:
        assert letter.key in await work.outbox.due(now())
        assert letter == await work.outbox.take(letter.key)


async def test_a_letter_that_is_leaving_may_have_left(store: Store) -> None:
    """
    Until what became of it is noted: it failed, or it has left.
    """
    letter = await queued(store)

    async def doubtful() -> bool:
        return await work.outbox.may_have_left(letter.reference)

    async with store.begin() as work:
        seen = [await doubtful()]
        for settle in (
            work.outbox.postpone(letter.key, now(), "TemporaryFailure"),
            work.outbox.give_up(letter.key, now(), "TemporaryFailure"),
            work.outbox.mark_sent(letter.key, now()),
        ):
            await work.outbox.try_again(letter.reference, now())
            await work.outbox.mark_leaving(letter.key, now())
            seen.append(await doubtful())
            await settle
            seen.append(await doubtful())

    assert [False, True, False, True, False, True, False] == seen


async def test_a_letter_that_goes_another_way_begins_anew(store: Store) -> None:
    """
    Under its own key, with its words, due at once whatever had been put off; nothing is leaving any more.
    """
    letter = replace(letter_of(await begun(store)), way=Way.FHIR_MSS)
    async with store.begin() as work:
        await work.outbox.add(letter)
        by_api = await work.outbox.take(letter.key)
        await work.outbox.postpone(letter.key, now() + SOON, "TemporaryFailure")
        await work.outbox.mark_leaving(letter.key, now())
        await work.outbox.reroute(letter.key, Way.EMAIL, now())

    async with store.begin() as work:
        assert not await work.outbox.may_have_left(letter.reference)
        assert letter.key in await work.outbox.due(now())
        assert (letter, replace(letter, way=Way.EMAIL)) == (by_api, await work.outbox.take(letter.key))


async def test_a_letter_that_has_left_goes_no_other_way(store: Store) -> None:
    """
    It is not sent again.
    """
    letter = await queued(store)
    async with store.begin() as work:
        await work.outbox.mark_sent(letter.key, now())
        await work.outbox.reroute(letter.key, Way.EMAIL, now())

        assert letter.key not in await work.outbox.due(now())
        assert None is await work.outbox.take(letter.key)


async def test_withdrawing_says_whether_a_letter_may_have_left(store: Store) -> None:
    """
    Of those that were still there.
    """
    waiting, leaving, sent = [await queued(store) for _ in range(3)]
    async with store.begin() as work:
        for letter in (leaving, sent):
            await work.outbox.mark_leaving(letter.key, now())
        await work.outbox.mark_sent(sent.key, now())
        answers = [await work.outbox.withdraw(letter.reference) for letter in (waiting, leaving, leaving, sent)]

    assert [False, True, False, False] == answers


async def test_a_letter_that_is_dropped_never_leaves(store: Store) -> None:
    """
    It alone; the others of its procedure wait.
    """
    first, second = await queued(store), await queued(store)
    async with store.begin() as work:
        await work.outbox.drop(first.key)

    async with store.begin() as work:
        assert [None, second] == [await work.outbox.take(letter.key) for letter in (first, second)]


async def test_a_letter_given_up_can_be_withdrawn(store: Store) -> None:
    """
    Then there is nothing to try again.
    """
    letter = await queued(store)
    async with store.begin() as work:
        await work.outbox.give_up(letter.key, now(), "TemporaryFailure")
        await work.outbox.withdraw(letter.reference)

        assert 0 == await work.outbox.try_again(letter.reference, now())


async def test_what_was_sent_is_not_tried_again(store: Store) -> None:
    """
    Even if it had been given up before.
    """
    letter = await queued(store)
    async with store.begin() as work:
        await work.outbox.give_up(letter.key, now(), "TemporaryFailure")
        await work.outbox.mark_sent(letter.key, now())

        assert 0 == await work.outbox.try_again(letter.reference, now())


async def test_blank_letters_say_nothing(store: Store) -> None:
    """
    Recipient, subject and body are gone; the letters of others are whole.
    """
    letter, other = await queued(store), await queued(store)
    async with store.begin() as work:
        await work.outbox.blank(letter.reference)

    async with store.begin() as work:
        assert replace(letter, recipient="", subject="", body="") == await work.outbox.take(letter.key)
        assert other == await work.outbox.take(other.key)


async def test_a_letter_waits_until_it_is_sent(store: Store) -> None:
    """
    It is due, can be taken, and no longer once sent.
    """
    letter = await queued(store)
    async with store.begin() as work:
        due = await work.outbox.due(now())
        taken = await work.outbox.take(letter.key)
        await work.outbox.mark_sent(letter.key, now())

    assert letter == taken
    assert letter.key in due
    async with store.begin() as work:
        assert letter.key not in await work.outbox.due(now())
        assert await work.outbox.take(letter.key) is None


async def test_a_repeated_letter_changes_nothing(store: Store) -> None:
    """
    The key makes the letter: a second one under the same key is dropped, even once the first has left.
    """
    letter = await queued(store)
    other = replace(letter, body="Autre corps")
    async with store.begin() as work:
        await work.outbox.add(other)
        taken = await work.outbox.take(letter.key)
        await work.outbox.mark_sent(letter.key, now())
        await work.outbox.add(other)

    assert letter == taken
    async with store.begin() as work:
        assert await work.outbox.take(letter.key) is None


async def test_a_letter_being_sent_is_nobody_elses(store: Store) -> None:
    """
    Taken in one unit of work, it is held until its end, then free again if it was not sent.
    """
    letter = await queued(store)
    async with store.begin() as work:
        mine = await work.outbox.take(letter.key)
        async with store.begin() as other:
            theirs = await other.outbox.take(letter.key)

    assert (letter, None) == (mine, theirs)
    async with store.begin() as work:
        assert letter == await work.outbox.take(letter.key)


async def test_a_postponed_letter_is_due_later(store: Store) -> None:
    """
    It counts its failed tries, is left alone until its time, then is due again.
    """
    letter, later = await queued(store), now() + timedelta(hours=1)
    async with store.begin() as work:
        await work.outbox.postpone(letter.key, later, "TemporaryFailure")

    async with store.begin() as work:
        assert letter.key not in await work.outbox.due(later - timedelta(seconds=1))
        assert letter.key in await work.outbox.due(later)
        assert replace(letter, tries=1) == await work.outbox.take(letter.key)


async def test_letters_are_due_oldest_first(store: Store) -> None:
    """
    What has waited longest leaves first.
    """
    first, second = await queued(store), await queued(store)
    async with store.begin() as work:
        await work.outbox.postpone(first.key, now() + timedelta(hours=1), "TemporaryFailure")

    async with store.begin() as work:
        due = await work.outbox.due(now() + timedelta(hours=2))
        assert [second.key, first.key] == [key for key in due if key in (first.key, second.key)]


async def test_a_withdrawn_letter_never_leaves(store: Store) -> None:
    """
    The letters of a procedure that have not left are removed; those of others, and the sent ones, stay.
    """
    other = await queued(store)
    letter = await queued(store)
    sent = replace(letter, key=f"{letter.reference}-earlier")
    async with store.begin() as work:
        await work.outbox.add(sent)
        await work.outbox.mark_sent(sent.key, now())
        await work.outbox.withdraw(letter.reference)
        await work.outbox.add(sent)

    async with store.begin() as work:
        assert await work.outbox.take(letter.key) is None
        assert await work.outbox.take(sent.key) is None
        assert other == await work.outbox.take(other.key)


async def test_a_letter_belongs_to_a_procedure(store: Store) -> None:
    """
    A letter of no known procedure is refused.
    """
    with pytest.raises(PermanentFailure):
        async with store.begin() as work:
            await work.outbox.add(letter_of(draft(Kind.TICKET, "c", now())))


async def test_a_letter_whose_procedure_is_changing_is_left_alone(store: Store) -> None:
    """
    While somebody cancels the procedure, its letter cannot be taken: it might leave after having been withdrawn.
    """
    letter = await queued(store)
    async with store.begin() as work:
        found = await work.procedures.get(letter.reference)
        await work.procedures.save(found.moved(State.CANCELLED, Actor.PRACTITIONER, now()))
        async with store.begin() as worker:
            taken = await asyncio.wait_for(worker.outbox.take(letter.key), 2)
        await work.outbox.withdraw(letter.reference)

    assert taken is None
    async with store.begin() as work:
        assert await work.outbox.take(letter.key) is None


async def test_a_procedure_whose_letter_is_leaving_waits(store: Store) -> None:
    """
    Who cancels while the letter is being sent waits, then is told that the procedure has changed: no deadlock.
    """
    letter = await queued(store)
    async with store.begin() as work:
        found = await work.procedures.get(letter.reference)
        found = await work.procedures.save(found.moved(State.CONFIRMED, Actor.PRACTITIONER, now()))

    async def cancel() -> None:
        async with store.begin() as work:
            await work.procedures.save(found.moved(State.CANCELLED, Actor.PRACTITIONER, now()))
            await work.outbox.withdraw(letter.reference)

    async with store.begin() as work:
        await work.outbox.take(letter.key)
        cancelling = asyncio.create_task(cancel())
        await asyncio.sleep(0.05)
        await work.outbox.mark_sent(letter.key, now())
        sent = await work.procedures.save(found.moved(State.SENT, Actor.WORKER, now()))
    with pytest.raises(Conflict):
        await cancelling

    async with store.begin() as work:
        assert sent == await work.procedures.get(letter.reference)


# One-time secrets


async def test_a_ticket_is_redeemed_once(store: Store) -> None:
    """
    It gives its conversation and what was attached to it, then is burnt.
    """
    conversation, secret = await opened(store), uuid4().hex
    async with store.begin() as work:
        await work.tickets.issue(secret, conversation.id, now() + SOON)
        await work.tickets.remember(secret, {"state": "s", "nonce": "n"})
    async with store.begin() as work:
        redeemed = await work.tickets.redeem(secret, now())

    assert (conversation.id, {"state": "s", "nonce": "n"}) == redeemed
    async with store.begin() as work:
        with pytest.raises(NotFound):
            await work.tickets.redeem(secret, now())


async def test_a_ticket_presented_twice_at_once_is_redeemed_once(store: Store) -> None:
    """
    Of two redemptions at the same moment, one fails.
    """
    conversation, secret = await opened(store), uuid4().hex
    async with store.begin() as work:
        await work.tickets.issue(secret, conversation.id, now() + SOON)

    async def redeem() -> bool:
        try:
            async with store.begin() as work:
                await work.tickets.redeem(secret, now())
        except NotFound:
            return False
        return True

    assert [False, True] == sorted(await asyncio.gather(redeem(), redeem()))


async def test_looking_at_a_ticket_does_not_burn_it(store: Store) -> None:
    """
    It can be peeked at, then redeemed.
    """
    conversation, secret = await opened(store), uuid4().hex
    async with store.begin() as work:
        await work.tickets.issue(secret, conversation.id, now() + SOON)
        peeked = [await work.tickets.peek(secret, now()) for _ in range(2)]
        redeemed = await work.tickets.redeem(secret, now())

    assert [(conversation.id, {})] * 2 == peeked
    assert (conversation.id, {}) == redeemed


async def test_a_ticket_expires(store: Store) -> None:
    """
    At its time, not before, it is gone for all purposes.
    """
    conversation, secret, end = await opened(store), uuid4().hex, now() + SOON
    async with store.begin() as work:
        await work.tickets.issue(secret, conversation.id, end)

    async with store.begin() as work:
        assert (conversation.id, {}) == await work.tickets.peek(secret, end - timedelta(seconds=1))
        with pytest.raises(NotFound):
            await work.tickets.peek(secret, end)
        with pytest.raises(NotFound):
            await work.tickets.redeem(secret, end)


async def test_an_unknown_ticket_is_not_found(store: Store) -> None:
    """
    Nothing can be attached to it, read of it or redeemed.
    """
    async with store.begin() as work:
        with pytest.raises(NotFound):
            await work.tickets.remember("unknown", {})
        with pytest.raises(NotFound):
            await work.tickets.peek("unknown", now())
        with pytest.raises(NotFound):
            await work.tickets.redeem("unknown", now())


# Telegram chats


async def test_a_chat_is_bound_to_a_conversation(store: Store) -> None:
    """
    An unknown chat has none; binding it again moves it to the new conversation, from its beginning.
    """
    first, second, chat = await opened(store), await opened(store), uuid4().int % 10**12
    await append(store, second, said("Bonjour"))
    async with store.begin() as work:
        before = await work.chats.conversation_of(chat)
        await work.chats.bind(chat, first.id)
        await work.chats.delivered(chat, 5)
        await work.chats.bind(chat, second.id)

    assert before is None
    async with store.begin() as work:
        assert second.id == await work.chats.conversation_of(chat)
        assert (chat, second.id, 0) in await work.chats.undelivered()


async def test_a_chat_lags_until_everything_is_delivered(store: Store) -> None:
    """
    It is listed with the last seq delivered, until that is the last of the transcript.
    """
    conversation, chat = await opened(store), uuid4().int % 10**12
    async with store.begin() as work:
        await work.chats.bind(chat, conversation.id)
    lags = []
    for delivered in (0, 1):
        await append(store, conversation, said("Bonjour"))
        async with store.begin() as work:
            lags += [lag for lag in await work.chats.undelivered() if lag[0] == chat]
            await work.chats.delivered(chat, delivered + 1)

    assert [(chat, conversation.id, 0), (chat, conversation.id, 1)] == lags
    async with store.begin() as work:
        assert [] == [lag for lag in await work.chats.undelivered() if lag[0] == chat]


async def test_tickets_and_chats_belong_to_a_conversation(store: Store) -> None:
    """
    Those of an unknown conversation are refused.
    """
    with pytest.raises(PermanentFailure):
        async with store.begin() as work:
            await work.tickets.issue(uuid4().hex, "unknown", now() + SOON)
    with pytest.raises(PermanentFailure):
        async with store.begin() as work:
            await work.chats.bind(1, "unknown")
