"""Whose procedures are whose."""

from __future__ import annotations

from balise.model.procedure import Procedure
from balise.ports import Work


async def theirs(work: Work, conversation_id: str) -> list[Procedure]:
    """Return the procedures of who holds a conversation: those of their identity, and those started in it; newest first."""
    conversation = await work.conversations.get(conversation_id)
    found = {p.reference: p for p in await work.procedures.of_conversation(conversation_id)}
    if conversation.sign_in is not None:
        rpps = conversation.sign_in.person.rpps
        found = {r: p for r, p in found.items() if p.holder in ("", rpps)}
        found |= {p.reference: p for p in await work.procedures.of_holder(rpps)}
    return sorted(found.values(), key=lambda p: p.created_at, reverse=True)
