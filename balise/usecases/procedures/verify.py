"""Prove, by the directory's latest file, that what was to be unpublished is no longer shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import structlog

from balise.errors import BaliseError
from balise.model.moment import in_france
from balise.model.procedure import Actor, Evidence, Kind, Procedure, Proof, State
from balise.ports import Clock, Directory, DirectoryFile, OperatorBook, Store, Texts, Work
from balise.usecases.procedures.move import MoveProcedure
from balise.usecases.procedures.tell import tell

log = structlog.get_logger()

WAITING = frozenset({State.SENT, State.ACKNOWLEDGED})
"""The states of a request that has left, and that nothing shows to be done yet."""


@dataclass(frozen=True, slots=True)
class VerifyProcedures:
    """
    Close the dépublications whose address is on no line of its holder any more, and tell them; as often as one likes.

    Only a file of the day of the request or later proves anything, and only one that is whole: an answer that may be incomplete
    (`Listing.partial`: a source was missing, or the file has shrunk) would prove everything at once, and so would one that lacks
    every box of the domain. That the directory no longer knows the holder at all is what is expected of somebody's last box: the
    liste rouge is not public.
    """

    store: Store
    directory: Directory
    file: DirectoryFile
    operators: OperatorBook
    move: MoveProcedure
    texts: Texts
    clock: Clock

    async def __call__(self) -> int:
        """Return how many are proven. One that fails holds back none of the others."""
        async with self.store.begin() as work:
            waiting = await work.procedures.among({Kind.UNPUBLISH}, WAITING)
        return sum([await self._alone(procedure) for procedure in waiting])

    async def _alone(self, procedure: Procedure) -> bool:
        try:
            shown_no_more = await self._gone(procedure)
            return shown_no_more is not None and await self._prove(procedure, shown_no_more)
        except BaliseError as error:
            log.warning("verification_failed", reference=procedure.reference, error=type(error).__name__)
            return False

    async def _gone(self, procedure: Procedure) -> date | None:
        """Return the date of the file that shows the address no longer; None when it does, or may."""
        sent = procedure.reached_at(State.SENT)
        found = await self.directory.boxes_of(procedure.holder)
        if sent is None or found.as_of is None or found.partial or found.as_of < in_france(sent).date():
            return None
        if any(box.address == procedure.address for box in found.mailboxes):
            return None
        return found.as_of if await self.file.shows(self.operators.suffix(procedure.address)) else None

    async def _prove(self, procedure: Procedure, as_of: date) -> bool:
        async def told(work: Work, done: Procedure) -> None:
            await tell(work, self.texts, done, "unpublished", address=done.address, date=f"{as_of:%d/%m/%Y}")

        proof = Proof(self.clock(), Evidence.DIRECTORY, as_of.isoformat())
        _, moved = await self.move(procedure.reference, State.DONE, Actor.WORKER, "directory", proof, told)
        return moved
