"""Hand papers over in a conversation."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass

import structlog

from balise.model.conversation import File
from balise.model.delegation import terms
from balise.model.mailbox import Mailbox, Professional
from balise.model.paper import Kit, Paper
from balise.model.procedure import Procedure
from balise.ports import Clock, Papers, Store

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class HandOverPapers:
    """
    Make papers and keep them in a conversation, for the answer that is about to be said there.

    A paper that cannot be made or kept is left out: what has been done must be told all the same.
    """

    store: Store
    papers: Papers
    clock: Clock

    async def receipt(self, conversation_id: str, procedure: Procedure) -> tuple[File, ...]:
        """Hand over the receipt of a procedure as it stands: asked for again while nothing has changed, it is the same file."""
        return await self._handed(conversation_id, self.papers.receipt(procedure, procedure.stands_since))

    async def delegation(self, conversation_id: str, procedure: Procedure) -> tuple[File, ...]:
        """Hand over the memo of a delegation that was asked for and, when it has an end, what puts that in a calendar."""
        entrusted, at = terms(procedure), self.clock()
        memo = await self._handed(conversation_id, self.papers.delegation_memo(entrusted, at))
        if entrusted.end is None:
            return memo
        return memo + await self._handed(conversation_id, self.papers.end_of_delegation(entrusted, at))

    async def kit(self, conversation_id: str, holder: Professional, box: Mailbox) -> tuple[File, ...]:
        """Hand over what makes a preferred address known."""
        return await self._handed(conversation_id, self.papers.kit(holder, box, self.clock()))

    async def _handed(self, conversation_id: str, making: Awaitable[Paper | Kit]) -> tuple[File, ...]:
        try:
            made = await making
            papers = made.papers if isinstance(made, Kit) else (made,)
            async with self.store.begin() as work:
                kept = [(await work.files.keep(conversation_id, paper), paper) for paper in papers]
        except Exception as error:  # noqa: BLE001 - whatever ails the printer, a request that has left must be told
            log.error("paper_left_out", conversation_id=conversation_id, error=type(error).__name__)
            return ()
        return tuple(File(file_id, p.name, p.title, p.media_type, len(p.content), p.picture) for file_id, p in kept)
