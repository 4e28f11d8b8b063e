"""A real SMTP server on loopback, that keeps what it receives and can be told to refuse."""

from __future__ import annotations

import asyncio
import ssl
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event
from types import TracebackType
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from balise.launch.checks import free_port


class SmtpServer:
    """
    A context manager. `received` keeps the e-mails accepted, `logins` the (user, password) it was given.

    `refusals` maps a command (MAIL, RCPT, DATA) to the reply given instead of accepting it. While `open` is cleared, an
    e-mail waits once it has been read whole; `reached` tells that one has been. With `tls` it offers STARTTLS; it always
    takes passwords (`right` is the right one), TLS or not, as careless servers do.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.received: list[EmailMessage] = []
        self.logins: list[tuple[str, str]] = []
        self.refusals: dict[str, str] = {}
        self.open = Event()
        self.open.set()
        self.reached = Event()
        self.port = free_port()
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            tls_context=tls,
            auth_require_tls=False,
            authenticator=self._authenticate,
            enable_SMTPUTF8=False,
        )

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.open.set()
        self._controller.stop()

    async def handle_MAIL(  # noqa: N802 - the library names it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.refusals.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802 - the library names it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "RCPT" not in self.refusals:
            envelope.rcpt_tos.append(address)
        return self.refusals.get("RCPT", "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library names it so
        self.reached.set()
        await asyncio.to_thread(self.open.wait)
        if "DATA" not in self.refusals:
            assert isinstance(envelope.content, bytes)
            self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.refusals.get("DATA", "250 OK")

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword
    ) -> AuthResult:
        self.logins.append((given.login.decode(), given.password.decode()))
        return AuthResult(success=given.password == b"right", handled=False)
