"""The worker, as a process, over a real PostgreSQL and a real SMTP server: a letter that was written leaves, whatever happens."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import text

from balise.adapters.directories.extraction.fictional import write_fictional_extraction
from balise.launch.environment import for_ours
from balise.model.conversation import Channel
from balise.model.identity import Person, SignIn
from balise.model.moment import in_france
from balise.model.procedure import Actor, Evidence, Kind, Letter, Procedure, State, draft
from balise.settings import ROOT, Settings
from balise.wiring import Wiring, now
from tests.fakes.smtp_server import SmtpServer


@asynccontextmanager
async def worker(settings: Settings, log: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a worker, and write what it says."""
    with log.open("ab") as output:
        command = (sys.executable, "-m", "channels.worker")
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=for_ours(settings), stdout=output, stderr=output)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def until(condition: Callable[[], Awaitable[object]], patience: float = 60.0) -> bool:
    """Wait for a condition to hold."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if await condition():
            return True
        await asyncio.sleep(0.05)
    return False


async def write_letter(wiring: Wiring, fail: bool = False) -> str:
    """Confirm a procedure with its letter, in one transaction, and return its reference."""
    conversation, _ = await wiring.open_conversation()(Channel.WEB)
    procedure = draft(Kind.UNPUBLISH, conversation.id, now(), holder="10999999998").moved(
        State.CONFIRMED, Actor.PRACTITIONER, now()
    )
    letter = Letter(
        f"{procedure.reference}-request", procedure.reference, "aide@operateur.example", "Demande", "Bonjour", State.SENT
    )
    async with wiring.store.begin() as work:
        await work.procedures.add(procedure)
        await work.outbox.add(letter)
        if fail:
            raise RuntimeError("something fails before the end of the transaction")
    return procedure.reference


async def state_of(wiring: Wiring, reference: str) -> State:
    """Return where a procedure is."""
    async with wiring.store.begin() as work:
        return (await work.procedures.get(reference)).state


async def is_sent(wiring: Wiring, reference: str) -> bool:
    """Tell whether a procedure's letter has left, as its history says."""
    return await state_of(wiring, reference) is State.SENT


async def is_postponed(wiring: Wiring) -> bool:
    """Tell whether the only letter could not leave, and is put off."""
    async with wiring.engine.connect() as db:
        query = text("SELECT count(*) FROM outbox WHERE tries > 0 AND sent_at IS NULL AND due_at > now()")
        return (await db.execute(query)).scalar_one() == 1


async def let_a_minute_pass(wiring: Wiring) -> None:
    """Make what was put off due, and have the sweep of each minute come now."""
    async with wiring.engine.begin() as db:
        await db.execute(text("UPDATE outbox SET due_at = now()"))
    await have_done(wiring, "sweep_outbox")


async def have_done(wiring: Wiring, task: str) -> None:
    """Have a periodic task come now."""
    job = "ROW('default', CAST(:task AS text), 0, NULL, NULL, jsonb_build_object('timestamp', 0), NULL)"
    async with wiring.engine.begin() as db:
        defer = text(f"SELECT procrastinate_defer_jobs_v1(ARRAY[{job}::procrastinate_job_to_defer_v1])")
        await db.execute(defer, {"task": task})


def ids_of(emails: list[EmailMessage]) -> list[str]:
    """Return the Message-IDs."""
    return [email["Message-ID"] for email in emails]


async def test_a_letter_leaves_within_seconds(wiring: Wiring, smtp: SmtpServer, tmp_path: Path) -> None:
    """The transaction that writes a letter wakes the worker: it leaves at once, and its procedure says so; no job is left."""
    async with worker(wiring.settings, tmp_path / "log"):
        await until(lambda: jobs_listened_to(wiring))
        reference = await write_letter(wiring)
        written = time.monotonic()
        left = await until(lambda: is_sent(wiring, reference))
        took = time.monotonic() - written
        tidy = await until(lambda: no_job(wiring))

    assert left
    assert took < 5
    assert tidy
    assert ["aide@operateur.example"] == [email["To"] for email in smtp.received]


async def jobs_listened_to(wiring: Wiring) -> bool:
    """Tell whether a worker is there."""
    async with wiring.engine.connect() as db:
        return bool((await db.execute(text("SELECT count(*) FROM procrastinate_workers"))).scalar_one())


async def no_job(wiring: Wiring) -> bool:
    """Tell whether no job to deliver is kept."""
    query = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'deliver_letter'")
    async with wiring.engine.connect() as db:
        return not (await db.execute(query)).scalar_one()


async def test_a_letter_that_was_not_kept_never_leaves(wiring: Wiring, smtp: SmtpServer, tmp_path: Path) -> None:
    """When the transaction fails there is neither letter nor job."""
    with pytest.raises(RuntimeError):
        await write_letter(wiring, fail=True)
    async with worker(wiring.settings, tmp_path / "log"):
        reference = await write_letter(wiring)
        left = await until(lambda: is_sent(wiring, reference))

    assert left
    assert 1 == len(smtp.received)


async def test_a_letter_whose_first_try_fails_leaves_later(wiring: Wiring, smtp: SmtpServer, tmp_path: Path) -> None:
    """A refusal for now puts it off; a later sweep sends it."""
    smtp.refusals["DATA"] = "451 Come back later"
    async with worker(wiring.settings, tmp_path / "log"):
        reference = await write_letter(wiring)
        postponed = await until(lambda: is_postponed(wiring))
        meanwhile = await state_of(wiring, reference)
        smtp.refusals.clear()
        await let_a_minute_pass(wiring)
        left = await until(lambda: is_sent(wiring, reference))

    assert postponed
    assert State.CONFIRMED is meanwhile
    assert left
    assert 1 == len(smtp.received)


async def test_a_letter_refused_for_good_closes_its_procedure(wiring: Wiring, smtp: SmtpServer, tmp_path: Path) -> None:
    """When the recipient does not exist, the request is closed as refused rather than tried for ever."""
    smtp.refusals["RCPT"] = "550 No such user"
    async with worker(wiring.settings, tmp_path / "log"):
        reference = await write_letter(wiring)

        async def is_refused() -> bool:
            return await state_of(wiring, reference) is State.REFUSED

        refused = await until(is_refused)

    assert refused
    assert [] == smtp.received


async def test_a_letter_that_cannot_be_sent_holds_up_no_other(wiring: Wiring, smtp: SmtpServer, tmp_path: Path) -> None:
    """A recipient that is no address is refused before anything is sent: the letters behind it leave."""
    await write_letter(wiring)
    async with wiring.engine.begin() as db:
        await db.execute(
            text("UPDATE outbox SET recipient = E'x@y.example\\nBcc: z@y.example', due_at = now() - interval '1 hour'")
        )
    reference = await write_letter(wiring)
    async with worker(wiring.settings, tmp_path / "log"):
        left = await until(lambda: is_sent(wiring, reference))

    assert left
    assert 1 == len(smtp.received)


async def test_sigterm_stops_it(wiring: Wiring, tmp_path: Path) -> None:
    """It stops by itself within seconds, without an error."""
    async with worker(wiring.settings, tmp_path / "log") as process:
        reference = await write_letter(wiring)
        worked = await until(lambda: is_sent(wiring, reference))
        await until(lambda: no_job(wiring))
        process.terminate()
        code = await asyncio.wait_for(process.wait(), 10)

    assert worked
    assert 0 == code
    assert "Traceback" not in (tmp_path / "log").read_text()


async def test_sigkill_in_the_middle_loses_nothing(wiring: Wiring, smtp: SmtpServer, tmp_path: Path) -> None:
    """Killed while the server reads the letter, it leaves by the next worker; if twice, the other side can tell by its id."""
    smtp.open.clear()
    async with worker(wiring.settings, tmp_path / "log") as process:
        reference = await write_letter(wiring)
        reached = await until(lambda: asyncio.to_thread(smtp.reached.wait, 0.1))
        process.kill()
        await process.wait()
    meanwhile = await state_of(wiring, reference)
    smtp.open.set()
    async with worker(wiring.settings, tmp_path / "log"):
        left = await until(lambda: is_sent(wiring, reference))

    assert reached
    assert State.CONFIRMED is meanwhile
    assert left
    assert 1 == len(set(ids_of(smtp.received)))


async def test_a_job_left_by_a_killed_worker_blocks_nothing(wiring: Wiring, smtp: SmtpServer, tmp_path: Path) -> None:
    """Its letter leaves by the sweep, and the job that nobody does any more is dropped."""
    reference = await write_letter(wiring)
    async with wiring.engine.begin() as db:
        await db.execute(text("UPDATE procrastinate_jobs SET status = 'doing' WHERE task_name = 'deliver_letter'"))
    async with worker(wiring.settings, tmp_path / "log"):
        left = await until(lambda: is_sent(wiring, reference))
        stalled = not await no_job(wiring)
        await have_done(wiring, "drop_stalled_jobs")
        dropped = await until(lambda: no_job(wiring))

    assert (True, True, True) == (left, stalled, dropped)
    assert 1 == len(smtp.received)


async def test_time_closes_and_forgets(wiring: Wiring, tmp_path: Path) -> None:
    """The worker expires the drafts left alone, and drops what is personal in what is long over."""
    unfinished = draft(Kind.UNPUBLISH, "c", now(), "10999999997")
    over = draft(Kind.UNPUBLISH, "c", now(), "10999999996").moved(State.CANCELLED, Actor.PRACTITIONER, now())
    async with wiring.store.begin() as work:
        await work.procedures.add(unfinished)
        await work.procedures.add(over)
    async with wiring.engine.begin() as db:
        await db.execute(text("UPDATE procedures SET changed_at = now() - interval '2 years'"))

    async def expired() -> bool:
        return await state_of(wiring, unfinished.reference) is State.EXPIRED

    async def forgotten() -> bool:
        async with wiring.store.begin() as work:
            return not (await work.procedures.get(over.reference)).holder

    async with worker(wiring.settings, tmp_path / "log"):
        for task in ("expire_drafts", "purge"):
            await have_done(wiring, task)

        assert await until(expired)
        assert await until(forgotten)


async def test_a_delegation_ends_on_its_day(wiring: Wiring, tmp_path: Path) -> None:
    """The worker asks for the end of a delegation whose last day has come, on its own."""
    details = {"delegate": "Julie Martin", "role": "secretaire", "rights": "read", "start": "2026-01-01", "end": "2026-01-02"}
    asked = draft(Kind.DELEGATION, "c", now(), "10999999995").edited("c@medecin.mssante.fr", email="-", **details)
    async with wiring.store.begin() as work:
        await work.procedures.add(asked.moved(State.CONFIRMED, Actor.PRACTITIONER, now()))

    async def ended() -> bool:
        async with wiring.store.begin() as work:
            found = await work.procedures.of_holder("10999999995")
        requests = [p for p in found if p.kind is Kind.WITHDRAW_DELEGATION]
        return [asked.reference] == [p.detail("delegation") for p in requests]

    async with worker(wiring.settings, tmp_path / "log"):
        await have_done(wiring, "end_delegations")

        assert await until(ended)


async def published(wiring: Wiring, folder: Path, without: str = "") -> None:
    """Import today's file of the directory, without one address."""
    path = folder / f"Extraction_Correspondance_MSSante_{in_france(now()):%Y%m%d}0800.txt"
    write_fictional_extraction(path)
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if not without or without not in line), "utf-8")
    await wiring.import_extraction(path, lambda _: None)


async def asked_for(wiring: Wiring, days_ago: int = 0) -> Procedure:
    """Return a dépublication of the first persona's hospital box, sent from a conversation so many days ago."""
    conversation, _ = await wiring.open_conversation()(Channel.WEB)
    at = now() - timedelta(days=days_ago)
    asked = (
        draft(Kind.UNPUBLISH, conversation.id, at, "99900000011", "Camille LEMOINE")
        .edited("camille.lemoine.fictif@ch-valmont-fictif.mssante.fr", recipient="aide@operateur.example")
        .moved(State.CONFIRMED, Actor.PRACTITIONER, at)
        .moved(State.SENT, Actor.WORKER, at)
    )
    async with wiring.store.begin() as work:
        await work.conversations.set_sign_in(
            conversation.id, SignIn(Person(asked.holder, "Lemoine", "Camille"), now(), until=now() + timedelta(hours=1))
        )
        await work.procedures.add(asked)
    return asked


async def told(wiring: Wiring, procedure: Procedure) -> list[str]:
    """Return what was said in the conversation of a procedure since the welcome."""
    async with wiring.store.begin() as work:
        return [message.text for message in (await work.conversations.transcript(procedure.conversation, 1)).messages]


async def test_a_new_file_proves_a_depublication(wiring: Wiring, smtp: SmtpServer, tmp_path: Path) -> None:
    """The import wakes the worker: what is no longer shown is done, and who asked is told, where they asked and by e-mail."""
    asked = await asked_for(wiring)
    await wiring.notify_by_email()(asked.conversation, asked.reference, "camille@ailleurs.example")

    async def looked_at() -> bool:
        async with wiring.engine.connect() as db:
            jobs = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'follow_up'")
            return not (await db.execute(jobs)).scalar_one()

    async def written() -> bool:
        return bool(smtp.received)

    async with worker(wiring.settings, tmp_path / "log"):
        await published(wiring, tmp_path)
        still_shown = await until(looked_at)
        meanwhile = await state_of(wiring, asked.reference)
        await published(wiring, tmp_path, without=asked.address)
        left = await until(written)

    async with wiring.store.begin() as work:
        done = await work.procedures.get(asked.reference)
    assert (True, State.SENT) == (still_shown, meanwhile)
    assert done.proof is not None
    assert (State.DONE, Evidence.DIRECTORY, f"{in_france(now()):%Y-%m-%d}") == (done.state, done.proof.by, done.proof.what)
    assert left
    assert 1 == len(await told(wiring, asked))
    assert [("camille@ailleurs.example", f"[{asked.reference}] Des nouvelles de votre demande")] == [
        (email["To"], email["Subject"]) for email in smtp.received
    ]


async def test_two_workers_remind_once(wiring: Wiring, smtp: SmtpServer, tmp_path: Path) -> None:
    """However often they look: one letter to who was asked, and the practitioner is told once."""
    await published(wiring, tmp_path)
    late = [await asked_for(wiring, days_ago=40) for _ in range(5)]
    fresh = await asked_for(wiring)

    async def all_told() -> bool:
        return all([await told(wiring, asked) for asked in late])

    async with worker(wiring.settings, tmp_path / "log"), worker(wiring.settings, tmp_path / "log2"):
        for _ in range(4):
            await have_done(wiring, "follow_up")
        reminded = await until(all_told)
        left = await until(lambda: asyncio.to_thread(lambda: len(smtp.received) >= len(late)))

    assert (True, True) == (reminded, left)
    assert sorted(asked.reference for asked in late) == sorted(email["X-Balise-Reference"] for email in smtp.received)
    assert [1] * 5 == [len(await told(wiring, asked)) for asked in late]
    assert [] == await told(wiring, fresh)


async def test_two_workers_share_the_work(wiring: Wiring, smtp: SmtpServer, tmp_path: Path) -> None:
    """Each letter leaves once, however many workers there are."""
    references = [await write_letter(wiring) for _ in range(20)]
    async with worker(wiring.settings, tmp_path / "log"), worker(wiring.settings, tmp_path / "log"):
        left = [await until(lambda one=reference: is_sent(wiring, one)) for reference in references]

    assert all(left)
    assert 20 == len(smtp.received) == len(set(ids_of(smtp.received)))


async def test_the_demo_writes_files(wiring: Wiring, tmp_path: Path) -> None:
    """Without a mail server, in the demo, a letter is a file that one can open."""
    settings = wiring.settings.model_copy(update={"smtp_host": ""})
    async with worker(settings, tmp_path / "log"):
        reference = await write_letter(wiring)
        left = await until(lambda: is_sent(wiring, reference))

    assert left
    assert [f"{reference}-request.eml"] == [path.name for path in settings.outbox.iterdir()]
