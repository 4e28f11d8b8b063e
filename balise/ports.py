"""
The seams: what Balise needs from outside, in its own words.

Every method may raise `TemporaryFailure` when the outside does not answer and `PermanentFailure` when it
refuses; what else it raises is in its docstring. No library type crosses a port.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from balise.model.conversation import Conversation, Draft, Message, Pressed, Reply, Transcript, Understanding
from balise.model.identity import Person, SignIn
from balise.model.mailbox import Findings, Listing
from balise.model.operator import Operator
from balise.model.procedure import Letter, Procedure
from balise.model.sheet import Guide


class Directory(Protocol):
    """The Annuaire Santé, whatever the source."""

    async def boxes_of(self, rpps: str) -> Listing:
        """Return the boxes published for an RPPS (11 digits); an empty listing when there is none."""
        ...

    async def search(self, text: str, limit: int = 5) -> Findings:
        """
        Return professionals and structures whose name, town, profession or address match, best first.

        Words may come in any order, without accents, with titles (« Dr »).
        """
        ...


class OperatorBook(Protocol):
    """Which operator provides the boxes of which domain. Never fails: the book is in memory."""

    def of(self, address: str) -> tuple[Operator, ...]:
        """Return the operators of an address by longest domain suffix, likeliest first; empty when unknown."""
        ...

    def get(self, operator_id: str) -> Operator | None:
        """Return an operator by its id, or None."""
        ...

    def named(self, text: str) -> tuple[Operator, ...]:
        """Return the operators that a sentence names, by their product or their id; empty when it names none."""
        ...


class GuideBook(Protocol):
    """What the official sheets say. Never fails: the book is in memory."""

    def get(self, intent: str) -> Guide | None:
        """Return the guide that answers an intent, or None."""
        ...


class Texts(Protocol):
    """The sentences Balise says outside the dialogue: guards, pages, letters. Never fails: they are in memory."""

    def say(self, key: str, **values: str) -> Reply:
        """Return a whole message, its buttons and links included. An unknown key is a KeyError: a bug."""
        ...

    def line(self, key: str, **values: str) -> str:
        """Return a sentence or a fragment alone."""
        ...


class Dialogue(Protocol):
    """The engine that decides what is said next."""

    async def answer(self, dialogue: str, text: str) -> tuple[Reply, ...]:
        """Return what is said to `text` (a sentence, or a button's payload) in a dialogue session."""
        ...

    async def understand(self, text: str) -> Understanding:
        """Return the likeliest intent of a sentence, without answering it."""
        ...


class Conversations(Protocol):
    """Conversations and their transcripts, inside a unit of work."""

    async def add(self, conversation: Conversation) -> None:
        """Keep a new conversation."""
        ...

    async def get(self, conversation_id: str) -> Conversation:
        """Return it. Raises NotFound."""
        ...

    async def append(self, conversation_id: str, draft: Draft) -> Message:
        """
        Add a message at the end of the transcript and ring for its readers at commit.

        A draft whose idempotency key the conversation already has changes nothing: the first message is returned.
        """
        ...

    async def transcript(self, conversation_id: str, since: int = 0) -> Transcript:
        """Return the messages with a greater seq that are to be shown. Raises NotFound."""
        ...

    async def next_pending(self, conversation_id: str) -> Message | None:
        """Return the oldest message the dialogue has not answered yet."""
        ...

    async def mark_handled(self, message: Message, understanding: Understanding | None) -> None:
        """Note that the dialogue has answered it, and what it had understood."""
        ...

    async def understanding(self, conversation_id: str, seq: int) -> Understanding | None:
        """Return what was understood of one message. Raises NotFound."""
        ...

    async def pressed(self, conversation_id: str, button_id: str, key: str | None = None) -> Pressed:
        """
        Return a button shown in this conversation. Raises NotFound.

        What was said since under the same idempotency key is this very press: it leaves the button current.
        """
        ...

    async def hold(self, conversation_id: str) -> None:
        """Wait until no other unit of work holds this conversation, then hold it until the end of this one."""
        ...

    async def set_sign_in(self, conversation_id: str, sign_in: SignIn | None) -> None:
        """Bind a proven identity to the conversation, or unbind it."""
        ...

    async def set_dialogue(self, conversation_id: str, dialogue: str) -> None:
        """Name the dialogue session the conversation goes on in."""
        ...

    async def with_pending(self) -> list[str]:
        """Return the ids of the conversations that have an unanswered message."""
        ...

    async def forget_before(self, limit: datetime) -> int:
        """Delete the conversations whose last message is older; return how many."""
        ...


class Procedures(Protocol):
    """Procedures, inside a unit of work."""

    async def add(self, procedure: Procedure) -> None:
        """Keep a new procedure and its history."""
        ...

    async def save(self, procedure: Procedure) -> Procedure:
        """
        Keep a changed procedure, append the new part of its history, and return it with its new version.

        Raises Conflict when somebody else saved it since it was read.
        """
        ...

    async def get(self, reference: str) -> Procedure:
        """Return it. Raises NotFound."""
        ...

    async def of_holder(self, rpps: str) -> list[Procedure]:
        """Return a person's procedures, newest first."""
        ...

    async def of_conversation(self, conversation_id: str) -> list[Procedure]:
        """Return the procedures started in a conversation, newest first."""
        ...

    async def all(self) -> list[Procedure]:
        """Return every procedure, newest first."""
        ...


class Outbox(Protocol):
    """Letters waiting to be sent, inside a unit of work: they leave only if it commits."""

    async def add(self, letter: Letter) -> None:
        """Queue a letter; one whose key is already there changes nothing."""
        ...

    async def due(self, now: datetime) -> list[str]:
        """Return the keys of the letters to send now."""
        ...

    async def take(self, key: str) -> Letter | None:
        """Return a letter nobody else is sending, held until the end of this unit of work; None when sent or held."""
        ...

    async def mark_sent(self, key: str, at: datetime) -> None:
        """Note that it has left."""
        ...

    async def withdraw(self, reference: str) -> None:
        """Remove the letters of a procedure that have not left yet."""
        ...

    async def postpone(self, key: str, until: datetime, error: str) -> None:
        """Note a failed try and when to try again."""
        ...


class Tickets(Protocol):
    """One-time secrets that carry a login or a binding across a redirection, inside a unit of work."""

    async def issue(self, ticket_hash: str, conversation_id: str, expires_at: datetime) -> None:
        """Keep a ticket by the hash of its secret."""
        ...

    async def remember(self, ticket_hash: str, values: dict[str, str]) -> None:
        """Attach values (state, nonce, verifier) to a ticket. Raises NotFound when it is gone."""
        ...

    async def redeem(self, ticket_hash: str, now: datetime) -> tuple[str, dict[str, str]]:
        """Return (conversation id, values) and burn the ticket. Raises NotFound when gone or expired."""
        ...

    async def peek(self, ticket_hash: str, now: datetime) -> str:
        """Return the conversation id of a live ticket without burning it. Raises NotFound."""
        ...


class Chats(Protocol):
    """Which Telegram chat is which conversation, inside a unit of work."""

    async def conversation_of(self, chat: int) -> str | None:
        """Return the conversation of a chat, or None."""
        ...

    async def bind(self, chat: int, conversation_id: str) -> None:
        """Bind a chat to a conversation."""
        ...

    async def undelivered(self) -> list[tuple[int, str, int]]:
        """Return (chat, conversation id, last delivered seq) of the chats that lag behind their transcript."""
        ...

    async def delivered(self, chat: int, seq: int) -> None:
        """Note that a chat has received everything up to `seq`."""
        ...


class Work(Protocol):
    """One unit of work: everything in it is kept, or nothing."""

    @property
    def conversations(self) -> Conversations:
        """Conversations and transcripts."""
        ...

    @property
    def procedures(self) -> Procedures:
        """Procedures."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Letters."""
        ...

    @property
    def tickets(self) -> Tickets:
        """One-time secrets."""
        ...

    @property
    def chats(self) -> Chats:
        """Telegram chats."""
        ...


class Store(Protocol):
    """Where everything durable lives."""

    def begin(self) -> AbstractAsyncContextManager[Work]:
        """Open a unit of work: committed when the block ends, rolled back when it raises."""
        ...


class Bell(Protocol):
    """Hears, in any process, that a transcript has grown."""

    async def wait(self, conversation_id: str | None, seconds: float) -> bool:
        """Return True as soon as this conversation (any, when None) rings, False after `seconds`."""
        ...


class Postman(Protocol):
    """Sends e-mail."""

    async def send(self, letter: Letter) -> None:
        """Send one letter; its key makes the Message-ID, so that a repeat can be recognised."""
        ...


class IdentityProvider(Protocol):
    """Proves who a person is (OpenID Connect)."""

    async def start(self, redirect_uri: str) -> tuple[str, dict[str, str]]:
        """Return (URL to send the browser to, values to remember until it comes back)."""
        ...

    async def finish(self, redirect_uri: str, remembered: dict[str, str], query: dict[str, str]) -> Person:
        """
        Return the person, from the query the browser came back with.

        Raises Refused (`login`) when the person declined or the answer does not hold; Invalid (`rpps`) when the
        provider knows no national number for them.
        """
        ...


class Clock(Protocol):
    """Tells the time."""

    def __call__(self) -> datetime:
        """Return now, aware, UTC."""
        ...


class Probe(Protocol):
    """Says whether a dependency answers."""

    async def __call__(self) -> str:
        """Return `ok`, or in one word what is wrong."""
        ...
