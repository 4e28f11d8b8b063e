"""Open a conversation, and prove later that a caller holds it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from balise.errors import Erased
from balise.model.conversation import Author, Channel, Conversation, Draft
from balise.ports import Clock, Store, Texts


def hashed(secret: str) -> str:
    """Return what is kept of a secret: its SHA-256, in hex. Secrets here are random, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_token() -> str:
    """Return a bearer token: 256 random bits."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class OpenConversation:
    """Create a conversation that begins with who Balise is, and what not to type."""

    store: Store
    texts: Texts
    clock: Clock

    async def __call__(self, channel: Channel, browser: str = "") -> tuple[Conversation, str]:
        """Return the conversation and its bearer token, which is never kept; `browser` is the secret of the one that asks."""
        token, conversation_id = new_token(), secrets.token_urlsafe(12)
        conversation = Conversation(
            conversation_id,
            channel,
            hashed(token),
            self.clock(),
            f"{conversation_id}~0",
            browser_hash=hashed(browser) if browser else "",
        )
        async with self.store.begin() as work:
            await work.conversations.add(conversation)
            await work.conversations.append(conversation_id, Draft(Author.ASSISTANT, self.texts.say("welcome")))
            if channel in await work.switches.off():
                await work.conversations.append(conversation_id, Draft(Author.ASSISTANT, self.texts.say("suspended")))
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
            Erased: when it was its own, before its holder had it erased.

        """
        async with self.store.begin() as work:
            erased = await work.erasures.erased(conversation_id)
            if erased is not None and hmac.compare_digest(erased, hashed(token)):
                raise Erased("conversation")
            return await work.conversations.held(conversation_id, hashed(token))
