"""Note the e-mail address that somebody wants the news of a request at, and stop writing there."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import Conflict, Invalid
from balise.model.designation import find_address
from balise.model.procedure import Procedure
from balise.model.reference import find_reference
from balise.model.reply import NOWHERE, told_at
from balise.ports import OperatorBook, Store
from balise.usecases.procedures.again import again
from balise.usecases.procedures.theirs import one_of_theirs, theirs

_MSSANTE = (".mssante.fr", "@mssante.fr")
"""How addresses end whose operator the book does not know."""


def is_bal(operators: OperatorBook, address: str) -> bool:
    """Say whether an address is a BAL, which no mail from outside MSSanté reaches."""
    return bool(operators.of(address)) or address.endswith(_MSSANTE)


@dataclass(frozen=True, slots=True)
class NotifyByEmail:
    """Have what is told of one of a person's own requests also written to them (`usecases/procedures/tell.py`)."""

    store: Store
    operators: OperatorBook

    async def __call__(self, conversation_id: str, reference: str, text: str) -> Procedure:
        """
        Return the procedure; the address of the sentence, its `notify`, replaces an earlier one.

        Raises:
            Invalid: `address`, the sentence holds none; `mssante`, it is a BAL.
            NotSignedIn, NotFound: not one of theirs.
            Conflict: it is over, there will be no news.

        """
        address = find_address(text)
        if address is None:
            raise Invalid("address", "no e-mail address")
        if is_bal(self.operators, address):
            raise Invalid("mssante", "a BAL")
        return await again(lambda: self._note(conversation_id, reference, address))

    async def _note(self, conversation_id: str, reference: str, address: str) -> Procedure:
        async with self.store.begin() as work:
            found = await one_of_theirs(work, conversation_id, reference)
            if not found.open:
                raise Conflict(f"{reference} is over")
            return await work.procedures.save(found.noted(notify=address))


@dataclass(frozen=True, slots=True)
class StopNews:
    """Write no more to a person about their requests; what is new is still told in the conversation."""

    store: Store

    async def __call__(self, conversation_id: str, text: str) -> list[Procedure]:
        """Return those that were written about until now: all of theirs, or the one whose reference the sentence holds."""
        return await again(lambda: self._stop(conversation_id, find_reference(text)))

    async def _stop(self, conversation_id: str, reference: str | None) -> list[Procedure]:
        async with self.store.begin() as work:
            found = [p for p in await theirs(work, conversation_id) if told_at(p)]
            meant = [p for p in found if reference in (None, p.reference)]
            return [await work.procedures.save(procedure.noted(notify=NOWHERE)) for procedure in meant]
