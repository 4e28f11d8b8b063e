"""Requests by the API FHIR MSS, over a real PostgreSQL and real HTTP: what it does is done, what it refuses leaves by e-mail."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from balise.model.conversation import Channel
from balise.model.procedure import Actor, Evidence, Kind, Procedure, State, Way, draft
from balise.settings import Settings
from balise.usecases.unpublish.desk import UnpublishView
from balise.wiring import Wiring, now, wired
from tests.database import migrated_database
from tests.fakes.fhir_mss_server import FhirMssServer, fhir_mss_server
from tests.fakes.fhir_mss_wire import KEY, Reply, outcome, telecom
from tests.fhir_mss_contract import ours
from tests.unit.usecases.house import OLD
from tests.unit.usecases.test_ask_operator import ABLE

RPPS = "99900000011"
BOX = replace(OLD, address="anne.fictive@medecin.mssante.fr")
WORDS = dict.fromkeys(("kept", "contact", "auto_reply"), "…")


@pytest.fixture
def server() -> Iterator[FhirMssServer]:
    """Lend the API, where the holder shows one box; whatever the test did, what went over the wire holds to our contract."""
    with fhir_mss_server() as server:
        server.practitioner(RPPS, telecom(BOX.address))
        yield server
        ours().check(server.exchanges)


@pytest.fixture
async def wiring(postgres: str, server: FhirMssServer, tmp_path: Path) -> AsyncIterator[Wiring]:
    """Lend the use cases over a database of the test's own, with the API, and e-mails written to files."""
    with migrated_database(postgres) as url:
        settings = Settings(
            state=tmp_path, database_url=SecretStr(url), smtp_host="", fhir_mss_url=server.url, fhir_mss_key=SecretStr(KEY)
        )
        async with wired(settings) as wiring:
            yield wiring


async def asked(wiring: Wiring) -> Procedure:
    """Have a dépublication confirmed, its way chosen as for any request."""
    conversation, _ = await wiring.open_conversation()(Channel.WEB)
    made = draft(Kind.UNPUBLISH, conversation.id, now(), RPPS, "Anne Fictive").edited(BOX.address)
    view = UnpublishView(made, (BOX,), (ABLE,), ABLE.email or "")
    procedure, letter = wiring.ask_operator().prepared(view, None, Actor.PRACTITIONER, **WORDS)
    assert letter.way is Way.FHIR_MSS
    async with wiring.store.begin() as work:
        await work.procedures.add(procedure)
        await work.outbox.add(letter)
    return procedure


async def now_of(wiring: Wiring, procedure: Procedure) -> Procedure:
    """Return a procedure as it is kept."""
    async with wiring.store.begin() as work:
        return await work.procedures.get(procedure.reference)


async def told(wiring: Wiring, procedure: Procedure) -> list[str]:
    """Return what was said in its conversation since the welcome."""
    async with wiring.store.begin() as work:
        return [message.text for message in (await work.conversations.transcript(procedure.conversation, since=1)).messages]


async def seconds_left(wiring: Wiring) -> float:
    """Return how long the only letter has still to wait."""
    async with wiring.engine.connect() as db:
        return float((await db.execute(text("SELECT extract(epoch FROM due_at - now()) FROM outbox"))).scalar_one())


async def let_time_pass(wiring: Wiring) -> None:
    """Make due what was put off."""
    async with wiring.engine.begin() as db:
        await db.execute(text("UPDATE outbox SET due_at = now()"))


def letters(wiring: Wiring) -> list[str]:
    """Return the names of the e-mails that have left."""
    folder = wiring.settings.outbox
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


async def test_what_the_api_does_is_done(wiring: Wiring, server: FhirMssServer) -> None:
    """
    The box is on the liste rouge; the procedure is proven by the version; its practitioner is told; no e-mail leaves.
    """
    procedure = await asked(wiring)
    counts = [await wiring.deliver()(), await wiring.deliver()()]

    done = await now_of(wiring, procedure)
    assert ([1, 0], []) == (counts, letters(wiring))
    assert [State.SENT, State.DONE] == [move.after for move in done.history if move.by is Actor.WORKER]
    assert done.proof is not None
    (name,) = server.resources
    assert (Evidence.API, f"{name}/_history/2") == (done.proof.by, done.proof.what)
    assert [True] == [procedure.reference in said for said in await told(wiring, procedure)]


async def test_what_the_api_takes_without_showing_it_is_acknowledged(wiring: Wiring, server: FhirMssServer) -> None:
    """
    A good status without the resource proves nothing yet.
    """
    server.fail("PATCH", Reply(200, after=True))
    procedure = await asked(wiring)
    await wiring.deliver()()

    taken = await now_of(wiring, procedure)
    assert (State.ACKNOWLEDGED, None, []) == (taken.state, taken.proof, letters(wiring))


async def test_a_busy_api_is_asked_again_when_it_says(wiring: Wiring, server: FhirMssServer) -> None:
    """
    429 with Retry-After: nothing moves until then, and then it is done.
    """
    server.fail("PATCH", Reply(429, outcome("throttled", "17 par seconde"), {"Retry-After": "900"}))
    procedure = await asked(wiring)
    first, wait, meanwhile = await wiring.deliver()(), await seconds_left(wiring), await now_of(wiring, procedure)
    await let_time_pass(wiring)

    assert (0, pytest.approx(900, abs=30), State.CONFIRMED) == (first, wait, meanwhile.state)
    assert 1 == await wiring.deliver()()
    assert (State.DONE, []) == ((await now_of(wiring, procedure)).state, letters(wiring))


async def test_what_somebody_changed_meanwhile_is_looked_at_again(wiring: Wiring, server: FhirMssServer) -> None:
    """
    412: the next try reads the new version, and changes that one.
    """
    server.before_patch = server.touch_all
    procedure = await asked(wiring)
    first = await wiring.deliver()()
    await let_time_pass(wiring)

    assert (0, 1) == (first, await wiring.deliver()())
    assert [412, 200] == [exchange.reply.status for exchange in server.sent("PATCH")]
    assert State.DONE is (await now_of(wiring, procedure)).state


async def test_what_the_api_refuses_leaves_by_email(wiring: Wiring, server: FhirMssServer) -> None:
    """
    403: the letter that was ready leaves in the same minute, under its key, to the operator.
    """
    server.fail("PATCH", Reply(403, outcome("forbidden", "Hors de votre domaine")))
    procedure = await asked(wiring)
    count = await wiring.deliver()()

    (name,) = letters(wiring)
    email = (wiring.settings.outbox / name).read_text("utf-8")
    assert (1, f"{procedure.key('request', ABLE.id)}.eml") == (count, name)
    assert f"To: {ABLE.email}" in email
    assert (State.SENT, 0) == ((await now_of(wiring, procedure)).state, await wiring.deliver()())
    assert 1 == len(server.sent("PATCH"))


async def test_a_lost_answer_is_found_done(wiring: Wiring, server: FhirMssServer) -> None:
    """
    The API made the change and hung up: the second delivery looks first, sends no second PATCH, and ends done.
    """
    server.fail("PATCH", Reply(after=True, drop=True))
    procedure = await asked(wiring)
    first = await wiring.deliver()()
    await let_time_pass(wiring)

    assert (0, 1) == (first, await wiring.deliver()())
    assert 1 == len(server.sent("PATCH"))
    assert State.DONE is (await now_of(wiring, procedure)).state
