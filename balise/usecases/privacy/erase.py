"""Erase what is kept of a person: at once what is in procedures, a moment later the conversations themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from balise.errors import Conflict, NotSignedIn
from balise.model.conversation import Author, Draft
from balise.model.procedure import Actor, Procedure, State
from balise.ports import Clock, Sink, Store, Texts, Work
from balise.usecases.privacy.own_data import OwnData, own_data
from balise.usecases.procedures.again import again

GRACE = timedelta(seconds=3)
"""What the last answer gets to reach its door before its conversation is gone."""


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """
    Forget whoever holds a conversation: all of theirs when they are signed in, this conversation when they are not.

    Of procedures that are over there stays a proof without a name; drafts are given up.
    """

    store: Store
    texts: Texts
    clock: Clock

    async def concerned(self, conversation_id: str) -> OwnData:
        """Return what it is about, without touching it."""
        async with self.store.begin() as work:
            return await own_data(work, conversation_id)

    async def __call__(self, conversation_id: str, *, everything: bool) -> None:
        """
        Forget the procedures and have the conversations erased, as was agreed to. Asking twice changes nothing more.

        Raises:
            NotSignedIn: `everything` was agreed to, and nobody is signed in any more.
            Conflict: a procedure is still under way, or less was agreed to than what it would now be.

        """
        await again(lambda: self._ask(conversation_id, everything))

    async def _ask(self, conversation_id: str, everything: bool) -> None:
        async with self.store.begin() as work:
            theirs = await own_data(work, conversation_id)
            if everything and theirs.person is None:
                raise NotSignedIn
            if theirs.under_way or (theirs.person and not everything):
                raise Conflict("ask again")
            for procedure in theirs.procedures:
                await self._forget(work, procedure)
            await work.outbox.blank_forgotten()
            for other in theirs.conversations[1:]:
                await work.conversations.append(other, Draft(Author.SYSTEM, self.texts.say("erased_elsewhere")))
            await work.erasures.ask(theirs.conversations, self.clock() + GRACE)

    async def _forget(self, work: Work, procedure: Procedure) -> None:
        if procedure.state is State.DRAFT:
            given_up = procedure.moved(State.CANCELLED, Actor.PRACTITIONER, self.clock(), "erased")
            procedure = await work.procedures.save(given_up)
        await work.procedures.save(procedure.forgotten())


@dataclass(frozen=True, slots=True)
class FinishErasures:
    """
    Erase the conversations whose time has come, and what else the database alone cannot: killed anywhere, it is run again.

    Waiting for the answer under way matters: the dialogue engine writes down what was said when its turn ends.
    """

    store: Store
    clock: Clock
    sink: Sink | None = None

    async def __call__(self) -> int:
        """Return how many conversations were erased."""
        async with self.store.begin() as work:
            due = await work.erasures.due(self.clock())
        for conversation_id in due:
            async with self.store.begin() as work:
                await work.conversations.hold(conversation_id)
                await work.erasures.erase(conversation_id, self.clock())
        # A letter that still had to leave, such as that of a cancellation, is blanked once it has.
        async with self.store.begin() as work:
            await work.outbox.blank_forgotten()
        await self._empty_sink()
        return len(due)

    async def _empty_sink(self) -> None:
        """Drop the files of letters whose words the database no longer has."""
        if self.sink is None:
            return
        kept = await self.sink.keys()
        async with self.store.begin() as work:
            worded = await work.outbox.worded(kept)
        await self.sink.drop(kept - worded)
