"""A house where a form about a box is filled in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from balise.model.form import Taken
from balise.model.identity import Person
from tests.unit.usecases.house import CAMILLE, House


@dataclass
class Filling(ABC):
    """The use cases of a form over the fakes of a house; `opening` is the sentence that asks for it."""

    opening: ClassVar[str]

    house: House

    @abstractmethod
    def __post_init__(self) -> None:
        """Wire them: `open`, `fill` and the others."""

    async def begin(self, person: Person | None = CAMILLE, text: str = "") -> str:
        """Open the form in a new conversation; return the conversation."""
        conversation = await self.house.conversation(person)
        await self.open(conversation, text or self.opening)
        await self.fill(conversation, None, text or self.opening)
        return conversation

    async def view(self, conversation: str) -> Any:
        """Return the draft as it stands."""
        return (await self.fill(conversation, None, ""))[0]

    async def say(self, conversation: str, *answers: str) -> tuple[Any, Taken]:
        """Answer what is missing, then what is missing then; return what became of the last."""
        for text in answers:
            view, taken = await self.fill(conversation, (await self.view(conversation)).missing, text)
        return view, taken
