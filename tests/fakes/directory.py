"""A directory in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from balise.adapters.directories.query import closeness, describe_organization, describe_professional, matches, read_query
from balise.errors import BaliseError
from balise.model.mailbox import Findings, Listing, Mailbox, Organization, Professional


class FakeDirectory:
    """
    The `Directory` and `DirectoryFile` ports over a few people.

    Set `failure` to make it fail, `partial` to have it answer that some may be missing; `asked` keeps what it was asked.
    """

    def __init__(
        self, professionals: Sequence[Professional] = (), organizations: Sequence[Organization] = (), as_of: date | None = None
    ) -> None:
        self.professionals = list(professionals)
        self.organizations = list(organizations)
        self.as_of = as_of
        self.failure: BaliseError | None = None
        self.partial = False
        self.asked: list[str] = []

    async def boxes_of(self, rpps: str) -> Listing:
        self._note(rpps)
        person = next((p for p in self.professionals if p.rpps == rpps and p.mailboxes), None)
        return Listing(person.mailboxes if person else (), person, self.as_of, self.partial)

    async def search(self, text: str, limit: int = 5) -> Findings:
        self._note(text)
        query = read_query(text)

        def asked(boxes: Sequence[Mailbox], description: str, rpps: str = "") -> bool:
            if query.rpps:
                return query.rpps == rpps
            if query.address:
                return any(box.address == query.address for box in boxes)
            return bool(query.words) and matches(query.words, description)

        people = [p for p in self.professionals if p.mailboxes and asked(p.mailboxes, describe_professional(p), p.rpps)]
        places = [o for o in self.organizations if asked(o.mailboxes, describe_organization(o))]
        people.sort(key=lambda person: closeness(query, f"{person.given} {person.family}"))
        places.sort(key=lambda organization: closeness(query, organization.structure.name))
        return Findings(tuple(people[:limit]), tuple(places[:limit]), self.as_of)

    async def shows(self, suffix: str) -> bool:
        self._note(suffix)
        holders = (*self.professionals, *self.organizations)
        return any(box.address.endswith((f"@{suffix}", f".{suffix}")) for holder in holders for box in holder.mailboxes)

    def _note(self, question: str) -> None:
        self.asked.append(question)
        if self.failure is not None:
            raise self.failure
