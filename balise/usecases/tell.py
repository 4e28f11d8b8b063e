"""Telling practitioners what happened while they were away, where they asked."""

from __future__ import annotations

import structlog

from balise.errors import NotFound
from balise.model.conversation import Author, Draft, Reply
from balise.model.procedure import Procedure
from balise.ports import Work

log = structlog.get_logger()


async def tell(work: Work, procedure: Procedure, reply: Reply) -> bool:
    """Say something in the conversation of a procedure; False when that is forgotten, and nobody is left to tell."""
    try:
        await work.conversations.append(procedure.conversation, Draft(Author.ASSISTANT, reply))
    except NotFound:
        log.info("nobody_to_tell", reference=procedure.reference)
        return False
    return True
