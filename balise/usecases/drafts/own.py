"""The draft that anybody may begin, signed in or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from balise.model.conversation import Conversation
from balise.model.procedure import Actor, Kind, Procedure, State, draft
from balise.ports import Work
from balise.usecases.administration.switches import check_on


async def own_draft(work: Work, kind: Kind, conversation_id: str, at: datetime) -> tuple[Conversation, Procedure]:
    """
    Return a conversation and the draft of who holds it, made when there is none; they may have begun it from another one.

    Raises Suspended.
    """
    await check_on(work, kind)
    conversation = await work.conversations.get(conversation_id)
    person = conversation.sign_in.person if conversation.sign_in else None
    holder, name = (person.rpps, person.full_name) if person else ("", "")
    drafts = [p for p in await work.procedures.of_conversation(conversation_id) if _is_draft(p, kind)]
    nameless = next((p for p in drafts if not p.holder), None)
    if person is None or nameless is None:
        return conversation, await work.procedures.begin(draft(kind, conversation_id, at, holder, name))
    # Begun before signing in: it is theirs from now on, so that they can follow it from anywhere.
    earlier = next((p for p in await work.procedures.of_holder(holder) if _is_draft(p, kind)), None)
    if earlier is None:
        return conversation, await work.procedures.save(replace(nameless, holder=holder, holder_name=name))
    await work.procedures.save(nameless.moved(State.CANCELLED, Actor.PRACTITIONER, at, "merged"))
    merged = replace(earlier.edited(**nameless.details), conversation=conversation_id)
    return conversation, await work.procedures.save(merged)


def _is_draft(procedure: Procedure, kind: Kind) -> bool:
    return procedure.kind is kind and procedure.state is State.DRAFT
