"""A house where boxes are entrusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from balise.model.delegation import Asked
from balise.model.form import Taken
from balise.model.identity import Person
from balise.model.procedure import Kind, Procedure
from balise.usecases.delegation.desk import DelegationDesk, DelegationView
from balise.usecases.delegation.verbs import delegations
from tests.unit.usecases.house import CAMILLE, SUPPORT, House

WARNED = 7
"""How many days before the end of a delegation its holder is told."""

EVERYTHING = "déléguer ma BAL Mailiz à ma secrétaire Julie Martin, julie@cabinet.test, du 3 au 17 août, tout sauf supprimer"


@dataclass
class Entrusting:
    """The use cases of a delegation, over the fakes of a house."""

    house: House

    def __post_init__(self) -> None:
        """Wire them."""
        house = self.house
        self.desk = DelegationDesk(house.directory, house.operators, SUPPORT)
        cases = delegations(house.store, self.desk, house.texts, house.clock, timedelta(days=WARNED))
        self.open, self.fill, self.confirm = cases.open, cases.fill, cases.confirm
        self.list, self.withdraw, self.end_all = cases.known, cases.withdraw, cases.end_due

    async def begin(self, text: str = "déléguer ma BAL", person: Person = CAMILLE) -> str:
        """Open the form in a new conversation, as somebody, with a sentence; return the conversation."""
        conversation = await self.house.conversation(person)
        await self.open(conversation, text)
        await self.fill(conversation, None, text)
        return conversation

    async def say(self, conversation: str, text: str, asked: Asked | None = None) -> tuple[DelegationView, Taken]:
        """Answer what is asked: what is missing, unless told otherwise."""
        view, _ = await self.fill(conversation, None, "")
        return await self.fill(conversation, asked or view.missing, text)

    async def confirmed(self, text: str = EVERYTHING, person: Person = CAMILLE) -> tuple[str, Procedure]:
        """Ask for a delegation in one sentence; return the conversation and the procedure."""
        conversation = await self.begin(text, person)
        return conversation, (await self.confirm(conversation)).procedure

    async def withdrawals(self) -> list[Procedure]:
        """Return the requests that end a delegation, oldest first."""
        return [p for p in await self.house.procedures() if p.kind is Kind.WITHDRAW_DELEGATION]
