"""Have the dialogue answer what waits in a conversation, strictly in order, one message at a time."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable
from dataclasses import dataclass

import structlog

from balise.errors import BaliseError
from balise.model.conversation import Author, Conversation, Draft, Message, Reply, Understanding
from balise.ports import Dialogue, Store, Texts

SESSION_LENGTH = 150
"""Messages after which the dialogue goes on in a new session: its engine slows as a session grows."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class AnswerPending:
    """
    Drain a conversation.

    Any process may call it at any time: the conversation is held while one message is answered, so two callers
    take turns. The answer and the fact that the message is handled are kept together.
    """

    store: Store
    dialogue: Dialogue
    texts: Texts

    async def __call__(self, conversation_id: str) -> None:
        """Answer until nothing waits."""
        while await self._answer_next(conversation_id):
            pass

    async def waiting(self) -> list[str]:
        """Return the conversations that a stopped process left waiting."""
        async with self.store.begin() as work:
            return await work.conversations.with_pending()

    async def _answer_next(self, conversation_id: str) -> bool:
        async with self.store.begin() as work:
            await work.conversations.hold(conversation_id)
            message = await work.conversations.next_pending(conversation_id)
            if message is None:
                return False
            conversation = await work.conversations.get(conversation_id)
            if conversation.handled_by is Author.AGENT:
                await work.conversations.mark_handled(message, None)
                return True
            dialogue = _session_for(conversation, message)
            replies, understanding = await self._ask(dialogue, message)
            # Written after the turn: until then the conversation's row stays free for what is said meanwhile.
            if dialogue != conversation.dialogue:
                await work.conversations.set_dialogue(conversation_id, dialogue)
            for reply in replies:
                await work.conversations.append(conversation_id, Draft(Author.ASSISTANT, reply))
            await work.conversations.mark_handled(message, understanding)
        return True

    async def _ask(self, dialogue: str, message: Message) -> tuple[tuple[Reply, ...], Understanding | None]:
        """Ask the engine; when it fails, answer honestly with the way to a person."""
        if message.payload:
            return await self._answered(self.dialogue.answer(dialogue, message.payload), message), None
        said = plain(message.text)
        return await asyncio.gather(
            self._answered(self.dialogue.answer(dialogue, said), message), self._understood(said, message)
        )

    async def _answered(self, answer: Awaitable[tuple[Reply, ...]], message: Message) -> tuple[Reply, ...]:
        try:
            replies = await answer
        except BaliseError as error:
            log.warning("dialogue_failed", error=type(error).__name__, seq=message.seq)
            replies = ()
        return replies or (self.texts.say("dialogue_down"),)

    async def _understood(self, said: str, message: Message) -> Understanding | None:
        """Understand apart from answering: what was answered stands even when this fails."""
        try:
            return await self.dialogue.understand(said)
        except BaliseError as error:
            log.warning("understanding_failed", error=type(error).__name__, seq=message.seq)
            return None


def plain(text: str) -> str:
    """
    Return a free text that the engine cannot take for one of its own commands, which begin with a slash.

    The engine drops every Unicode space before it looks for one.
    """
    return re.sub(r"^[\s/\\]+", "", text) or "?"


def _session_for(conversation: Conversation, message: Message) -> str:
    began = int(conversation.dialogue.rpartition("~")[2])
    return f"{conversation.id}~{message.seq}" if message.seq - began > SESSION_LENGTH else conversation.dialogue
