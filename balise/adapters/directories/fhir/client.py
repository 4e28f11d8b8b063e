"""The `Directory` port over the FHIR API: what to ask for each question."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, combinations

import httpx

from balise.adapters.directories.fhir.api import FhirApi
from balise.adapters.directories.fhir.mapping import Resource, Resources, to_organizations, to_professionals
from balise.adapters.directories.query import Query, closeness, describe_organization, describe_professional, matches, read_query
from balise.errors import PermanentFailure
from balise.model.mailbox import Findings, Listing, Organization, Professional

# Fewer than the 50 technical ids that make a request fail (issue #372).
_IDS_AT_ONCE = 20
# How many people of one search are looked at closely, and how many words are tried without the others.
_MOST_PEOPLE = 40
_MOST_TELLING = 4


class FhirDirectory:
    """
    Asks the API each time: its data is fresh, but it knows no date, and not every box (issues #220, #288, #365, #368).

    See `FhirApi` for the arguments. The client's owner closes it.
    """

    def __init__(self, http: httpx.AsyncClient, base_url: str, key: str, tries: int = 3, pause: float = 0.3) -> None:
        self._api = FhirApi(http, base_url, key, tries, pause)

    async def boxes_of(self, rpps: str) -> Listing:
        with _fhir_or_failure():
            return await self._boxes_of(rpps)

    async def search(self, text: str, limit: int = 5) -> Findings:
        with _fhir_or_failure():
            return await self._search(text, limit)

    async def _boxes_of(self, rpps: str) -> Listing:
        practitioners, whole = await self._api.search("Practitioner", [("identifier", rpps)])
        resources, all_roles = await self._with_situations(practitioners)
        person = next((p for p in to_professionals(resources) if p.rpps == rpps), None)
        return Listing(person.mailboxes if person else (), person, partial=not (whole and all_roles))

    async def _search(self, text: str, limit: int) -> Findings:
        query = read_query(text)
        if query.rpps:
            known = (await self._boxes_of(query.rpps)).professional
            return Findings((known,) if known else ())
        people, structures = await self._by_address(query.address) if query.address else ((), ())
        if not (people or structures):
            people, structures = await asyncio.gather(self._people(query), self._structures(query))
        ranked = sorted(people, key=lambda person: closeness(query, f"{person.given} {person.family}"))
        places = sorted(structures, key=lambda organization: closeness(query, organization.structure.name))
        return Findings(tuple(ranked[:limit]), tuple(places[:limit]))

    async def _by_address(self, address: str) -> tuple[Sequence[Professional], Sequence[Organization]]:
        # Without `:exact`, which minds the case the operator wrote the address in: it is a start, compared below.
        start = ("mailbox-mss", address)
        (own, _), (tied, _), (structures, _) = await asyncio.gather(
            self._api.search("Practitioner", [start]),
            self._api.search("PractitionerRole", [start, ("_include", "PractitionerRole:practitioner")]),
            self._api.search("Organization", [start]),
        )
        resources, _ = await self._with_situations([*own, *tied])
        found = Resources()
        found.add(structures)
        people = [p for p in to_professionals(resources) if any(box.address == address for box in p.mailboxes)]
        places = [o for o in to_organizations(found) if any(box.address == address for box in o.mailboxes)]
        return people, places

    async def _people(self, query: Query) -> list[Professional]:
        for attempt in _narrowing(query.words):
            practitioners = await self._matching("Practitioner", attempt)
            resources, _ = await self._with_situations(practitioners)
            people = [p for p in to_professionals(resources) if p.mailboxes and matches(query.words, describe_professional(p))]
            if people:
                return people
        return []

    async def _structures(self, query: Query) -> list[Organization]:
        for attempt in _narrowing(query.words):
            resources = Resources()
            resources.add(await self._matching("Organization", attempt, ("mailbox-mss:contains", "@")))
            places = [o for o in to_organizations(resources) if matches(query.words, describe_organization(o))]
            if places:
                return places
        return []

    async def _matching(self, resource: str, attempt: Iterable[Sequence[str]], *also: tuple[str, str]) -> list[Resource]:
        """Return the first page of those whose name contains every word of one of the sequences."""
        wanted = [[*(("name:contains", word) for word in words), *also] for words in attempt]
        pages = await asyncio.gather(*(self._api.search(resource, parameters, pages=1) for parameters in wanted))
        return list(chain.from_iterable(found for found, _ in pages))

    async def _with_situations(self, practitioners: Sequence[Resource]) -> tuple[Resources, bool]:
        """Add to people their situations d'exercice and their structures; say whether the API gave all of them."""
        resources, whole = Resources(), True
        resources.add(practitioners)
        ids = list(resources.practitioners)[:_MOST_PEOPLE]
        chunks = [ids[start : start + _IDS_AT_ONCE] for start in range(0, len(ids), _IDS_AT_ONCE)]
        include = ("_include", "PractitionerRole:organization")
        wanted = [self._api.search("PractitionerRole", [("practitioner", ",".join(chunk)), include]) for chunk in chunks]
        for roles, complete in await asyncio.gather(*wanted):
            resources.add(roles)
            whole = whole and complete
        return resources, whole


@contextmanager
def _fhir_or_failure() -> Iterator[None]:
    """Raise PermanentFailure when a resource has another shape than FHIR's."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise PermanentFailure(f"annuaire FHIR: a resource of another shape ({type(error).__name__})") from error


def _narrowing(words: tuple[str, ...]) -> Iterator[list[tuple[str, ...]]]:
    """
    Yield what to look for in names, strictest first: every word, then all but one, then each alone.

    Names are all the API compares: in « Martin dermatologue Lyon » two words of three are no part of one. The telling
    words are the longest.
    """
    if not words:
        return
    yield [words]
    telling = sorted(words, key=len, reverse=True)[:_MOST_TELLING]
    for size in sorted({len(telling) - 1, 1} - {0, len(words)}, reverse=True):
        yield list(combinations(telling, size))
