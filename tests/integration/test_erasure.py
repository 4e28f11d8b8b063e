"""Erasing in a real PostgreSQL: no table of any schema holds a word of the person, whatever is killed in between."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from balise.adapters.store.tables import metadata
from balise.model.conversation import Author, Channel, Conversation, Draft, Reply
from balise.model.identity import Person, PracticeSituation, SignIn
from balise.model.opinion import Opinion
from balise.model.procedure import Actor, Evidence, Kind, Letter, Procedure, Proof, State, draft
from balise.settings import Settings
from balise.usecases.privacy.erase import GRACE, FinishErasures
from balise.wiring import Wiring, now, wired
from tests.database import columns_of, holding, migrated_database

PERSON = Person("10999999991", "Quirinale", "Zélinda", (PracticeSituation("CABINET ZELINDA", "999000009"),))
WORDS = (PERSON.rpps, "Quirinale", "Zélinda", "zelinda@medecin.test", "ZELINDA", "420042")
RASA_EVENTS = (
    "CREATE TABLE rasa.events (id serial PRIMARY KEY, sender_id varchar(255) NOT NULL, type_name varchar(255) NOT NULL,"
    " timestamp double precision, intent_name varchar(255), action_name varchar(255), data text)"
)


@pytest.fixture
async def wiring(postgres: str, tmp_path: Path) -> AsyncIterator[Wiring]:
    """Lend the use cases over a database of the test's own, with the table that Rasa makes."""
    with migrated_database(postgres) as url:
        async with wired(Settings(state=tmp_path, database_url=SecretStr(url))) as wiring:
            async with wiring.engine.begin() as db:
                await db.execute(text(RASA_EVENTS))
            yield wiring


async def lived(wiring: Wiring) -> tuple[Conversation, Procedure]:
    """Have somebody leave their words in every table, and return their conversation and a procedure of theirs that is over."""
    opened, _ = await wiring.open_conversation()(Channel.TELEGRAM)
    born = draft(Kind.UNPUBLISH, opened.id, now(), PERSON.rpps, PERSON.full_name).edited(WORDS[3], kept="none", notify=WORDS[3])
    sent = born.moved(State.CONFIRMED, Actor.PRACTITIONER, now()).moved(State.SENT, Actor.WORKER, now())
    done = sent.moved(State.DONE, Actor.WORKER, now(), proof=Proof(now(), Evidence.DIRECTORY, "2026-03-01"))
    letter = Letter(done.key("request"), done.reference, WORDS[3], f"BAL de {WORDS[1]}", f"Bonjour, {WORDS[2]}")
    async with wiring.store.begin() as work:
        await work.conversations.set_sign_in(opened.id, SignIn(PERSON, now(), now() + timedelta(hours=1), f"hint {WORDS[1]}"))
        await work.conversations.append(opened.id, Draft(Author.PRACTITIONER, Reply(f"je suis {WORDS[1]}")))
        advice = await work.conversations.append(opened.id, Draft(Author.ASSISTANT, Reply("Conseil", source="Fiche")))
        await work.opinions.keep(advice, Opinion(False, f"moi, {WORDS[1]}, je n’ai pas ce bouton"))
        await work.chats.bind(420042, opened.id)
        await work.tickets.issue("hash", opened.id, now() + timedelta(minutes=10))
        await work.tickets.remember("hash", {"hint": WORDS[1]})
        await work.procedures.add(done)
        await work.procedures.add(draft(Kind.TICKET, opened.id, now(), PERSON.rpps, PERSON.full_name).edited(need=WORDS[1]))
        await work.outbox.add(letter)
    await wiring.deliver()()
    await wiring.privacy().export(opened.id)
    async with wiring.engine.begin() as db:
        event = text("INSERT INTO rasa.events (sender_id, type_name, timestamp, data) VALUES (:dialogue, 'user', 0, :data)")
        for dialogue in (f"{opened.id}~0", f"{opened.id}~150"):
            await db.execute(event, {"dialogue": dialogue, "data": f'{{"text": "je suis {WORDS[1]}"}}'})
    return opened, done


async def let_the_moment_pass(wiring: Wiring) -> None:
    """Have the time come for what was asked to be erased."""
    async with wiring.engine.begin() as db:
        await db.execute(text("UPDATE erasures SET due_at = now() - interval '1 second'"))


async def test_no_word_of_the_person_stays_anywhere(wiring: Wiring) -> None:
    """
    Every table is looked at, Rasa's and the queue's too, and the mail sink: the proof of the closed procedure alone stays.
    """
    opened, done = await lived(wiring)
    before = await holding(wiring.engine, WORDS)
    assert {
        "public.conversations",
        "public.messages",
        "public.procedures",
        "public.outbox",
        "public.files",
        "public.tickets",
    } < before
    assert {"public.telegram_chats", "rasa.events"} < before
    (written,) = wiring.settings.outbox.glob("*.eml")

    await wiring.privacy().erase(opened.id, everything=True)
    await let_the_moment_pass(wiring)

    assert 1 == await wiring.privacy().finish()
    assert set() == await holding(wiring.engine, WORDS)
    assert not written.exists()
    async with wiring.store.begin() as work:
        kept = await work.procedures.get(done.reference)
    assert (State.DONE, done.proof, len(done.history)) == (kept.state, kept.proof, len(kept.history))


async def test_a_killed_worker_is_finished_by_the_next(wiring: Wiring) -> None:
    """Whatever was done of it, running it again ends it: here nothing but what the asking itself had done."""
    opened, _ = await lived(wiring)
    await wiring.privacy().erase(opened.id, everything=True)

    assert 0 == await wiring.privacy().finish()  # its time has not come
    later = FinishErasures(wiring.store, lambda: now() + GRACE * 2)
    assert [1, 0] == [await later(), await later()]
    await wiring.privacy().finish()
    assert set() == await holding(wiring.engine, WORDS)


async def test_what_rasa_writes_after_is_purged_too(wiring: Wiring) -> None:
    """A turn that outlived its conversation leaves events of nobody: the purge takes them with the order to erase."""
    opened, _ = await lived(wiring)
    await wiring.privacy().erase(opened.id, everything=True)
    await let_the_moment_pass(wiring)
    await wiring.privacy().finish()
    async with wiring.engine.begin() as db:
        late = text("INSERT INTO rasa.events (sender_id, type_name, timestamp, data) VALUES (:d, 'bot', 4e9, :data)")
        await db.execute(late, {"d": f"{opened.id}~0", "data": WORDS[1]})
        await db.execute(text("UPDATE erasures SET done_at = now() - interval '31 days'"))

    async def no_jobs(_: timedelta) -> int:
        return 0

    forgotten = await wiring.privacy().purge(no_jobs)()

    assert 1 == forgotten["erasures"]
    assert set() == await holding(wiring.engine, WORDS)


async def test_asking_queues_the_job_that_erases(wiring: Wiring) -> None:
    """In the same transaction, for when the time has come; its arguments name nobody."""
    opened, _ = await lived(wiring)
    await wiring.privacy().erase(opened.id, everything=True)
    async with wiring.engine.connect() as db:
        query = text("SELECT args, scheduled_at > now() AS later FROM procrastinate_jobs WHERE task_name = :task")
        jobs = [tuple(row) for row in await db.execute(query, {"task": wiring.erase_task})]

    assert [({}, True)] == jobs


@pytest.mark.parametrize(
    "statement", ["UPDATE accesses SET by = 'nobody'", "DELETE FROM accesses", "TRUNCATE accesses", "TRUNCATE accesses CASCADE"]
)
async def test_nobody_hides_a_reading(wiring: Wiring, statement: str) -> None:
    """The database refuses, whoever asks."""
    opened, _ = await lived(wiring)
    await wiring.privacy().read(opened.id, "agent.dupont", "réclamation")
    with pytest.raises(DBAPIError):
        async with wiring.engine.begin() as db:
            await db.execute(text(statement))


async def test_the_register_names_every_column_of_the_database(wiring: Wiring) -> None:
    """Of every schema: ours, the queue's, Rasa's."""
    register, found = wiring.books.register, await columns_of(wiring.engine)

    assert {table.name for table in metadata.sorted_tables} < {table for table, _ in found}
    assert [] == [f"{table}.{column}" for table, column in found if not register.names(table, column)]
