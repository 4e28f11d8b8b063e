"""Whose procedures are whose."""

from __future__ import annotations

from balise.errors import NotFound, NotSignedIn
from balise.model.procedure import Procedure
from balise.ports import Work


async def theirs(work: Work, conversation_id: str) -> list[Procedure]:
    """
    Return the procedures of who holds a conversation, newest first.

    Those of their identity as long as their sign-in holds, and those of nobody that were started in it.
    """
    conversation = await work.conversations.get(conversation_id)
    rpps = conversation.sign_in.person.rpps if conversation.sign_in else ""
    return await work.procedures.owned(conversation_id, rpps)


async def one_of_theirs(work: Work, conversation_id: str, reference: str) -> Procedure:
    """
    Return one of them.

    Raises:
        NotSignedIn: it was started here under a name that is no longer proven.
        NotFound: it is not one of theirs.

    """
    found = next((p for p in await theirs(work, conversation_id) if p.reference == reference), None)
    if found is not None:
        return found
    started = {p.reference for p in await work.procedures.of_conversation(conversation_id)}
    if reference in started and (await work.conversations.get(conversation_id)).sign_in is None:
        raise NotSignedIn
    raise NotFound("procedure")
