"""What the HTTP interface takes and returns, and how the product's nouns become it."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from balise.model.conversation import File, Message, Transcript, Understanding

OPAQUE = "[A-Za-z0-9_-]{1,64}"
"""What the ids that the gateway gives are made of."""


class OpenedBody(BaseModel):
    """A new conversation and the token that opens it again."""

    conversation: str
    token: str


class SaidBody(BaseModel):
    """What a practitioner says: a text, or the id of a button that was shown."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(default=None, description="2,000 characters at most")
    button: str | None = Field(default=None, pattern=f"^{OPAQUE}$")


class KeptBody(BaseModel):
    """Where the message is in the transcript."""

    seq: int


class ButtonBody(BaseModel):
    """A quick reply. The id is opaque."""

    id: str
    title: str


class LinkBody(BaseModel):
    """A link and where it goes."""

    title: str
    url: str


class FileBody(BaseModel):
    """A file to download with the conversation's token. `title` is what people are told it is, `size` in bytes."""

    name: str
    title: str
    media_type: str
    size: int
    url: str


class MessageBody(BaseModel):
    """One message. `author` is assistant, practitioner, agent or system."""

    seq: int
    at: datetime
    author: str
    text: str
    buttons: list[ButtonBody]
    files: list[FileBody]
    links: list[LinkBody]
    source: str | None


class TranscriptBody(BaseModel):
    """What is new; `typing` says that an answer is on its way."""

    messages: list[MessageBody]
    typing: bool
    handled_by: str


class UnderstandingBody(BaseModel):
    """What was understood of a message."""

    intent: str | None
    confidence: float | None


class SignInBody(BaseModel):
    """Where to send the browser, for ten minutes, and the code to type there; none for a conversation that a page opened."""

    url: str
    code: str | None = None


class SignOutBody(BaseModel):
    """Where to send the browser to sign out of the identity provider too, for ten minutes; null when there is nothing to end."""

    url: str | None


class ErrorBody(BaseModel):
    """An error, in one word for programs and in one sentence for people."""

    error: str
    message: str


def to_message(message: Message) -> MessageBody:
    """Show a message; payloads stay inside."""
    reply = message.reply
    return MessageBody(
        seq=message.seq,
        at=message.at,
        author=message.author,
        text=reply.text,
        buttons=[ButtonBody(id=b.id, title=b.title) for b in reply.buttons],
        files=[_file(message.conversation, file) for file in reply.files],
        links=[LinkBody(title=link.title, url=link.url) for link in reply.links],
        source=reply.source or None,
    )


def _file(conversation_id: str, file: File) -> FileBody:
    url = f"/api/conversations/{conversation_id}/files/{file.id}"
    return FileBody(name=file.name, title=file.title, media_type=file.media_type, size=file.size, url=url)


def to_transcript(transcript: Transcript) -> TranscriptBody:
    """Show a transcript."""
    return TranscriptBody(
        messages=[to_message(m) for m in transcript.messages],
        typing=transcript.typing,
        handled_by=transcript.handled_by,
    )


def to_understanding(understanding: Understanding | None) -> UnderstandingBody:
    """Show what was understood."""
    if understanding is None:
        return UnderstandingBody(intent=None, confidence=None)
    return UnderstandingBody(intent=understanding.intent, confidence=understanding.confidence)
