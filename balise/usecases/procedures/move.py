"""Move a procedure on news from outside: an operator's reply, the directory's new file, somebody's word."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from balise.errors import Conflict
from balise.model.procedure import MOVES, Actor, Procedure, Proof, State
from balise.ports import Clock, Store, Work
from balise.usecases.procedures.again import again

Told = Callable[[Work, Procedure], Awaitable[object]]
"""What is done of a move in its own unit of work: telling the practitioner."""

_NEWS = frozenset({State.SENT, State.ACKNOWLEDGED, State.DONE, State.REFUSED})
"""What one can learn of a procedure. Confirming, cancelling and expiring are decided, not learnt."""


@dataclass(frozen=True, slots=True)
class MoveProcedure:
    """
    Bring a procedure to where the news says it is, in whatever order and however often the news comes.

    News of what has been, or of what is over, changes nothing. An answer that arrives before the sending is recorded (the worker
    was killed in between) tells that the request has arrived: it is not sent again. Nor does a reminder leave that still waits.
    """

    store: Store
    clock: Clock

    async def __call__(
        self, reference: str, to: State, by: Actor, why: str = "", proof: Proof | None = None, told: Told | None = None
    ) -> tuple[Procedure, bool]:
        """
        Return (the procedure as it now stands, whether this has moved it); `told` happens with the move, or not at all.

        Raises:
            NotFound: no such procedure.
            Conflict: nothing was asked yet, or this is no news; done without a proof.

        """
        if to not in _NEWS:
            raise Conflict(f"{to} is decided, not learnt")

        def move(found: Procedure) -> Procedure:
            arrived = found
            if found.state is State.CONFIRMED and to not in MOVES[found.state]:
                arrived = found.moved(State.SENT, Actor.WORKER, self.clock(), "answered")
            return arrived.moved(to, by, self.clock(), why, proof)

        async def attempt() -> tuple[Procedure, bool]:
            async with self.store.begin() as work:
                found = await work.procedures.get(reference)
                if found.reached(to) or not found.open:
                    return found, False
                moved = await work.procedures.save(move(found))
                await work.outbox.withdraw(reference)
                if told is not None:
                    await told(work, moved)
            return moved, True

        return await again(attempt)
