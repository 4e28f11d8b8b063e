"""Raw messages read for their headers and words (RFC 5322, 2045, 2047). Pure, and never fails: anybody can write to a mailbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser, HeaderParser
from email.policy import Compat32
from html import unescape

MOST_OF_A_HEADER = 4_000
MOST_TEXT = 200_000
"""Characters of a header, and of all the texts of a message, that are looked at."""

_NOT_FOR_MAIL = frozenset({"punycode", "idna", "undefined", "unicode_escape", "raw_unicode_escape"})
"""Codecs of Python's that no message needs; some take very long."""


_UNREADABLE = (ValueError, LookupError, TypeError)
"""What the library raises for a charset that cannot be one."""


class _AsWritten(Compat32):
    """Headers as they were received: the default gives objects whose reading may fail."""

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002 - the policy's signature
        return value


_POLICY = _AsWritten()


@dataclass(frozen=True, slots=True)
class Mime:
    """A message, and all its parts, itself included, those of enclosed messages too."""

    root: Message
    parts: tuple[Message, ...]

    def headers(self, name: str) -> list[str]:
        """Return the values of a header of the message itself, in order, unfolded and undecoded."""
        return headers_of(self.root, name)

    def text(self) -> str:
        """Return what its parts say, plain text first; HTML without its tags."""
        plain = (words_of(part) for part in self.parts if not _is_html(part))
        marked = (_untagged(words_of(part)) for part in self.parts if _is_html(part))
        return _joined((*plain, *marked))

    def enclosed(self) -> list[Message]:
        """Return the messages it encloses, whole or by their headers alone (message/rfc822, text/rfc822-headers)."""
        whole = [child for part in self.parts if part.get_content_maintype() == "message" for child in children_of(part)]
        alone = [headers_in(words_of(part)) for part in self.parts if part.get_content_subtype().endswith("headers")]
        return [*whole, *alone]


def parsed(raw: bytes) -> Mime:
    """Return a message, however malformed; of one with thousands of parts in one another, its headers alone."""
    try:
        root = BytesParser(policy=_POLICY).parsebytes(raw)
        return Mime(root, tuple(root.walk()))
    except RecursionError:
        alone = BytesHeaderParser(policy=_POLICY).parsebytes(raw)
        return Mime(alone, (alone,))


def headers_in(text: str) -> Message:
    """Return what a text says as headers."""
    return HeaderParser(policy=_POLICY).parsestr(text.lstrip())


def headers_of(message: Message, name: str) -> list[str]:
    """Return the values of a header, in order, unfolded and undecoded."""
    return [re.sub(r"[\r\n]+", "", _readable(str(value)))[:MOST_OF_A_HEADER].strip() for value in message.get_all(name, [])]


def decoded(value: str) -> str:
    """Return a header with its encoded words (RFC 2047) in clear; what cannot be decoded stays as it is."""
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(piece if isinstance(piece, str) else _decoded(piece, charset) for piece, charset in pieces)


def words_of(part: Message) -> str:
    """Return the text of one part; nothing when it is no text."""
    if part.is_multipart() or part.get_content_maintype() not in ("text", "message"):
        return ""
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except _UNREADABLE:
        return ""
    return _decoded(payload[: MOST_TEXT * 4], charset) if isinstance(payload, bytes) else ""


def children_of(part: Message) -> list[Message]:
    """Return the parts of a part; none when it has a text instead."""
    payload = part.get_payload() if part.is_multipart() else []
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _decoded(data: bytes, charset: str | None) -> str:
    name = (charset or "utf-8").lower()
    try:
        return data.decode("utf-8" if name in _NOT_FOR_MAIL else name)
    except (LookupError, ValueError):
        return data.decode("latin-1")


def _readable(value: str) -> str:
    """Return a header in which bytes were written as they are, which happens."""
    return _decoded(value.encode("utf-8", "surrogateescape"), "utf-8")


def _is_html(part: Message) -> bool:
    return part.get_content_type() == "text/html"


def _untagged(html: str) -> str:
    return unescape(re.sub(r"<[^<>]*>", " ", html[:MOST_TEXT]))


def _joined(texts: Iterator[str] | tuple[str, ...]) -> str:
    return "\n".join(text for text in texts if text)[:MOST_TEXT]
