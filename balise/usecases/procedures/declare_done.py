"""Take a practitioner's word that what they asked for is done, when they alone can see it."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import Conflict
from balise.model.procedure import Actor, Evidence, Kind, Procedure, Proof, State
from balise.ports import Clock, Store
from balise.usecases.procedures.move import MoveProcedure
from balise.usecases.procedures.theirs import one_of_theirs

_THEIRS_TO_SEE = frozenset(
    {Kind.AUTO_REPLY, Kind.DELETE_BOX, Kind.DELEGATION, Kind.WITHDRAW_DELEGATION, Kind.PREFERRED_BOX, Kind.CLEANUP}
)
"""What happens in a box, or with an operator: no public source shows it."""


def declarable(procedure: Procedure) -> bool:
    """Say whether its end waits for the practitioner's word."""
    return procedure.kind in _THEIRS_TO_SEE and procedure.state in (State.SENT, State.ACKNOWLEDGED)


@dataclass(frozen=True, slots=True)
class DeclareDone:
    """Close one of a person's own requests on their word."""

    store: Store
    move: MoveProcedure
    clock: Clock

    async def __call__(self, conversation_id: str, reference: str) -> Procedure:
        """
        Return the procedure, done; said twice, it is done once.

        Raises:
            NotSignedIn, NotFound: not one of theirs.
            Conflict: it is not theirs to say, or it has not left, or came to another end.

        """
        async with self.store.begin() as work:
            found = await one_of_theirs(work, conversation_id, reference)
        if declarable(found):
            proof = Proof(self.clock(), Evidence.WORD, Actor.PRACTITIONER)
            found, _ = await self.move(reference, State.DONE, Actor.PRACTITIONER, "word", proof)
        if found.kind not in _THEIRS_TO_SEE or found.state is not State.DONE:
            raise Conflict(f"{reference} is not theirs to declare done")
        return found
