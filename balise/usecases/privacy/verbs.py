"""What lets people see and end what is kept of them, put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from balise.model.register import Register
from balise.ports import Clock, Sink, Store, Texts
from balise.usecases.desk.read_conversation import ReadConversation
from balise.usecases.privacy.erase import ErasePerson, FinishErasures
from balise.usecases.privacy.export import ExportPerson
from balise.usecases.privacy.purge import Forget, PurgeOld


@dataclass(frozen=True, slots=True)
class Privacy:
    """The verbs, over one register."""

    register: Register
    store: Store
    clock: Clock
    export: ExportPerson
    erase: ErasePerson
    finish: FinishErasures
    read: ReadConversation

    @classmethod
    def over(cls, register: Register, store: Store, texts: Texts, clock: Clock, contact: str, sink: Sink | None) -> Self:
        """Put them together; `contact` is who answers for what is kept."""
        return cls(
            register,
            store,
            clock,
            ExportPerson(store, register, texts, clock, contact),
            ErasePerson(store, texts, clock),
            FinishErasures(store, clock, sink),
            ReadConversation(store, texts, clock),
        )

    def purge(self, jobs: Forget) -> PurgeOld:
        """Return what forgets what is old; `jobs` forgets the queue's own."""
        return PurgeOld(self.register, self.store, self.clock, self.finish, jobs)
