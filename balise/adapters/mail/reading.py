"""From a raw message to what Balise has to know of it. Pure, and never fails (mime.py)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from balise.adapters.mail.mapping import REQUEST, domain_of, our_ids
from balise.adapters.mail.mime import Mime, decoded, headers_of, parsed
from balise.adapters.mail.nature import failed_recipients, nature_of
from balise.model.guard import holds_nir
from balise.model.letter import one_line
from balise.model.reference import REFERENCE_PATTERN, references_in
from balise.model.reply import Arrival, Nature

MOST_REFERENCES = 8
"""References looked for in one message, at most: nobody answers more requests at once."""

_WRITTEN = re.compile(rf"(?<![A-Z0-9-])(?=[A-Z0-9]*[2-9]){REFERENCE_PATTERN}(?![A-Z0-9-])")
"""A reference as our letters write it, which quoted originals repeat."""

_NESTED = re.compile(r'"(?:[^"\\]|\\.)*"|\([^()]*\)')
"""Quoted names and comments, in which an address is no address."""
_ADDRESS = re.compile(r"[^\s<>@,;:\"()]+@[^\s<>@,;:\"()]+")


def read_arrival(raw: bytes, handle: str, at: datetime, mail_from: str) -> Arrival:
    """Return what a message is; `mail_from` is the sender of our letters."""
    mime = parsed(raw)
    sender, subject = only_address(mime.headers("From")), _subject(mime)
    domain = domain_of(mail_from)
    nature = nature_of(mime, sender, _is_ours(mime, sender, mail_from))
    text = mime.text()
    embedded = our_ids(" ".join(_enclosed_ids(mime)) + "\n" + text, domain)
    threaded = our_ids(" ".join([*mime.headers("In-Reply-To"), *mime.headers("References")]), domain)
    if nature is Nature.BOUNCE:
        answers = [reference for reference, deed in embedded if deed == REQUEST]
        mentioned = [reference for reference, _ in (*threaded, *embedded)]
    else:
        answers, mentioned = [reference for reference, _ in threaded], [reference for reference, _ in embedded]
    return Arrival(
        handle,
        at,
        nature,
        sender,
        "" if holds_nir(subject) else subject,
        next((one_line(value)[:250] for value in mime.headers("Message-ID")), ""),
        _few(answers),
        _few(reference for reference, _, _ in references_in(subject)),
        _few([*mentioned, *_WRITTEN.findall(text)]),
        failed_recipients(mime) if nature is Nature.BOUNCE else (),
        _doubtful(mime),
    )


def only_address(values: list[str]) -> str:
    """
    Return the one address of a From header, lower case; empty when it has none or more than one.

    A name that looks like another address (« aide@operateur.example <x@ailleurs.example> ») makes it more than one.
    """
    if len(values) != 1:
        return ""
    bare = _NESTED.sub(" ", values[0][:1000])
    found = {address.lower().rstrip(".") for address in _ADDRESS.findall(bare)}
    angles = re.findall(r"<([^<>]*)>", bare)
    if len(found) != 1 or len(angles) > 1:
        return ""
    (address,) = found
    written = angles[0].strip().lower() if angles else bare.strip().lower()
    return address if written.rstrip(".") == address else ""


def _is_ours(mime: Mime, sender: str, mail_from: str) -> bool:
    own = only_address([mail_from])
    of_ours = our_ids(" ".join(mime.headers("Message-ID")), domain_of(mail_from))
    return bool(of_ours or mime.headers("X-Balise-Reference") or (own and sender == own))


def _enclosed_ids(mime: Mime) -> list[str]:
    return [value for enclosed in mime.enclosed() for value in headers_of(enclosed, "Message-ID")]


def _doubtful(mime: Mime) -> bool:
    """Say whether the server that received it found it forged (RFC 8601): it writes above what was there before."""
    results = mime.headers("Authentication-Results")[:1]
    return any(re.search(r"\bdmarc\s*=\s*fail\b", value, re.IGNORECASE) for value in results)


def _subject(mime: Mime) -> str:
    return one_line(" ".join(decoded(value) for value in mime.headers("Subject")[:1]))[:200]


def _few(references: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(references))[:MOST_REFERENCES]
