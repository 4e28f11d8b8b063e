"""From the letter to its answer: the worker over a real PostgreSQL, a real SMTP server and a real mailbox."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from balise.model.procedure import State
from balise.settings import Settings
from balise.wiring import Wiring, wired
from tests.certificate import write_certificate
from tests.database import migrated_database
from tests.dovecot import PASSWORD, USER, Dovecot, dovecot
from tests.fakes.smtp_server import SmtpServer
from tests.integration.test_worker import state_of, until, worker, write_letter

ANSWER = """From: Support <support@operateur.example>
To: {sender}
Subject: Re: votre demande
In-Reply-To: {message_id}
Message-ID: <1@operateur.example>

Bonjour, c'est note.
"""


@pytest.fixture
def mailbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dovecot]:
    """Lend a mailbox that this machine trusts."""
    certificate = write_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with dovecot(certificate) as server:
        yield server


@pytest.fixture
async def wiring(postgres: str, smtp: SmtpServer, mailbox: Dovecot, tmp_path: Path) -> AsyncIterator[Wiring]:
    """Lend the use cases over a database of the test's own."""
    with migrated_database(postgres) as url:
        settings = Settings(
            state=tmp_path,
            database_url=SecretStr(url),
            smtp_host="127.0.0.1",
            smtp_port=smtp.port,
            mail_from="Balise <balise@exemple.example>",
            support_email="support@operateur.example",
            imap_host="127.0.0.1",
            imap_port=mailbox.tls_port,
            imap_user=USER,
            imap_password=SecretStr(PASSWORD),
        )
        async with wired(settings) as wiring:
            yield wiring


async def let_a_minute_pass(wiring: Wiring) -> None:
    """Have the reading of each minute come now."""
    job = "ROW('default', 'take_replies', 0, 'take_replies', NULL, '{\"timestamp\": 0}'::jsonb, NULL)"
    async with wiring.engine.begin() as db:
        await db.execute(text(f"SELECT procrastinate_defer_jobs_v1(ARRAY[{job}::procrastinate_job_to_defer_v1])"))


def marks(mailbox: Dovecot) -> set[bytes]:
    """Return the flags of the only message."""
    with mailbox.client() as client:
        client.select_folder("INBOX", readonly=True)
        (flags,) = client.get_flags(client.search()).values()
    return set(flags) - {b"\\Recent"}


async def test_an_answer_is_taken_by_the_worker(wiring: Wiring, smtp: SmtpServer, mailbox: Dovecot, tmp_path: Path) -> None:
    """The letter leaves, somebody answers it, the procedure says so, and the message is marked as taken, unread."""

    async def is_in(state: State) -> bool:
        return await state_of(wiring, reference) is state

    async with worker(wiring.settings, tmp_path / "log"):
        reference = await write_letter(wiring)
        left = await until(lambda: is_in(State.SENT))
        (letter,) = smtp.received
        answer = ANSWER.format(sender=letter["Reply-To"], message_id=letter["Message-ID"])
        with mailbox.client() as client:
            client.append("INBOX", answer.encode())
        await let_a_minute_pass(wiring)
        taken = await until(lambda: is_in(State.ACKNOWLEDGED))
        marked = await until(lambda: asyncio.to_thread(lambda: marks(mailbox) == {b"BaliseTaken"}))

    assert left
    assert taken
    assert marked


async def test_without_a_mailbox_nobody_reads(wiring: Wiring) -> None:
    """It is off until it is set."""
    async with wired(wiring.settings.model_copy(update={"imap_host": ""})) as deaf:
        assert deaf.take_replies() is None
