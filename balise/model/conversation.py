"""Conversations, their messages, and what the dialogue answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from balise.model.identity import SignIn
from balise.model.opinion import Opinion
from balise.model.paper import Picture
from balise.model.sheet import Link

MAX_TEXT = 2000
"""Characters in one message, at most."""


class Channel(StrEnum):
    """The door a conversation came through."""

    WEB = "web"
    TELEGRAM = "telegram"


class Author(StrEnum):
    """Who wrote a message."""

    ASSISTANT = "assistant"
    PRACTITIONER = "practitioner"
    AGENT = "agent"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Button:
    """
    A quick reply.

    `id` is opaque and the only thing a door shows beside the title; `payload` is what the dialogue
    receives when it is pressed, and never leaves the gateway.
    """

    title: str
    payload: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button found again. `current` says that the practitioner has said nothing since it was shown."""

    button: Button
    current: bool


@dataclass(frozen=True, slots=True)
class File:
    """
    A paper kept in a conversation, for whoever holds it to download.

    `id` is opaque and means nothing in another conversation; `title` is what people are told it is, `size` in bytes.
    `picture` is set on what is to be seen in the message itself.
    """

    id: str
    name: str
    title: str
    media_type: str
    size: int
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Where a question stands in its procedure, from 1; the last one is the recap."""

    n: int
    total: int


@dataclass(frozen=True, slots=True)
class Reply:
    """
    One message of the dialogue, before it is in a transcript.

    `sign_in` offers to sign in, in these words; each door makes the link when it is wanted. Empty for no offer.
    `step` is set on the questions of a procedure.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    links: tuple[Link, ...] = ()
    files: tuple[File, ...] = ()
    source: str = ""
    sign_in: str = ""
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the language model made of a message: the likeliest intent and its confidence (0 to 1)."""

    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Message:
    """
    One line of a transcript.

    `seq` counts from 1 without holes inside a conversation. `payload` is set on what the dialogue has to
    receive instead of the text: a pressed button, or an event of the gateway's own. `handled` says
    that the dialogue has answered it. `speaker` is the name of the agent who wrote it, empty for the others.
    `opinion` is what the practitioner thinks of it, None until they say so.
    """

    conversation: str
    seq: int
    at: datetime
    author: Author
    reply: Reply
    payload: str = ""
    handled: bool = True
    understanding: Understanding | None = None
    speaker: str = ""
    opinion: Opinion | None = None

    @property
    def text(self) -> str:
        """What is shown."""
        return self.reply.text

    @property
    def advises(self) -> bool:
        """Whether it is an answer that says where it comes from: one may say whether it helped."""
        return self.author is Author.ASSISTANT and bool(self.reply.source)


@dataclass(frozen=True, slots=True)
class Conversation:
    """
    One conversation.

    `token_hash` is the SHA-256 (hex) of the bearer token, another one from each sign-in on; the token itself is never kept.
    `dialogue` is the id under which the dialogue engine knows the present session. `sign_in` is there as long as it holds.
    `browser_hash` is that of the browser's secret, when a browser opened it: nobody else signs it in; empty for any other door.
    """

    id: str
    channel: Channel
    token_hash: str
    created_at: datetime
    dialogue: str
    sign_in: SignIn | None = None
    handled_by: Author = Author.ASSISTANT
    browser_hash: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """
    What a reader gets: messages after a point, whether an answer is on its way, who answers, and who is signed in.

    `speaker` is the name of the agent who spoke last, as long as it is for an agent to answer; empty before one has spoken.
    """

    messages: tuple[Message, ...] = ()
    typing: bool = False
    handled_by: Author = Author.ASSISTANT
    sign_in: SignIn | None = None
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A message about to enter a transcript."""

    author: Author
    reply: Reply
    payload: str = ""
    handled: bool = True
    idempotency_key: str | None = None
    understanding: Understanding | None = field(default=None)
    speaker: str = ""
