"""Move a procedure on news from outside: an operator's reply, the directory's new file, an agent's word."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import Conflict
from balise.model.procedure import MOVES, Actor, Procedure, Proof, State
from balise.ports import Clock, Store
from balise.usecases.again import again

_NEWS = frozenset({State.SENT, State.ACKNOWLEDGED, State.DONE, State.REFUSED})
"""What one can learn of a procedure. Confirming, cancelling and expiring are decided, not learnt."""


@dataclass(frozen=True, slots=True)
class MoveProcedure:
    """
    Bring a procedure to where the news says it is, in whatever order and however often the news comes.

    News of what has been, or of what is over, changes nothing. An answer that arrives before the sending is recorded (the worker
    was killed in between) tells that the request has arrived: it is not sent again.
    """

    store: Store
    clock: Clock

    async def __call__(
        self, reference: str, to: State, by: Actor, why: str = "", proof: Proof | None = None
    ) -> tuple[Procedure, bool]:
        """
        Return (the procedure as it now stands, whether this has moved it).

        Raises:
            NotFound: no such procedure.
            Conflict: nothing was asked yet, or this is no news; done without a proof.

        """
        if to not in _NEWS:
            raise Conflict(f"{to} is decided, not learnt")
        return await again(lambda: self._move(reference, to, by, why, proof))

    async def _move(self, reference: str, to: State, by: Actor, why: str, proof: Proof | None) -> tuple[Procedure, bool]:
        async with self.store.begin() as work:
            found = await work.procedures.get(reference)
            if found.reached(to) or not found.open:
                return found, False
            arrived = found
            if found.state is State.CONFIRMED and to not in MOVES[found.state]:
                arrived = found.moved(State.SENT, Actor.WORKER, self.clock(), "answered")
            moved = await work.procedures.save(arrived.moved(to, by, self.clock(), why, proof))
            if found.state is State.CONFIRMED:
                await work.outbox.withdraw(reference)
        return moved, True
