"""E-mail over SMTP (RFC 5321), with STARTTLS when the server offers it."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage

from balise.adapters.mail.mapping import to_email
from balise.errors import PermanentFailure, TemporaryFailure
from balise.model.procedure import Letter
from balise.ports import Clock

TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where to send from. `user` empty means no authentication."""

    host: str
    port: int
    user: str = ""
    password: str = ""


class SmtpPostman:
    """
    The `Postman` port over an SMTP server. A password is only ever sent over TLS.

    What the server says of the letter itself (its recipient, its content) may be for good. What it says of us (the password,
    the sender, no TLS) is not the letter's fault: somebody will put the settings right, and the letters wait.
    """

    def __init__(self, server: SmtpServer, sender: str, clock: Clock) -> None:
        self._server, self._sender, self._clock = server, sender, clock

    async def send(self, letter: Letter) -> None:
        await asyncio.to_thread(self._send, to_email(letter, self._sender, self._clock()))

    def _send(self, email: EmailMessage) -> None:
        try:
            with smtplib.SMTP(self._server.host, self._server.port, timeout=TIMEOUT) as smtp:
                self._enter(smtp)
                smtp.send_message(email)
        except smtplib.SMTPRecipientsRefused as error:
            raise _refusal(*(code for code, _ in error.recipients.values())) from error
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code) from error
        except smtplib.SMTPNotSupportedError as error:
            raise PermanentFailure("the SMTP server cannot write to such an address") from error
        except smtplib.SMTPResponseException as error:
            raise TemporaryFailure(f"SMTP refused us: {type(error).__name__} {error.smtp_code}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise TemporaryFailure(f"SMTP unreachable: {type(error).__name__}") from error

    def _enter(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo()
        if smtp.has_extn("starttls"):
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        elif self._server.user:
            raise TemporaryFailure("the SMTP server offers no TLS: no password is sent to it")
        if self._server.user:
            try:
                smtp.login(self._server.user, self._server.password)
            except smtplib.SMTPNotSupportedError as error:
                raise TemporaryFailure("the SMTP server takes no password") from error


def _refusal(*codes: int) -> PermanentFailure | TemporaryFailure:
    """Return what a refused letter is: for now with a code of the 400s (greylisting, a full box), else for good."""
    kind = PermanentFailure if max(codes) >= 500 else TemporaryFailure
    return kind(f"SMTP refused the letter: {codes}")
