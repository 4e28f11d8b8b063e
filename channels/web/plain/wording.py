"""What is said beside the messages: what a file is, where a link goes. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from balise.model.conversation import File, Message, Reply
from balise.model.letter import hanging
from balise.model.moment import in_france
from balise.model.sheet import Link
from balise.ports import Texts

_PRESSABLE = frozenset({"http", "https", "mailto", "tel"})
_THOUSAND = 1000


def kind_of(file: File, texts: Texts) -> str:
    """Return the type of a file and its size, as people say them; a type that has no name keeps its own."""
    kind = file.media_type.partition(";")[0]
    return f"{texts.family('media_').get(kind, kind)}, {_size(file.size, texts)}"


def _size(count: int, texts: Texts) -> str:
    if count < _THOUSAND:
        return texts.line("size_bytes", size=str(count))
    kilobytes = count / _THOUSAND
    if kilobytes < _THOUSAND:
        return texts.line("size_kilobytes", size=_decimal(kilobytes))
    return texts.line("size_megabytes", size=_decimal(kilobytes / _THOUSAND))


def _decimal(number: float) -> str:
    """Return a number with one decimal under ten, none above, as French writes it."""
    return f"{number:.1f}".removesuffix(".0").replace(".", ",") if number < 10 else f"{number:.0f}"


def place_of(link: Link) -> str:
    """Return where a link goes, as people read it: a site, an address; empty for what is no link to follow."""
    parts = urlsplit(link.url)
    if parts.scheme not in _PRESSABLE:
        return ""
    return parts.netloc.removeprefix("www.") or unquote(parts.path)


def speaker_of(message: Message, texts: Texts) -> str:
    """Return who wrote a message: an agent by their name."""
    return texts.line("shown_agent", name=message.speaker) if message.speaker else texts.line(f"who_{message.author}")


def step_in(reply: Reply, texts: Texts) -> str:
    """Say which step of its procedure a message is; empty when it is none."""
    return texts.line("shown_step", n=str(reply.step.n), total=str(reply.step.total)) if reply.step else ""


def written(messages: tuple[Message, ...], texts: Texts) -> str:
    """Return a conversation as a text to keep."""
    return "\n\n".join("\n".join(_lines(message, texts)) for message in messages) + "\n"


def _lines(message: Message, texts: Texts) -> Iterator[str]:
    reply, line = message.reply, texts.line
    who = line("shown_who", who=speaker_of(message, texts))
    said = f"{step}\n{message.text}" if (step := step_in(reply, texts)) else message.text
    yield f"[{in_france(message.at):%d/%m/%Y %H:%M}] {who} {hanging(said)}"
    yield from (f"  ( {button.title} )" for button in reply.buttons)
    yield from (f"  {line('shown_link', title=link.title, url=link.url)}" for link in reply.links)
    for file in reply.files:
        yield f"  {line('shown_link', title=file.title, url=file.name)}"
        if file.picture:
            yield from (f"    {line('shown_link', title=label, url=value)}" for label, value in file.picture.table)
    if reply.source:
        yield f"  {line('shown_source', source=reply.source)}"
