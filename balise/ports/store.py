"""What is kept: conversations, procedures, letters, papers, tickets, chats, in units of work."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from balise.model.conversation import Conversation, Draft, Message, Pressed, Transcript, Understanding
from balise.model.identity import SignIn
from balise.model.paper import Paper
from balise.model.procedure import Kind, Letter, Procedure, State, Way
from balise.ports.agents import Agents, DeskSessions
from balise.ports.doors import Chats, Sessions, Tickets
from balise.ports.opinions import Opinions
from balise.ports.privacy import Accesses, Erasures
from balise.ports.switches import SettingTrail, Switches


class Conversations(Protocol):
    """Conversations and their transcripts, inside a unit of work."""

    async def add(self, conversation: Conversation) -> None:
        """Keep a new conversation."""
        ...

    async def get(self, conversation_id: str) -> Conversation:
        """Return it; of a sign-in that holds no more, nothing is told. Raises NotFound."""
        ...

    async def held(self, conversation_id: str, token_hash: str) -> Conversation:
        """Return it to the holder of its token, as `get` does. Raises NotFound, also for the token of another."""
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

    async def message(self, conversation_id: str, seq: int) -> Message:
        """Return one message. Raises NotFound."""
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

    async def renew_token(self, conversation_id: str, former_hash: str, renewed_hash: str) -> None:
        """Have another token open the conversation, and the former one nothing. Raises NotFound when that one no longer did."""
        ...

    async def set_sign_in(self, conversation_id: str, sign_in: SignIn | None) -> None:
        """Bind a proven identity to the conversation, or unbind it."""
        ...

    async def signed_in_as(self, rpps: str) -> list[str]:
        """Return the ids of the conversations bound to a person, whether or not their sign-in still holds."""
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
        """Keep a new procedure and its history. Raises PermanentFailure for a reference or a draft that is already there."""
        ...

    async def begin(self, draft: Procedure) -> Procedure:
        """
        Keep a new draft, or return the one already begun: a person has one of each kind, a conversation of nobody too.

        Of several at once one is kept, and the others wait for it and return it.
        """
        ...

    async def save(self, procedure: Procedure) -> Procedure:
        """
        Keep a changed procedure, append the new part of its history, and return it with its new version.

        Raises Changed when somebody else saved it since it was read, or has begun the only draft that it would be.
        """
        ...

    async def get(self, reference: str) -> Procedure:
        """Return it. Raises NotFound."""
        ...

    async def of_holder(self, rpps: str) -> list[Procedure]:
        """Return a person's procedures, newest first."""
        ...

    async def owned(self, conversation_id: str, rpps: str) -> list[Procedure]:
        """Return a person's procedures (nobody's when empty) and those of nobody that a conversation began, newest first."""
        ...

    async def of_conversation(self, conversation_id: str) -> list[Procedure]:
        """Return the procedures started in a conversation, newest first."""
        ...

    async def all(self) -> list[Procedure]:
        """Return every procedure, newest first."""
        ...

    async def among(self, kinds: Collection[Kind], states: Collection[State]) -> list[Procedure]:
        """Return the procedures of these kinds that are in one of these states, newest first."""
        ...

    async def needing_agent(self) -> list[Procedure]:
        """Return the procedures that wait for an agent, the longest wait first."""
        ...

    async def drafts(self) -> list[tuple[Procedure, datetime]]:
        """Return every draft with when it was last touched, the latest first."""
        ...

    async def drafts_before(self, limit: datetime) -> list[Procedure]:
        """Return the drafts that nobody has touched since."""
        ...

    async def closed_before(self, limit: datetime) -> list[Procedure]:
        """
        Return the procedures over since then that still hold what is personal.

        Those that wait for an agent, or whose letters have not all left, are not over yet.
        """
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

    async def mark_leaving(self, key: str, at: datetime) -> None:
        """Note that its sending begins: until what became of it is noted, it may have left."""
        ...

    async def mark_sent(self, key: str, at: datetime) -> None:
        """Note that it has left."""
        ...

    async def may_have_left(self, reference: str) -> bool:
        """Say whether a letter of a procedure is leaving, or was when its worker was killed."""
        ...

    async def withdraw(self, reference: str) -> bool:
        """Remove the letters of a procedure that have not left yet; say whether one of them may have left all the same."""
        ...

    async def postpone(self, key: str, until: datetime, error: str) -> None:
        """Note a failed try and when to try again."""
        ...

    async def reroute(self, key: str, way: Way, at: datetime) -> None:
        """Have a letter that has not left leave another way from `at`, under its own key, as if never tried."""
        ...

    async def drop(self, key: str) -> None:
        """Remove a letter that nothing depends on."""
        ...

    async def give_up(self, key: str, at: datetime, error: str) -> None:
        """Note a failed try and that it was the last: the letter stays, and is no longer due."""
        ...

    async def try_again(self, reference: str, at: datetime) -> int:
        """Have the letters of a procedure that were given up leave from `at`, under their own keys; return how many."""
        ...

    async def blank(self, reference: str) -> None:
        """Drop what is personal in the letters of a procedure: recipient, subject and body."""
        ...

    async def blank_forgotten(self) -> None:
        """Do the same in what has left, or never will, of procedures that are forgotten; drop the news nobody waits for."""
        ...

    async def of(self, reference: str) -> list[Letter]:
        """Return the letters of a procedure, sent or not, whose words are still kept."""
        ...

    async def worded(self, keys: Collection[str]) -> set[str]:
        """Return those of these keys whose letters still have a body."""
        ...


class Files(Protocol):
    """Papers handed over in a conversation, inside a unit of work. They are forgotten with it."""

    async def keep(self, conversation_id: str, paper: Paper) -> str:
        """
        Keep a paper; return its opaque id, which nobody can guess. One that the conversation has already keeps the id it has.

        Raises:
            PermanentFailure: for an unknown conversation.

        """
        ...

    async def get(self, conversation_id: str, file_id: str) -> Paper:
        """Return a paper of this very conversation. Raises NotFound."""
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
    def files(self) -> Files:
        """Papers handed over."""
        ...

    @property
    def tickets(self) -> Tickets:
        """One-time secrets."""
        ...

    @property
    def sessions(self) -> Sessions:
        """Sessions of browsers."""
        ...

    @property
    def chats(self) -> Chats:
        """Telegram chats."""
        ...

    @property
    def accesses(self) -> Accesses:
        """Agents' readings."""
        ...

    @property
    def opinions(self) -> Opinions:
        """What is thought of answers."""
        ...

    @property
    def erasures(self) -> Erasures:
        """Conversations to erase."""
        ...

    @property
    def switches(self) -> Switches:
        """What is suspended."""
        ...

    @property
    def settings(self) -> SettingTrail:
        """Which settings have changed."""
        ...

    @property
    def agents(self) -> Agents:
        """Agents' local accounts."""
        ...

    @property
    def desk_sessions(self) -> DeskSessions:
        """Agents' sessions."""
        ...


class Store(Protocol):
    """Where everything durable lives."""

    def begin(self) -> AbstractAsyncContextManager[Work]:
        """Open a unit of work: committed when the block ends, rolled back when it raises."""
        ...


class Bell(Protocol):
    """Hears, in any process, that a transcript has grown, or is no more."""

    async def wait(self, conversation_id: str | None, seconds: float) -> bool:
        """Return True as soon as this conversation (any, when None) rings, False after `seconds`."""
        ...
