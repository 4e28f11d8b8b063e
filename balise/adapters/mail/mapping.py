"""From a letter to an e-mail (RFC 5322). Pure."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from balise.errors import PermanentFailure
from balise.model.procedure import Letter


def message_id(key: str, domain: str) -> str:
    """Return the Message-ID of an idempotency key: the same key always makes the same one."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def to_email(letter: Letter, sender: str, at: datetime) -> EmailMessage:
    """
    Return the e-mail.

    Auto-Submitted (RFC 3834) tells autoresponders not to answer; a subject holds no line break, whatever it was made from.

    Raises:
        PermanentFailure: when it would not be one e-mail to one person: a recipient that is none or several, a line break
            in a header, a text that cannot be encoded.

    """
    email = EmailMessage()
    try:
        email["From"] = sender
        email["To"] = letter.recipient
        email["Subject"] = " ".join(letter.subject.split())
        email["Date"] = format_datetime(at)
        email["Message-ID"] = message_id(letter.key, sender.rpartition("@")[2].strip("> "))
        email["Auto-Submitted"] = "auto-generated"
        email["X-Balise-Reference"] = letter.reference
        email.set_content(letter.body + "\n")
    except ValueError as error:
        raise PermanentFailure(f"letter {letter.key}: {type(error).__name__}") from error
    if [True] != [bool(address.username and address.domain) for address in email["To"].addresses]:
        raise PermanentFailure(f"letter {letter.key}: one recipient was expected")
    return email
