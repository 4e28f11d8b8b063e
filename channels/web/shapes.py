"""What the HTTP interface takes and returns, and how the product's nouns become it."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from balise.model.conversation import File, Message, Transcript, Understanding
from balise.model.hours import Opening
from balise.model.opinion import Opinion
from balise.model.paper import Picture

OPAQUE = "[A-Za-z0-9_-]{1,64}"
"""What the ids that the gateway gives are made of."""


class OpenedBody(BaseModel):
    """A new conversation and the token that opens it again."""

    conversation: str
    token: str


class SaidBody(BaseModel):
    """What a practitioner says: a text, or the id of a button that was shown."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "oneOf": [{"required": [one], "properties": {one: {"type": "string"}}} for one in ("text", "button")],
        },
    )

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


class RowBody(BaseModel):
    """One thing that a picture shows."""

    label: str
    value: str


class PictureBody(BaseModel):
    """How a file is shown in its message: its size in pixels, and what is seen of it, in words."""

    width: int
    height: int
    table: list[RowBody]


class FileBody(BaseModel):
    """A file to download with the conversation's token. `title` is what people are told it is, `size` in bytes."""

    name: str
    title: str
    media_type: str
    size: int
    url: str
    picture: PictureBody | None = Field(description="Null for what is only to download")


class OpinionBody(BaseModel):
    """Whether an answer helped, and why it did not, if one wants to say."""

    model_config = ConfigDict(extra="forbid")

    helpful: bool
    reason: str | None = Field(default=None, description="500 characters at most")


class StepBody(BaseModel):
    """The n-th step of `total`."""

    n: int
    total: int


class MessageBody(BaseModel):
    """One message. `author` is assistant, practitioner, agent or system."""

    seq: int
    at: datetime
    author: str
    speaker: str | None = Field(description="The name of the agent who wrote it")
    step: StepBody | None = Field(description="Of a procedure’s question; the last step is the recap")
    text: str
    buttons: list[ButtonBody]
    files: list[FileBody]
    links: list[LinkBody]
    source: str | None
    opinion: OpinionBody | None = Field(description="What is thought of it; only of an assistant’s message that has a source")
    sign_in: str | None = Field(description="The words of a button that asks for a sign-in link; null for no offer")


class SignedInBody(BaseModel):
    """Who is signed in, and until when they may act."""

    name: str
    until: datetime


class SupportBody(BaseModel):
    """Whether somebody of the support desk is there, and when that changes; null when it never does."""

    open: bool
    changes_at: datetime | None


class StateBody(BaseModel):
    """
    How a conversation is: `typing` says that an answer is on its way, `handled_by` who answers, assistant or agent.

    `speaker` is the name of the agent who answers, once they have spoken.
    """

    typing: bool
    handled_by: str
    speaker: str | None
    signed_in: SignedInBody | None
    support: SupportBody | None = Field(description="Null where its hours are not known")


class TranscriptBody(StateBody):
    """What is new, and how the conversation is."""

    messages: list[MessageBody]


class UnderstandingBody(BaseModel):
    """What was understood of a message."""

    intent: str | None
    confidence: float | None


class SignInBody(BaseModel):
    """
    Where to send the browser, for ten minutes, and the code to type there; none for a conversation that a page opened.

    `token` opens the conversation once somebody has signed in by this link, and nothing before; the present one then opens
    nothing.
    """

    url: str
    code: str | None = None
    token: str


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
        speaker=message.speaker or None,
        step=StepBody(n=reply.step.n, total=reply.step.total) if reply.step else None,
        text=reply.text,
        buttons=[ButtonBody(id=b.id, title=b.title) for b in reply.buttons],
        files=[_file(message.conversation, file) for file in reply.files],
        links=[LinkBody(title=link.title, url=link.url) for link in reply.links],
        source=reply.source or None,
        opinion=to_opinion(message.opinion) if message.opinion else None,
        sign_in=reply.sign_in or None,
    )


def _file(conversation_id: str, file: File) -> FileBody:
    return FileBody(
        name=file.name,
        title=file.title,
        media_type=file.media_type,
        size=file.size,
        url=f"/api/conversations/{conversation_id}/files/{file.id}",
        picture=_picture(file.picture) if file.picture else None,
    )


def _picture(picture: Picture) -> PictureBody:
    table = [RowBody(label=label, value=value) for label, value in picture.table]
    return PictureBody(width=picture.width, height=picture.height, table=table)


def to_transcript(transcript: Transcript, support: Opening | None) -> TranscriptBody:
    """Show a transcript."""
    return TranscriptBody(messages=[to_message(m) for m in transcript.messages], **to_state(transcript, support).model_dump())


def to_state(transcript: Transcript, support: Opening | None) -> StateBody:
    """Show how a conversation is; whose boxes they are and what proves it stay inside."""
    sign_in = transcript.sign_in
    signed_in = SignedInBody(name=sign_in.person.full_name, until=sign_in.until) if sign_in else None
    return StateBody(
        typing=transcript.typing,
        handled_by=transcript.handled_by,
        speaker=transcript.speaker or None,
        signed_in=signed_in,
        support=SupportBody(open=support.open, changes_at=support.changes_at) if support else None,
    )


def to_opinion(opinion: Opinion) -> OpinionBody:
    """Show what is thought of an answer."""
    return OpinionBody(helpful=opinion.helpful, reason=opinion.reason or None)


def to_understanding(understanding: Understanding | None) -> UnderstandingBody:
    """Show what was understood."""
    if understanding is None:
        return UnderstandingBody(intent=None, confidence=None)
    return UnderstandingBody(intent=understanding.intent, confidence=understanding.confidence)
