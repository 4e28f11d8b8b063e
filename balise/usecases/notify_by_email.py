"""Note the e-mail address that somebody wants the news of a request at."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import Conflict, Invalid
from balise.model.designation import find_address
from balise.model.procedure import Procedure
from balise.ports import Store
from balise.usecases.again import again
from balise.usecases.theirs import one_of_theirs


@dataclass(frozen=True, slots=True)
class NotifyByEmail:
    """Have what is told of one of a person's own requests also written to them (`usecases/tell.py`)."""

    store: Store

    async def __call__(self, conversation_id: str, reference: str, text: str) -> Procedure:
        """
        Return the procedure; the address of the sentence, its `notify`, replaces an earlier one.

        Raises:
            Invalid: `address`, the sentence holds none.
            NotSignedIn, NotFound: not one of theirs.
            Conflict: it is over, there will be no news.

        """
        address = find_address(text)
        if address is None:
            raise Invalid("address", "no e-mail address")
        return await again(lambda: self._note(conversation_id, reference, address))

    async def _note(self, conversation_id: str, reference: str, address: str) -> Procedure:
        async with self.store.begin() as work:
            found = await one_of_theirs(work, conversation_id, reference)
            if not found.open:
                raise Conflict(f"{reference} is over")
            return await work.procedures.save(found.noted(notify=address))
