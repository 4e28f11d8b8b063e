"""What every store does with agents' readings and with erasures, whether it is in memory or in PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.mail.sink import MailSink
from balise.adapters.store.store import PostgresStore
from balise.errors import NotFound, PermanentFailure
from balise.model.access import Access
from balise.model.conversation import Author, Channel, Conversation, Draft, Reply
from balise.model.paper import Paper
from balise.model.procedure import NEWS, Actor, Kind, Letter, Procedure, State, draft
from balise.ports import Sink, Store
from tests.fakes.privacy import FakeSink
from tests.fakes.store import FakeStore

PAPER = Paper("recu.pdf", "application/pdf", b"%PDF", "Reçu")
YEARS = timedelta(days=800)


def now() -> datetime:
    """Return the present time."""
    return datetime.now(UTC)


@pytest.fixture(params=["memory", "postgres"])
def store(request: pytest.FixtureRequest, engine: AsyncEngine) -> Store:
    """Lend each store in turn. The database is shared by the session: every test has its own conversations."""
    return FakeStore(clock=now) if request.param == "memory" else PostgresStore(engine)


async def opened(store: Store) -> str:
    """Open a conversation with something in it."""
    name = f"c-{uuid4().hex}"
    async with store.begin() as work:
        await work.conversations.add(Conversation(name, Channel.WEB, f"hash of {name}", now(), f"{name}~0"))
        await work.conversations.append(name, Draft(Author.PRACTITIONER, Reply("bonjour")))
        await work.files.keep(name, PAPER)
        await work.tickets.issue(f"ticket of {name}", name, now() + timedelta(minutes=10))
        await work.chats.bind(uuid4().int % 10**12, name)
    return name


async def over(store: Store, *, forgotten: bool) -> Procedure:
    """Keep a procedure that is over, with a letter sent, one that waits and a piece of news that nobody waits for."""
    confirmed = draft(Kind.TICKET, "c", now(), uuid4().hex, "Camille Essai").moved(State.CONFIRMED, Actor.PRACTITIONER, now())
    closed = confirmed.moved(State.CANCELLED, Actor.PRACTITIONER, now())
    async with store.begin() as work:
        await work.procedures.add(closed.forgotten() if forgotten else closed)
        for deed in ("request", "cancel", NEWS):
            key = closed.key(deed, "x" if deed == NEWS else "")
            await work.outbox.add(Letter(key, closed.reference, "a@b.test", "Objet", f"Corps {deed}"))
        await work.outbox.mark_sent(closed.key("request"), now())
    return closed


async def test_a_conversation_is_erased_when_its_time_has_come(store: Store) -> None:
    """
    With all that hangs on it; its token's hash alone tells that it was there. Another conversation stays.
    """
    gone, kept = await opened(store), await opened(store)
    due = now() + timedelta(seconds=30)
    async with store.begin() as work:
        await work.erasures.ask([gone, "unknown"], due)
        await work.erasures.ask([gone], due + YEARS)
        before, after = await work.erasures.due(now()), await work.erasures.due(due)
    assert (True, True) == (gone not in before, gone in after)
    assert "unknown" not in after
    async with store.begin() as work:
        assert await work.erasures.erased(gone) is None
        chat = await work.chats.chat_of(gone)
        await work.erasures.erase(gone, now())
        await work.erasures.erase(gone, now() + YEARS)
        await work.erasures.erase("unknown", now())

    async with store.begin() as work:
        assert f"hash of {gone}" == await work.erasures.erased(gone)
        assert gone not in await work.erasures.due(due + YEARS)
        assert (None, True) == (await work.chats.conversation_of(chat or 0), await work.chats.chat_of(kept) is not None)
        assert 1 == len((await work.conversations.transcript(kept)).messages)
        with pytest.raises(NotFound):
            await work.conversations.get(gone)
        with pytest.raises(NotFound):
            await work.tickets.peek(f"ticket of {gone}", now())


async def test_an_erasure_is_forgotten_in_the_end(store: Store) -> None:
    """Those done before, and not those that still wait."""
    done, waiting = await opened(store), await opened(store)
    async with store.begin() as work:
        await work.erasures.ask([done, waiting], now() - timedelta(days=1))
        await work.erasures.erase(done, now() - timedelta(hours=1))
        assert 1 <= await work.erasures.forget_before(now())

    async with store.begin() as work:
        assert await work.erasures.erased(done) is None
        assert waiting in await work.erasures.due(now())
        await work.erasures.erase(waiting, now())


async def test_the_words_of_a_forgotten_procedure_go_once_they_have_left(store: Store) -> None:
    """What has to leave keeps its words until then; news nobody waits for is dropped; other procedures keep theirs."""
    forgotten, other = await over(store, forgotten=True), await over(store, forgotten=False)
    async with store.begin() as work:
        await work.outbox.blank_forgotten()
        left = [letter.key for letter in await work.outbox.of(forgotten.reference)]
        worded = await work.outbox.worded([forgotten.key("request"), forgotten.key("cancel"), "unknown"])
        assert 3 == len(await work.outbox.of(other.reference))

    assert [forgotten.key("cancel")] == left
    assert {forgotten.key("cancel")} == worded
    async with store.begin() as work:
        await work.outbox.give_up(forgotten.key("cancel"), now(), "Refused")
        await work.outbox.blank_forgotten()
        assert [] == await work.outbox.of(forgotten.reference)


async def test_readings_are_listed_and_only_grow(store: Store) -> None:
    """Oldest first, each conversation its own; those of this year cannot be dropped, older ones are."""
    name = f"c-{uuid4().hex}"
    old, fresh = Access(name, now() - YEARS, "agent", "réclamation"), Access(name, now(), "agent", "suite")
    async with store.begin() as work:
        await work.accesses.note(old)
        await work.accesses.note(fresh)
        await work.accesses.note(Access(f"{name}-other", now(), "agent", "autre"))
        assert [old, fresh] == await work.accesses.of(name)
    with pytest.raises(PermanentFailure):
        async with store.begin() as work:
            await work.accesses.forget_before(now() + timedelta(days=1))
    async with store.begin() as work:
        assert 1 <= await work.accesses.forget_before(now() - timedelta(days=365))
        assert [fresh] == await work.accesses.of(name)


async def test_links_that_have_expired_are_dropped(store: Store) -> None:
    """Used or not."""
    name = await opened(store)
    async with store.begin() as work:
        await work.tickets.issue(f"old of {name}", name, now() - timedelta(minutes=1))
        assert 1 <= await work.tickets.forget_before(now())
        await work.tickets.peek(f"ticket of {name}", now())
        with pytest.raises(NotFound):
            await work.tickets.peek(f"old of {name}", now() - timedelta(days=1))


@pytest.mark.parametrize("kind", ["memory", "folder"])
async def test_letters_leave_the_sink(kind: str, tmp_path: Path) -> None:
    """Those named, and no other; one that is not there changes nothing."""
    letters = [Letter(f"AAAA-222{n}-request", f"AAAA-222{n}", "a@b.test", "Objet", "Corps") for n in (2, 3)]
    keys = {letter.key for letter in letters}
    sink: Sink = FakeSink(*keys)
    if kind == "folder":
        sink = folder = MailSink(tmp_path / "outbox", "balise@localhost", now)
        assert set() == await sink.keys()
        for letter in letters:
            await folder.send(letter)
    assert keys == await sink.keys()

    await sink.drop([letters[0].key, "unknown"])

    assert {letters[1].key} == await sink.keys()
