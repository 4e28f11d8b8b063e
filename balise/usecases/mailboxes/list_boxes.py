"""Identify all the boxes of a person, and who provides each."""

from __future__ import annotations

from dataclasses import dataclass

from balise.errors import NotSignedIn
from balise.model.identity import Person
from balise.model.mailbox import Listing, Mailbox
from balise.model.operator import Operator
from balise.ports import Directory, OperatorBook, Store


@dataclass(frozen=True, slots=True)
class BoxList:
    """A person's boxes; `operators` are those of each box, in the same order, empty when unknown."""

    listing: Listing
    operators: tuple[tuple[Operator, ...], ...]
    person: Person | None = None

    @property
    def boxes(self) -> tuple[Mailbox, ...]:
        """The boxes found."""
        return self.listing.mailboxes


@dataclass(frozen=True, slots=True)
class ListBoxes:
    """List the boxes of the person signed in, or of an RPPS anybody may look up."""

    store: Store
    directory: Directory
    operators: OperatorBook

    async def __call__(self, conversation_id: str) -> BoxList:
        """
        Return the boxes of the person who holds the conversation.

        Raises:
            NotSignedIn: when nobody has proven who they are in it.

        """
        async with self.store.begin() as work:
            conversation = await work.conversations.get(conversation_id)
        if conversation.sign_in is None:
            raise NotSignedIn
        return await self.of(conversation.sign_in.person.rpps, conversation.sign_in.person)

    async def of(self, rpps: str, person: Person | None = None) -> BoxList:
        """Return the boxes of an RPPS."""
        listing = await self.directory.boxes_of(rpps)
        return BoxList(listing, tuple(self.operators.of(box.address) for box in listing.mailboxes), person)
