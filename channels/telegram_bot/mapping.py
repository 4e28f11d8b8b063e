"""From our messages to what Telegram sends. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from balise.model.conversation import Author, Button, Message
from balise.model.sheet import Link
from balise.ports import Texts

LONGEST = 4096
"""Characters in one Telegram message, at most."""

_NO_TEXT = "…"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One Telegram message: plain text, then one row a button, then one row a link."""

    text: str
    buttons: tuple[Button, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def keyboard(self) -> InlineKeyboardMarkup | None:
        """What is under the text. A button carries its opaque id, never its payload."""
        rows = [
            *([InlineKeyboardButton(button.title, callback_data=button.id)] for button in self.buttons),
            *([InlineKeyboardButton(link.title, url=link.url)] for link in self.links),
        ]
        return InlineKeyboardMarkup(rows) if rows else None


def to_outgoing(message: Message, texts: Texts) -> tuple[Outgoing, ...]:
    """
    Return the Telegram messages that show one of ours; none when the practitioner wrote it in this very chat.

    An agent’s name and the step of a procedure come first. The keyboard is under the last one. Files are no text:
    they follow as documents.
    """
    reply = message.reply
    pressable = tuple(link for link in reply.links if _fits_a_button(link.url))
    heading = [texts.line("shown_who", who=texts.line("shown_agent", name=message.speaker))] if message.speaker else []
    if reply.step:
        heading.append(texts.line("shown_step", n=str(reply.step.n), total=str(reply.step.total)))
    lines = [*heading, reply.text.strip(), *(_line(link, texts) for link in reply.links if link not in pressable)]
    if reply.source:
        lines.append(texts.line("telegram_source", source=reply.source))
    text = "\n".join(line for line in lines if line) or (_NO_TEXT if reply.buttons or pressable else "")
    if message.author is Author.PRACTITIONER or not text:
        return ()
    *before, last = split(text)
    return (*map(Outgoing, before), Outgoing(last, reply.buttons, pressable))


def with_written_links(outgoing: Outgoing, texts: Texts) -> Outgoing:
    """Return the same message with its links in the text: what to send when Telegram refuses one as a button."""
    return Outgoing("\n".join([outgoing.text, *(_line(link, texts) for link in outgoing.links)])[:LONGEST], outgoing.buttons)


def split(text: str, longest: int = LONGEST) -> list[str]:
    """Cut a long text at line ends; a line too long for one message, at a space; a word too long, anywhere."""
    pieces = []
    while len(text) > longest:
        cut = text.rfind("\n", 1, longest + 1)
        if cut < 0:
            cut = text.rfind(" ", 1, longest + 1)
        if cut < 0:
            cut = longest
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [piece for piece in (*pieces, text) if piece]


def _fits_a_button(url: str) -> bool:
    # Telegram takes web addresses only, of a host with a dot: neither mailto: nor http://localhost.
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and "." in (parts.hostname or "")


def _line(link: Link, texts: Texts) -> str:
    parts = urlsplit(link.url)
    return texts.line("telegram_link", title=link.title, url=unquote(parts.path) if parts.scheme == "mailto" else link.url)
