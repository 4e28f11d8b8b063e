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
    """The `Postman` port over an SMTP server. A password is only ever sent over TLS."""

    def __init__(self, server: SmtpServer, sender: str, clock: Clock) -> None:
        self._server, self._sender, self._clock = server, sender, clock

    async def send(self, letter: Letter) -> None:
        await asyncio.to_thread(self._send, to_email(letter, self._sender, self._clock()))

    def _send(self, email: EmailMessage) -> None:
        try:
            with smtplib.SMTP(self._server.host, self._server.port, timeout=TIMEOUT) as smtp:
                smtp.ehlo()
                if smtp.has_extn("starttls"):
                    smtp.starttls(context=ssl.create_default_context())
                    smtp.ehlo()
                elif self._server.user:
                    raise PermanentFailure("the SMTP server offers no TLS: no password is sent to it")
                if self._server.user:
                    smtp.login(self._server.user, self._server.password)
                smtp.send_message(email)
        except smtplib.SMTPResponseException as error:
            kind = PermanentFailure if error.smtp_code >= 500 else TemporaryFailure
            raise kind(f"SMTP answered {error.smtp_code}") from error
        except smtplib.SMTPRecipientsRefused as error:
            # Greylisting refuses a recipient for some minutes, with a code of the 400s.
            codes = [code for code, _ in error.recipients.values()]
            kind = PermanentFailure if max(codes) >= 500 else TemporaryFailure
            raise kind(f"SMTP refused the recipient: {codes}") from error
        except smtplib.SMTPNotSupportedError as error:
            raise PermanentFailure(type(error).__name__) from error
        except (OSError, smtplib.SMTPException) as error:
            raise TemporaryFailure(f"SMTP unreachable: {type(error).__name__}") from error
