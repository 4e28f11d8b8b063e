"""Open a conversation, and prove later that a caller holds it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from balise.errors import NotFound
from balise.model.conversation import Author, Channel, Conversation, Draft
from balise.ports import Clock, Store, Texts


def hashed(secret: str) -> str:
    """Return what is kept of a secret: its SHA-256, in hex. Secrets here are random, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class OpenConversation:
    """Create a conversation that begins with who Balise is, and what not to type."""

    store: Store
    texts: Texts
    clock: Clock

    async def __call__(self, channel: Channel) -> tuple[Conversation, str]:
        """Return the conversation and its bearer token, which is never kept."""
        token, conversation_id = secrets.token_urlsafe(32), secrets.token_urlsafe(12)
        conversation = Conversation(conversation_id, channel, hashed(token), self.clock(), f"{conversation_id}~0")
        async with self.store.begin() as work:
            await work.conversations.add(conversation)
            await work.conversations.append(conversation_id, Draft(Author.ASSISTANT, self.texts.say("welcome")))
        return conversation, token


@dataclass(frozen=True, slots=True)
class CheckToken:
    """Let the holder of a conversation in."""

    store: Store

    async def __call__(self, conversation_id: str, token: str) -> Conversation:
        """
        Return the conversation.

        Raises:
            NotFound: when it does not exist or the token is not its own; the two cannot be told apart.

        """
        async with self.store.begin() as work:
            conversation = await work.conversations.get(conversation_id)
        if not hmac.compare_digest(conversation.token_hash, hashed(token)):
            raise NotFound("conversation")
        return conversation
