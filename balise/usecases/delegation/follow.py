"""Say who was let into a person's boxes, and end it."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import NotFound
from balise.model.delegation import active, runs, withdrawal_of
from balise.model.identity import Person
from balise.model.procedure import Actor, Procedure
from balise.model.reference import find_reference
from balise.model.wording import fold
from balise.ports import Store, Work
from balise.usecases.delegation.desk import DelegationDesk
from balise.usecases.delegation.end import EndDelegation
from balise.usecases.procedures.again import again


@dataclass(frozen=True, slots=True)
class Entrusted:
    """A delegation that was asked for, and the request that ends it, if any."""

    delegation: Procedure
    withdrawal: Procedure | None = None


@dataclass(frozen=True, slots=True)
class ListDelegations:
    """Show a person the delegations that Balise knows of: those asked for here."""

    store: Store
    desk: DelegationDesk

    async def __call__(self, conversation_id: str) -> list[Entrusted]:
        """Return them, those that run first, then newest first. Raises NotSignedIn."""
        async with self.store.begin() as work:
            person = await self.desk.person(work, conversation_id)
            theirs = await work.procedures.of_holder(person.rpps)
        known = [Entrusted(p, withdrawal_of(p, theirs)) for p in theirs if runs(p)]
        return sorted(known, key=lambda entrusted: entrusted.withdrawal is not None)

    async def ending(self, conversation_id: str, text: str) -> list[Procedure]:
        """
        Return those that run and that a sentence may want to end: the one it names, by its reference or its delegate, or all.

        Raises:
            NotSignedIn.
            NotFound: the reference is of none of them.

        """
        running = [one.delegation for one in await self(conversation_id) if one.withdrawal is None]
        if reference := find_reference(text):
            found = [p for p in running if p.reference == reference]
            if not found:
                raise NotFound("delegation")
            return found
        words = set(fold(text).split())
        named = [p for p in running if words & set(fold(p.detail("delegate")).split())]
        return named or running


@dataclass(frozen=True, slots=True)
class WithdrawDelegation:
    """End one of a person's own delegations."""

    store: Store
    desk: DelegationDesk
    end: EndDelegation

    async def __call__(self, conversation_id: str, reference: str) -> Procedure:
        """
        Return the request, on its way to the operator.

        Raises:
            NotSignedIn.
            NotFound: no delegation of theirs that runs.
            Conflict: its end is already asked for.

        """
        return await again(lambda: self._withdraw(conversation_id, reference))

    async def _withdraw(self, conversation_id: str, reference: str) -> Procedure:
        async with self.store.begin() as work:
            person = await self.desk.person(work, conversation_id)
            found = await self._running(work, person, reference)
            return await self.end(work, found, Actor.PRACTITIONER, conversation_id)

    async def _running(self, work: Work, person: Person, reference: str) -> Procedure:
        theirs = await work.procedures.of_holder(person.rpps)
        found = next((p for p in active(theirs) if p.reference == reference), None)
        if found is None:
            raise NotFound("delegation")
        return found
