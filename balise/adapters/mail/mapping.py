"""From a letter to an e-mail (RFC 5322), in plain text and in HTML made of the same text. Pure."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from balise.errors import PermanentFailure
from balise.model.letter import Block, Fields, Quote, blocks, one_line, visible
from balise.model.procedure import NEWS, Letter
from balise.model.reference import REFERENCE_PATTERN

REQUEST = "request"
"""The deed of the letter that opens a procedure (`Procedure.key`); the others follow it."""

_RECIPIENT = re.compile(r"(?!.*=\?)[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+")
"""A bare address. The library's reader of others decodes what looks encoded, and fails on some in ways of its own."""

_KEY = re.compile(rf"(?P<reference>{REFERENCE_PATTERN})-(?P<deed>[a-z_]+)(?P<operator>-.+)?", re.DOTALL)


def message_id(key: str, domain: str) -> str:
    """
    Return the Message-ID of an idempotency key: the same key always makes the same one.

    The reference and the deed stand in it, so that an answer can be told without asking the database (`our_ids`).
    """
    known = _KEY.fullmatch(key)
    named = f"{known['reference']}-{known['deed']}." if known else ""
    return f"<{named}{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def our_ids(text: str, domain: str) -> list[tuple[str, str]]:
    """Return (reference, deed) of each Message-ID of ours in a text."""
    pattern = rf"(?<![A-Z0-9])({REFERENCE_PATTERN})-([a-z_]{{1,20}})\.[0-9a-f]{{32}}@{re.escape(domain)}(?![\w.-])"
    return [(match[1].upper(), match[2].lower()) for match in re.finditer(pattern, text, re.IGNORECASE)]


def domain_of(address: str) -> str:
    """Return what follows the @ of an address, with or without a name before it."""
    return address.rpartition("@")[2].strip("> ").lower()


def to_email(letter: Letter, sender: str, at: datetime) -> EmailMessage:
    """
    Return the e-mail.

    Nothing a person typed can add a header or pass for a field. Both texts are quoted-printable: no line is longer than 76
    characters, whatever it holds, and no server has to convert it (RFC 5321 allows 998).

    Raises:
        PermanentFailure: when it would not be one e-mail to one person: a recipient that is none or several, a line break
            in a header, a text that cannot be encoded.

    """
    email = EmailMessage()
    if _RECIPIENT.fullmatch(letter.recipient) is None:
        raise PermanentFailure(f"letter {letter.key}: one recipient was expected")
    try:
        for name, value in _headers(letter, sender, at).items():
            email[name] = value
        text = visible(letter.body).strip("\n")
        email.set_content(text + "\n", cte="quoted-printable")
        email.add_alternative(to_html(email["Subject"], text), subtype="html", cte="quoted-printable")
        email["Content-Language"] = "fr"
        # The same letter is the same bytes; quoted-printable never writes « =_ ».
        email.set_boundary(f"=_{hashlib.sha256(letter.key.encode()).hexdigest()[:32]}")
    except ValueError as error:
        raise PermanentFailure(f"letter {letter.key}: {type(error).__name__}") from error
    if message_from_bytes(email.as_bytes(policy=SMTP)).keys() != email.keys():
        raise PermanentFailure(f"letter {letter.key}: a header holds a line break")
    return email


def _headers(letter: Letter, sender: str, at: datetime) -> dict[str, str]:
    """
    Return the headers; README.md says why these.

    Auto-Submitted (RFC 3834) and X-Auto-Response-Suppress (Exchange) ask autoresponders not to answer, reports of failed
    delivery (NDR) aside: those are wanted. No Precedence: RFC 2076 discourages it, and « bulk » would be no truth.
    """
    domain = domain_of(sender)
    headers = {
        "From": sender,
        "To": letter.recipient,
        "Reply-To": sender,
        # The library decodes what looks like an encoded word (RFC 2047), line breaks included, and would write them.
        "Subject": one_line(letter.subject).replace("=?", "= ?"),
        "Date": format_datetime(at),
        "Message-ID": message_id(letter.key, domain),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "DR, RN, NRN, OOF, AutoReply",
        "X-Balise-Reference": letter.reference,
    }
    known = _KEY.fullmatch(letter.key)
    if known and known["deed"] != REQUEST:
        # What the practitioner is told is a thread of its own, which no letter of ours opens.
        first = NEWS if known["deed"] == NEWS else f"{REQUEST}{known['operator'] or ''}"
        thread = message_id(f"{known['reference']}-{first}", domain)
        headers |= {"In-Reply-To": thread, "References": thread}
    return headers


def to_html(title: str, text: str) -> str:
    """Return the text of a letter as a page: fields are a table, somebody's words a quotation, and all of it is escaped."""
    body = "\n".join(_to_html(block) for block in blocks(text))
    head = f'<meta charset="utf-8">\n<title>{escape(title)}</title>'
    style = "font-family: sans-serif; line-height: 1.5; max-width: 45em"
    return f'<!DOCTYPE html>\n<html lang="fr">\n<head>\n{head}\n</head>\n<body style="{style}">\n{body}\n</body>\n</html>\n'


def _to_html(block: Block) -> str:
    if isinstance(block, Fields):
        cell = 'style="text-align: left; vertical-align: top; padding: 0 1em 0.2em 0"'
        rows = (f'<tr><th scope="row" {cell}>{escape(k)}\u00a0:</th><td {cell}>{escape(v)}</td></tr>' for k, v in block.rows)
        return "<table>\n" + "\n".join(rows) + "\n</table>"
    lines = [escape(line) for line in block.lines]
    if isinstance(block, Quote):
        style = "margin: 0 0 1em; padding: 0 1em; border-left: 3px solid #888; white-space: pre-wrap"
        return f'<blockquote style="{style}">{"<br>".join(lines)}</blockquote>'
    return "<p>" + "<br>\n".join(lines) + "</p>"
