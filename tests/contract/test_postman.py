"""Sending e-mail: SMTP, the demo's folder and the fake keep the same promises."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from balise.adapters.mail.sink import MailSink
from balise.adapters.mail.smtp import SmtpPostman
from balise.adapters.mail.smtp import SmtpServer as Where
from balise.errors import BaliseError, PermanentFailure, TemporaryFailure
from balise.launch.checks import free_port
from balise.model.procedure import Letter
from balise.ports import Postman
from tests.certificate import write_certificate
from tests.fakes.clock import FakeClock
from tests.fakes.postman import FakePostman
from tests.fakes.smtp_server import SmtpServer

SENDER = "Balise <balise@exemple.example>"
LETTER = Letter(
    "7KQ4-9MXB-request",
    "7KQ4-9MXB",
    "support@operateur.example",
    "[7KQ4-9MXB] Demande de dépublication de la BAL anne-claire.essai@exemple.mssante.fr",
    "Bonjour,\n\nMerci de dépublier « l’ancienne » adresse.\n.\nBalise",
)


@dataclass(frozen=True, slots=True)
class Bench:
    """A postman, what has been received of him (identity, recipient, subject, text), and how to make him unable to work."""

    postman: Postman
    received: Callable[[], list[tuple[str, str, str, str]]]
    be_away: Callable[[], object]


def read(email: EmailMessage) -> tuple[str, str, str, str]:
    """Return what matters of an e-mail."""
    plain = email.get_body(("plain",))
    assert isinstance(plain, EmailMessage)
    return email["Message-ID"], email["To"], email["Subject"], plain.get_content().replace("\r\n", "\n").rstrip("\n")


@contextmanager
def smtp(_: Path) -> Iterator[Bench]:
    """Lend SMTP, and a real server."""
    with SmtpServer() as server:
        postman = SmtpPostman(Where("127.0.0.1", server.port), SENDER, FakeClock())
        yield Bench(
            postman, lambda: [read(email) for email in server.received], lambda: server.refusals.update(MAIL="421 Closing")
        )


@contextmanager
def sink(folder: Path) -> Iterator[Bench]:
    """Lend the demo's folder."""
    outbox = folder / "outbox"

    def received() -> list[tuple[str, str, str, str]]:
        return [read(message_from_bytes(path.read_bytes(), policy=policy.default)) for path in outbox.glob("*.eml")]

    yield Bench(MailSink(outbox, SENDER, FakeClock()), received, lambda: outbox.write_text("a file where the folder should be"))


@contextmanager
def fake(_: Path) -> Iterator[Bench]:
    """Lend the fake."""
    postman = FakePostman()

    def be_away() -> None:
        postman.failure = TemporaryFailure("away")

    yield Bench(postman, lambda: [(one.key, one.recipient, one.subject, one.body) for one in postman.sent], be_away)


@pytest.fixture(params=[smtp, sink, fake], ids=lambda build: build.__name__)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    """Lend each in turn."""
    with request.param(tmp_path) as built:
        yield built


async def test_a_letter_arrives_whole(bench: Bench) -> None:
    """Recipient, subject and text arrive as they were written, accents and lone dots included."""
    await bench.postman.send(LETTER)

    assert [(LETTER.recipient, LETTER.subject, LETTER.body)] == [seen[1:] for seen in bench.received()]


async def test_a_repeated_key_can_be_recognised(bench: Bench) -> None:
    """The same key always has the same identity, whatever else has changed; another key has another."""
    await bench.postman.send(LETTER)
    await bench.postman.send(replace(LETTER, body="Bonjour encore.", tries=3))
    once = {seen[0] for seen in bench.received()}
    await bench.postman.send(replace(LETTER, key="7KQ4-9MXB-cancel"))

    assert 1 == len(once)
    assert 2 == len({seen[0] for seen in bench.received()})


async def test_a_postman_who_cannot_work_will_later(bench: Bench) -> None:
    """What does not work now is a TemporaryFailure, and nothing has left."""
    bench.be_away()
    with pytest.raises(TemporaryFailure):
        await bench.postman.send(LETTER)

    assert [] == [seen for seen in bench.received() if seen]


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    """Lend a server that offers no TLS."""
    with SmtpServer() as server:
        yield server


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
@pytest.mark.parametrize(
    ("reply", "error"),
    [
        ("450 Greylisted", TemporaryFailure),
        ("452 Full", TemporaryFailure),
        ("550 No", PermanentFailure),
        ("554 No", PermanentFailure),
    ],
)
async def test_a_letter_is_refused_for_now_or_for_good(
    server: SmtpServer, command: str, reply: str, error: type[BaliseError]
) -> None:
    """Of a recipient or a content, a code of the 400s means later, one of the 500s means never."""
    server.refusals[command] = reply
    with pytest.raises(error):
        await SmtpPostman(Where("127.0.0.1", server.port), SENDER, FakeClock()).send(LETTER)

    assert [] == server.received


@pytest.mark.parametrize("reply", ["451 Later", "530 Authentication required", "553 Sender refused"])
async def test_a_refusal_of_us_is_not_the_letters_fault(server: SmtpServer, reply: str) -> None:
    """When the server does not take our mail at all, letters wait for the settings to be put right: they are not given up."""
    server.refusals["MAIL"] = reply
    with pytest.raises(TemporaryFailure):
        await SmtpPostman(Where("127.0.0.1", server.port), SENDER, FakeClock()).send(LETTER)


async def test_an_address_that_server_cannot_write(server: SmtpServer) -> None:
    """An accented address needs what not every server offers: to this one, the letter never leaves."""
    with pytest.raises(PermanentFailure):
        await SmtpPostman(Where("127.0.0.1", server.port), SENDER, FakeClock()).send(
            replace(LETTER, recipient="é@exemple.example")
        )


async def test_nobody_at_that_address() -> None:
    """A server that is down is a TemporaryFailure."""
    with pytest.raises(TemporaryFailure):
        await SmtpPostman(Where("127.0.0.1", free_port()), SENDER, FakeClock()).send(LETTER)


@pytest.mark.parametrize("password", ["right", "wrong"])
async def test_a_password_is_not_sent_in_the_clear(server: SmtpServer, password: str) -> None:
    """A server without TLS that asks for the password does not get it, and nothing is sent through it."""
    where = Where("127.0.0.1", server.port, "balise", password)
    with pytest.raises(TemporaryFailure, match="TLS"):
        await SmtpPostman(where, SENDER, FakeClock()).send(LETTER)

    assert ([], []) == (server.logins, server.received)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lend a certificate that nobody vouches for, and its key, in one file."""
    return write_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def tls_server(certificate: Path) -> Iterator[SmtpServer]:
    """Lend a server that offers STARTTLS with that certificate."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    with SmtpServer(context) as server:
        yield server


async def test_a_stranger_gets_no_password(tls_server: SmtpServer) -> None:
    """TLS with a certificate that nobody vouches for is no better than none: no password, no letter, and it may be put right."""
    where = Where("127.0.0.1", tls_server.port, "balise", "right")
    with pytest.raises(TemporaryFailure):
        await SmtpPostman(where, SENDER, FakeClock()).send(LETTER)

    assert ([], []) == (tls_server.logins, tls_server.received)


@pytest.fixture
def known_server(tls_server: SmtpServer, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> SmtpServer:
    """Lend that server, its certificate being among those this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return tls_server


async def test_a_known_server_gets_the_password(known_server: SmtpServer) -> None:
    """Over TLS with a certificate of a known authority, the password is given, and the letter leaves."""
    where = Where("127.0.0.1", known_server.port, "balise", "right")
    await SmtpPostman(where, SENDER, FakeClock()).send(LETTER)

    assert [("balise", "right")] == known_server.logins
    assert 1 == len(known_server.received)


async def test_a_wrong_password(known_server: SmtpServer) -> None:
    """A password that is refused may be put right, and stands in no error."""
    where = Where("127.0.0.1", known_server.port, "balise", "wrong")
    with pytest.raises(TemporaryFailure) as raised:
        await SmtpPostman(where, SENDER, FakeClock()).send(LETTER)

    assert "wrong" not in f"{raised.value!r} {raised.value.__cause__!r}"
    assert [] == known_server.received
