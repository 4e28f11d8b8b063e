"""The mailbox that answers come back to, over IMAP (RFC 3501), always under TLS."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from balise.adapters.mail.reading import read_arrival
from balise.errors import TemporaryFailure
from balise.model.reply import Arrival, Fate

TIMEOUT = 30.0
BATCH = 50
MOST_BYTES = 256 * 1024
"""Of each message, at most: headers and words come first, attachments last."""

TAKEN = b"BaliseTaken"
"""The keyword of what is settled. Whether a person has read a message says nothing: they may be quicker than the worker."""
SEEN, FLAGGED, ANY_KEYWORD = b"\\Seen", b"\\Flagged", b"\\*"


@dataclass(frozen=True, slots=True)
class ImapServer:
    """Where the mailbox is, and who opens it. With `starttls` the connection begins in the clear, else under TLS."""

    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    starttls: bool = False


@dataclass(frozen=True, slots=True)
class _Folder:
    """The open folder. `epoch` changes when the server numbers its messages anew (UIDVALIDITY); `keywords`: it keeps ours."""

    client: IMAPClient
    epoch: int
    keywords: bool

    def handle(self, uid: int) -> str:
        return f"{self.epoch}.{uid}"

    def uids(self, handles: Iterable[str]) -> list[int]:
        """Return the messages of these handles, those of another numbering left out."""
        pairs = (handle.split(".") for handle in handles)
        return [int(uid) for epoch, uid in pairs if epoch == str(self.epoch)]


class ImapReplies:
    """
    The `Replies` port over an IMAP mailbox; `mail_from` is the sender of our letters.

    Reading leaves messages unread (BODY.PEEK). What is settled bears a keyword; where the server keeps none, what is unread
    waits and what is settled becomes read. Whatever goes wrong is TemporaryFailure: somebody will put the settings right.
    """

    def __init__(self, server: ImapServer, mail_from: str) -> None:
        self._server, self._mail_from = server, mail_from

    async def waiting(self) -> list[Arrival]:
        return await asyncio.to_thread(self._waiting)

    async def settle(self, fates: Mapping[str, Fate]) -> None:
        if fates:
            await asyncio.to_thread(self._settle, fates)

    def _waiting(self) -> list[Arrival]:
        with self._open() as folder:
            criteria = ["UNKEYWORD", TAKEN.decode()] if folder.keywords else ["UNSEEN"]
            uids = sorted(folder.client.search(criteria))[:BATCH]
            body = f"BODY.PEEK[]<0.{MOST_BYTES}>"
            # A batch has a limit, and a message too: one answer at a time keeps memory within it.
            fetched = ((uid, folder.client.fetch(uid, ["INTERNALDATE", body]).get(uid)) for uid in uids)
            return [self._arrival(folder.handle(uid), data) for uid, data in fetched if data]

    def _arrival(self, handle: str, data: Mapping[bytes, object]) -> Arrival:
        raw, at = data.get(b"BODY[]<0>"), data.get(b"INTERNALDATE")
        received = at.astimezone(UTC) if isinstance(at, datetime) else datetime.fromtimestamp(0, UTC)
        return read_arrival(raw if isinstance(raw, bytes) else b"", handle, received, self._mail_from)

    def _settle(self, fates: Mapping[str, Fate]) -> None:
        with self._open() as folder:
            mark = TAKEN if folder.keywords else SEEN
            for fate, flags in ((Fate.NOISE, {mark, SEEN}), (Fate.KEPT, {mark}), (Fate.AGENT, {mark, FLAGGED})):
                if uids := folder.uids(handle for handle, its in fates.items() if its is fate):
                    folder.client.add_flags(uids, sorted(flags), silent=True)

    @contextmanager
    def _open(self) -> Iterator[_Folder]:
        server = self._server
        context = ssl.create_default_context()
        try:
            with IMAPClient(server.host, server.port, ssl=not server.starttls, ssl_context=context, timeout=TIMEOUT) as client:
                client.normalise_times = False
                if server.starttls:
                    client.starttls(context)
                _enter(client, server)
                yield _folder(client, client.select_folder(server.folder))
        except (OSError, IMAPClientError) as error:
            # The server's own words may repeat what it was told: they stay out.
            raise TemporaryFailure(f"IMAP: {type(error).__name__}") from None


def _enter(client: IMAPClient, server: ImapServer) -> None:
    try:
        client.login(server.user, server.password)
    except UnicodeEncodeError:
        # It holds the password, which IMAP's LOGIN says in ASCII.
        raise IMAPClientError("a password in ASCII was expected") from None


def _folder(client: IMAPClient, told: Mapping[bytes, object]) -> _Folder:
    """Return the folder as the server opened it. Raises IMAPClientError when nothing could be marked in it."""
    if b"READ-ONLY" in told:
        raise IMAPClientError("read-only")
    permanent, epoch = told.get(b"PERMANENTFLAGS"), told.get(b"UIDVALIDITY")
    flags = set(permanent) if isinstance(permanent, tuple) else set()
    return _Folder(client, epoch if isinstance(epoch, int) else 0, bool(flags & {ANY_KEYWORD, TAKEN}))
