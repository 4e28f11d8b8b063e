"""Everything one does with an auto-reply, put together."""

from __future__ import annotations

from dataclasses import dataclass

from balise.ports import Clock, Store, Texts
from balise.usecases.auto_reply.confirm import ConfirmAutoReply
from balise.usecases.auto_reply.desk import AutoReplyDesk, AutoReplyWords
from balise.usecases.auto_reply.fill import FillAutoReply
from balise.usecases.auto_reply.open import OpenAutoReply
from balise.usecases.procedures.ask_operator import AskOperator


@dataclass(frozen=True, slots=True)
class AutoReplies:
    """Start one, answer, send it."""

    open: OpenAutoReply
    fill: FillAutoReply
    confirm: ConfirmAutoReply


def auto_replies(store: Store, desk: AutoReplyDesk, texts: Texts, ask: AskOperator, clock: Clock) -> AutoReplies:
    """Build them over one desk."""
    words = AutoReplyWords(texts)
    confirm = ConfirmAutoReply(store, desk, ask, words, clock)
    return AutoReplies(OpenAutoReply(store, desk, clock), FillAutoReply(store, desk, words, clock), confirm)
