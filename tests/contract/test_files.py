"""What every store does with papers handed over, whether it is in memory or in PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.store import PostgresStore
from balise.errors import NotFound, PermanentFailure
from balise.model.conversation import Channel, Conversation
from balise.model.paper import PICTURE, Paper, Picture
from balise.ports import Store
from tests.fakes.store import FakeStore

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
RECEIPT = Paper("recu.pdf", "application/pdf", bytes(range(256)) * 4, "Reçu de démarche 7KQ4-9MXB")


def now() -> datetime:
    """Return the present time."""
    return datetime.now(UTC)


@pytest.fixture(params=["memory", "postgres"])
def store(request: pytest.FixtureRequest, engine: AsyncEngine) -> Store:
    """Lend each store in turn. The database is shared by the session: every test has its own conversations."""
    return FakeStore(clock=now) if request.param == "memory" else PostgresStore(engine)


async def opened(store: Store, created_at: datetime | None = None) -> str:
    """Open a conversation of its own."""
    name = f"c-{uuid4().hex}"
    async with store.begin() as work:
        await work.conversations.add(Conversation(name, Channel.WEB, "hash", created_at or now(), f"{name}~0"))
    return name


async def kept(store: Store, conversation: str, paper: Paper = RECEIPT) -> str:
    """Keep a paper in a unit of work of its own."""
    async with store.begin() as work:
        return await work.files.keep(conversation, paper)


async def test_a_paper_comes_back_whole(store: Store) -> None:
    """
    Whatever bytes it is made of, with its name, its type and its title.
    """
    conversation = await opened(store)
    file_id = await kept(store, conversation)

    async with store.begin() as work:
        assert RECEIPT == await work.files.get(conversation, file_id)


async def test_what_is_seen_of_a_picture_stays_with_its_message(store: Store) -> None:
    """
    The file itself comes back without it.
    """
    conversation = await opened(store)
    picture = Paper("qr.png", PICTURE, b"png", "QR code", Picture(8, 8, (("Nom", "Anne Essai"),)))
    file_id = await kept(store, conversation, picture)

    async with store.begin() as work:
        assert replace(picture, picture=None) == await work.files.get(conversation, file_id)


async def test_an_id_cannot_be_guessed(store: Store) -> None:
    """
    It holds 128 random bits, safe in a path; the same paper has another in each conversation.
    """
    ids = {await kept(store, await opened(store)) for _ in range(5)}

    assert 5 == len(ids)
    assert all(len(file_id) == 22 and file_id.replace("-", "").replace("_", "").isalnum() for file_id in ids)


async def test_a_paper_is_kept_once(store: Store) -> None:
    """
    The same one again keeps its id in its conversation; another content, name, type or title makes another.
    """
    conversation = await opened(store)
    others = [
        replace(RECEIPT, **{field: value})
        for field, value in (("content", b"%PDF"), ("name", "autre.pdf"), ("media_type", "text/plain"), ("title", "Autre"))
    ]
    first = await kept(store, conversation)

    assert first == await kept(store, conversation)
    assert 5 == len({first, *[await kept(store, conversation, paper) for paper in others]})


async def test_a_paper_is_of_its_conversation_only(store: Store) -> None:
    """
    Knowing its id is not enough: in another conversation it looks like one that does not exist.
    """
    conversation, other = await opened(store), await opened(store)
    file_id = await kept(store, conversation)

    for where, which in ((other, file_id), (conversation, "unknown"), ("unknown", file_id)):
        async with store.begin() as work:
            with pytest.raises(NotFound):
                await work.files.get(where, which)


async def test_papers_go_with_their_conversation(store: Store) -> None:
    """
    When it is forgotten, they are; those of the others stay.
    """
    old, recent = await opened(store, LONG_AGO), await opened(store)
    forgotten, stays = await kept(store, old), await kept(store, recent)
    async with store.begin() as work:
        await work.conversations.forget_before(LONG_AGO + timedelta(days=1))

    async with store.begin() as work:
        assert RECEIPT == await work.files.get(recent, stays)
        with pytest.raises(NotFound):
            await work.files.get(old, forgotten)


async def test_a_paper_of_no_conversation_is_refused(store: Store) -> None:
    """
    Nobody could ever forget it.
    """
    with pytest.raises(PermanentFailure):
        await kept(store, "unknown")


async def test_a_paper_given_up_is_not_kept(store: Store) -> None:
    """
    It is kept with its unit of work, or not at all.
    """
    conversation, ids = await opened(store), []

    async def fail() -> None:
        async with store.begin() as work:
            ids.append(await work.files.keep(conversation, RECEIPT))
            raise PermanentFailure("the unit of work goes wrong")

    with pytest.raises(PermanentFailure):
        await fail()

    async with store.begin() as work:
        with pytest.raises(NotFound):
            await work.files.get(conversation, ids[0])
