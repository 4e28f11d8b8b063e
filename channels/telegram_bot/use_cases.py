"""What the Telegram door needs of the product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from balise.ports import Bell, Probe, Store, Texts
from balise.usecases.conversation.answer_pending import AnswerPending
from balise.usecases.conversation.open import OpenConversation
from balise.usecases.conversation.post_message import PostMessage
from balise.usecases.drafts.unfinished import Unfinished
from balise.usecases.identity.sign_in import InviteSignIn
from balise.wiring import Wiring


@dataclass(frozen=True, slots=True)
class TelegramUseCases:
    """The use cases and ports behind the door, and how often a chat may write; the bell is already listening."""

    store: Store
    texts: Texts
    bell: Bell
    open_conversation: OpenConversation
    post_message: PostMessage
    answer_pending: AnswerPending
    unfinished: Unfinished
    invite_sign_in: InviteSignIn
    rate_writes: str
    dialogue: Probe | None = None

    @classmethod
    def of(cls, wiring: Wiring, bell: Bell) -> Self:
        """Take them from the wiring."""
        return cls(
            wiring.store,
            wiring.texts,
            bell,
            wiring.open_conversation(),
            wiring.post_message(),
            wiring.answer_pending(),
            wiring.unfinished(),
            wiring.invite_sign_in(),
            wiring.settings.rate_writes,
            wiring.dialogue.probe,
        )
