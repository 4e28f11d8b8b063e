"""The mailbox that answers come back to: IMAP on a real Dovecot and the fake keep the same promises."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from balise.adapters.mail.imap import BATCH, MOST_BYTES, TAKEN, ImapReplies, ImapServer
from balise.adapters.mail.reading import read_arrival
from balise.errors import TemporaryFailure
from balise.launch.checks import free_port
from balise.model.reply import Fate, Nature
from balise.ports import Replies
from tests.certificate import write_certificate
from tests.dovecot import PASSWORD, Dovecot, dovecot
from tests.fakes.replies import FakeReplies

FROM = "Balise <balise@exemple.example>"
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RAW = """From: Anne <aide@operateur.example>
Subject: Re: [7KQ4-9MXB] Demande
Message-ID: <{number}@operateur.example>

Bonjour, c’est noté.
"""


def numbered(number: int) -> bytes:
    """Return a message that its Message-ID tells from others."""
    return RAW.format(number=number).replace("\n", "\r\n").encode()


@dataclass(frozen=True, slots=True)
class Bench:
    """A mailbox, how to put a message into it, and how to make it out of reach."""

    replies: Replies
    put: Callable[[bytes], object]
    be_away: Callable[[], object]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lend a certificate that nobody vouches for, and its key, in one file."""
    return write_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def server(certificate: Path) -> Iterator[Dovecot]:
    """Lend a real server."""
    with dovecot(certificate) as server:
        yield server


@pytest.fixture
def known(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have this machine trust that server."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.fixture
def user() -> str:
    """Lend the name of somebody whose mailbox is empty."""
    return f"{uuid.uuid4().hex[:12]}@exemple.example"


def imap_of(server: Dovecot, user: str, **change: object) -> ImapReplies:
    """Return the adapter over somebody's mailbox."""
    values = {"host": "127.0.0.1", "port": server.tls_port, "user": user, "password": PASSWORD, **change}
    return ImapReplies(ImapServer(**values), FROM)  # type: ignore[arg-type]


def put(server: Dovecot, user: str, raw: bytes, folder: str = "INBOX") -> None:
    """Have a message arrive."""
    with server.client(user) as client:
        client.append(folder, raw, msg_time=AT)


def marks(server: Dovecot, user: str) -> list[set[bytes]]:
    """Return the flags of each message, in order."""
    with server.client(user) as client:
        client.select_folder("INBOX", readonly=True)
        return [set(flags) - {b"\\Recent"} for _, flags in sorted(client.get_flags(client.search()).items())]


@contextmanager
def imap(request: pytest.FixtureRequest) -> Iterator[Bench]:
    """Lend a mailbox of a real server."""
    request.getfixturevalue("known")
    server, user = request.getfixturevalue("server"), request.getfixturevalue("user")
    replies = imap_of(server, user)
    wrong = ImapServer("127.0.0.1", free_port(), user, PASSWORD)
    yield Bench(replies, lambda raw: put(server, user, raw), lambda: setattr(replies, "_server", wrong))


@contextmanager
def fake(_: pytest.FixtureRequest) -> Iterator[Bench]:
    """Lend the fake."""
    replies = FakeReplies(batch=BATCH)

    def come(raw: bytes) -> None:
        replies.arrivals.append(read_arrival(raw, f"1.{len(replies.arrivals) + 1}", AT, FROM))

    yield Bench(replies, come, lambda: setattr(replies, "failure", TemporaryFailure("away")))


@pytest.fixture(params=[imap, fake], ids=lambda build: build.__name__)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    """Lend each mailbox in turn."""
    with request.param(request) as built:
        yield built


async def ids(replies: Replies) -> list[str]:
    """Return the Message-IDs of what waits."""
    return [arrival.message_id for arrival in await replies.waiting()]


async def test_an_empty_mailbox(bench: Bench) -> None:
    """Nothing waits, and nothing is settled without an error."""
    await bench.replies.settle({})

    assert [] == await bench.replies.waiting()


async def test_what_has_come_waits(bench: Bench) -> None:
    """A message is read for what matters: who, when, about what."""
    bench.put(numbered(1))
    (arrival,) = await bench.replies.waiting()

    assert (Nature.PERSON, "aide@operateur.example", AT) == (arrival.nature, arrival.sender, arrival.at)
    assert ("Re: [7KQ4-9MXB] Demande", ("7KQ4-9MXB",)) == (arrival.subject, arrival.named)
    assert "<1@operateur.example>" == arrival.message_id


async def test_reading_settles_nothing(bench: Bench) -> None:
    """What was read and not settled comes again, under the same handle: the process may have died in between."""
    bench.put(numbered(1))
    first, again = await bench.replies.waiting(), await bench.replies.waiting()

    assert first == again


@pytest.mark.parametrize("fate", Fate)
async def test_what_is_settled_waits_no_more(bench: Bench, fate: Fate) -> None:
    """Whatever became of it; the others still wait, in the order they came."""
    for number in (1, 2, 3):
        bench.put(numbered(number))
    second = (await bench.replies.waiting())[1]
    await bench.replies.settle({second.handle: fate})
    await bench.replies.settle({second.handle: fate})

    assert ["<1@operateur.example>", "<3@operateur.example>"] == await ids(bench.replies)


async def test_a_handle_that_is_gone_changes_nothing(bench: Bench) -> None:
    """It may be of a mailbox that was made anew, or somebody has deleted the message."""
    bench.put(numbered(1))
    (arrival,) = await bench.replies.waiting()
    epoch, uid = arrival.handle.split(".")
    await bench.replies.settle({f"{int(epoch) + 1}.{uid}": Fate.NOISE, f"{epoch}.999": Fate.AGENT})

    assert [arrival] == await bench.replies.waiting()


async def test_many_messages_come_in_batches(bench: Bench) -> None:
    """Nothing is left out, and no batch is larger than the limit."""
    for number in range(BATCH + 7):
        bench.put(numbered(number))
    first = await bench.replies.waiting()
    await bench.replies.settle(dict.fromkeys((arrival.handle for arrival in first), Fate.KEPT))
    rest = await bench.replies.waiting()

    assert (BATCH, 7) == (len(first), len(rest))
    assert [f"<{number}@operateur.example>" for number in range(BATCH + 7)] == [a.message_id for a in (*first, *rest)]


async def test_a_mailbox_out_of_reach(bench: Bench) -> None:
    """It is a TemporaryFailure, to read and to settle."""
    bench.put(numbered(1))
    (arrival,) = await bench.replies.waiting()
    bench.be_away()
    with pytest.raises(TemporaryFailure):
        await bench.replies.waiting()
    with pytest.raises(TemporaryFailure):
        await bench.replies.settle({arrival.handle: Fate.KEPT})


@pytest.mark.usefixtures("known")
async def test_reading_leaves_messages_unread(server: Dovecot, user: str) -> None:
    """A person who opens the mailbox sees what is new to them; what is for them is flagged, what is noise is read."""
    for number in range(4):
        put(server, user, numbered(number))
    replies = imap_of(server, user)
    one, two, three, _ = [arrival.handle for arrival in await replies.waiting()]
    await replies.settle({one: Fate.NOISE, two: Fate.KEPT, three: Fate.AGENT})

    assert [{TAKEN, b"\\Seen"}, {TAKEN}, {TAKEN, b"\\Flagged"}, set()] == marks(server, user)


@pytest.mark.usefixtures("known")
async def test_a_person_may_be_quicker(server: Dovecot, user: str) -> None:
    """What somebody has already read, flagged or answered in the mailbox is taken all the same."""
    put(server, user, numbered(1))
    with server.client(user) as client:
        client.select_folder("INBOX")
        client.add_flags(1, [b"\\Seen", b"\\Flagged", b"\\Answered"])

    assert ["<1@operateur.example>"] == await ids(imap_of(server, user))


@pytest.mark.usefixtures("known")
async def test_a_server_that_keeps_no_keyword(server: Dovecot, user: str) -> None:
    """What is unread waits, and what is settled becomes read: nothing is taken twice."""
    for number in (1, 2):
        put(server, user, numbered(number))
    server.allow("lrs", user)
    replies = imap_of(server, user)
    first, second = await replies.waiting()
    await replies.settle({first.handle: Fate.KEPT})

    assert [second] == await replies.waiting()
    assert [{b"\\Seen"}, set()] == marks(server, user)


@pytest.mark.usefixtures("known")
async def test_a_mailbox_where_nothing_can_be_marked(server: Dovecot, user: str) -> None:
    """Its messages would be taken for ever: it is a TemporaryFailure, for somebody to give the right to write."""
    put(server, user, numbered(1))
    server.allow("lr", user)
    with pytest.raises(TemporaryFailure):
        await imap_of(server, user).waiting()


@pytest.mark.usefixtures("known")
async def test_a_mailbox_made_anew(server: Dovecot, user: str) -> None:
    """Its server numbers messages again: an old handle designates none of the new ones."""
    with server.client(user) as client:
        client.create_folder("Retours")
    put(server, user, numbered(1), "Retours")
    replies = imap_of(server, user, folder="Retours")
    (old,) = await replies.waiting()
    with server.client(user) as client:
        client.delete_folder("Retours")
        client.create_folder("Retours")
    put(server, user, numbered(2), "Retours")
    await replies.settle({old.handle: Fate.NOISE})

    assert ["<2@operateur.example>"] == await ids(replies)


@pytest.mark.usefixtures("known")
async def test_an_accented_folder(server: Dovecot, user: str) -> None:
    """Folders are named as people name them."""
    with server.client(user) as client:
        client.create_folder("Réponses reçues")
    put(server, user, numbered(1), "Réponses reçues")

    assert ["<1@operateur.example>"] == await ids(imap_of(server, user, folder="Réponses reçues"))


@pytest.mark.usefixtures("known")
async def test_a_huge_message(server: Dovecot, user: str) -> None:
    """Its headers and first words are read, not its megabytes."""
    put(server, user, numbered(1) + b"x" * 76 + b"\r\n" + b"y" * (8 * MOST_BYTES))

    assert ["<1@operateur.example>"] == await ids(imap_of(server, user))


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    "raw", [b"\r\n", b"no header at all", b"\xff\xfe\x80", b"From\r\n: x\r\n\r\n" + b"(" * 5000], ids=range(4)
)
async def test_what_is_hardly_a_message(server: Dovecot, user: str, raw: bytes) -> None:
    """It waits like the others, for an agent, and holds none of them back."""
    put(server, user, raw)
    put(server, user, numbered(2))

    assert ["", "<2@operateur.example>"] == await ids(imap_of(server, user))


@pytest.mark.usefixtures("known")
async def test_starttls(server: Dovecot, user: str) -> None:
    """On the port that begins in the clear, the connection passes to TLS."""
    put(server, user, numbered(1))

    assert ["<1@operateur.example>"] == await ids(imap_of(server, user, port=server.port, starttls=True))


@pytest.mark.parametrize("starttls", [False, True])
async def test_a_stranger_gets_no_password(server: Dovecot, user: str, starttls: bool) -> None:
    """A certificate that nobody vouches for is no better than none: the login is not even tried."""
    replies = imap_of(server, user, port=server.port if starttls else server.tls_port, starttls=starttls)
    with pytest.raises(TemporaryFailure):
        await replies.waiting()

    assert f"user=<{user}>" not in (server.run / "log").read_text()


@pytest.mark.usefixtures("known")
async def test_a_server_without_tls_gets_no_password(certificate: Path, user: str) -> None:
    """It would take the password in the clear, and does not get it."""
    with dovecot(certificate, tls=False) as careless:
        with pytest.raises(TemporaryFailure):
            await imap_of(careless, user, port=careless.port, starttls=True).waiting()

        assert f"user=<{user}>" not in (careless.run / "log").read_text()


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("password", ["faux-secret", "clé"])
async def test_a_wrong_password(server: Dovecot, user: str, password: str) -> None:
    """It may be put right, and stands in no error."""
    with pytest.raises(TemporaryFailure) as raised:
        await imap_of(server, user, password=password).waiting()

    assert password not in f"{raised.value!r} {raised.value.__cause__!r}"
    assert raised.value.__suppress_context__


@pytest.mark.usefixtures("known")
async def test_a_folder_that_is_not_there(server: Dovecot, user: str) -> None:
    """It may be made."""
    with pytest.raises(TemporaryFailure):
        await imap_of(server, user, folder="Nulle part").waiting()
