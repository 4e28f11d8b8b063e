"""How a request leaves, one callable a way: each says how far its procedure has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from balise.errors import Conflict, Invalid, NotFound, PermanentFailure, Refused, TemporaryFailure
from balise.model.box_change import BoxChange, Carrier, Progress
from balise.model.procedure import Kind, Letter, Procedure, State
from balise.ports import BoxOffice, Postman


@dataclass(frozen=True, slots=True)
class Outcome:
    """The states that a request which has left brings its procedure through, and what proves it done, if the last is `done`."""

    through: tuple[State, ...] = ()
    proof: str = ""


class Sending(Protocol):
    """One way."""

    async def __call__(self, letter: Letter, procedure: Procedure) -> Outcome:
        """Send a letter of a procedure. Raises TemporaryFailure: try again; PermanentFailure: this way will never do."""
        ...


@dataclass(frozen=True, slots=True)
class ByEmail:
    """As a letter."""

    postman: Postman

    async def __call__(self, letter: Letter, procedure: Procedure) -> Outcome:  # noqa: ARG002 - the letter says it all
        """Send the letter."""
        await self.postman.send(letter)
        return Outcome((letter.then,) if letter.then else ())


@dataclass(frozen=True, slots=True)
class ByFhirMss:
    """As a change of the directory, to what the holder's RPPS carries."""

    office: BoxOffice

    async def __call__(self, letter: Letter, procedure: Procedure) -> Outcome:
        """Make the change. A repeat finds it done; somebody else's at the same moment is for the next try."""
        try:
            change = await self._change(letter, procedure)
        except Conflict as error:
            raise TemporaryFailure(f"{error}") from error
        except (Invalid, NotFound, Refused) as error:
            raise PermanentFailure(f"{type(error).__name__}, {error}") from error
        if procedure.kind is Kind.DELETE_BOX and not change.changed:
            # Gone, or only on the liste rouge, where nobody may see it: nothing was asked, and nothing is proven.
            raise PermanentFailure("the box is not shown")
        if change.progress is Progress.DONE:
            return Outcome((State.SENT, State.DONE), " ".join(change.versions))
        return Outcome((State.SENT, State.ACKNOWLEDGED))

    async def _change(self, letter: Letter, procedure: Procedure) -> BoxChange:
        carrier = Carrier(rpps=procedure.holder)
        match procedure.kind:
            case Kind.UNPUBLISH:
                return await self.office.unpublish(procedure.address, carrier, letter.key)
            case Kind.DELETE_BOX:
                return await self.office.delete(procedure.address, carrier, letter.key)
            case Kind.PREFERRED_BOX:
                return await self.office.prefer(procedure.address, carrier, letter.key)
        raise PermanentFailure(f"{procedure.kind} is no change of the directory")
