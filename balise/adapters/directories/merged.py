"""Two sources of the same directory seen as one: what one forgets, the other gives."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import replace
from typing import TypeVar

import structlog

from balise.errors import BaliseError, PermanentFailure, TemporaryFailure
from balise.model.mailbox import Findings, Listing, Organization, Professional, merge_mailboxes
from balise.model.wording import fold
from balise.ports import Directory

_T = TypeVar("_T")

log = structlog.get_logger()


class MergedDirectory:
    """
    The `Directory` port over two others, the first being believed where they differ.

    Both are asked at once. A source that fails, or takes more than `patience` seconds, makes the answer partial; it is
    an error only when neither answers.
    """

    def __init__(self, first: Directory, second: Directory, patience: float = 10.0) -> None:
        self._first = first
        self._second = second
        self._patience = patience

    async def boxes_of(self, rpps: str) -> Listing:
        listings, partial = await self._both(self._first.boxes_of(rpps), self._second.boxes_of(rpps))
        boxes = merge_mailboxes(*(listing.mailboxes for listing in listings))
        person = next((listing.professional for listing in listings if listing.professional), None)
        as_of = next((listing.as_of for listing in listings if listing.as_of), None)
        partial = partial or any(listing.partial for listing in listings)
        return Listing(boxes, replace(person, mailboxes=boxes) if person else None, as_of, partial)

    async def search(self, text: str, limit: int = 5) -> Findings:
        findings, partial = await self._both(self._first.search(text, limit), self._second.search(text, limit))
        return Findings(
            tuple(_merged_people(findings)[:limit]),
            tuple(_merged_structures(findings)[:limit]),
            next((found.as_of for found in findings if found.as_of), None),
            partial or any(found.partial for found in findings),
        )

    async def _both(self, first: Awaitable[_T], second: Awaitable[_T]) -> tuple[list[_T], bool]:
        """
        Return the answers there are, in order, and whether one is missing.

        Raises:
            TemporaryFailure: when neither answers and one of them may later, with the shortest delay asked for.
            PermanentFailure: when both refuse for good.

        """
        outcomes = await asyncio.gather(self._ask(first), self._ask(second))
        answers = [outcome for outcome in outcomes if not isinstance(outcome, BaliseError)]
        if answers:
            return answers, len(answers) < len(outcomes)
        passing = [outcome for outcome in outcomes if isinstance(outcome, TemporaryFailure)]
        if not passing:
            raise PermanentFailure("; ".join(str(outcome) for outcome in outcomes))
        delays = [failure.retry_after for failure in passing if failure.retry_after is not None]
        raise TemporaryFailure("; ".join(str(outcome) for outcome in outcomes), min(delays, default=None))

    async def _ask(self, question: Awaitable[_T]) -> _T | TemporaryFailure | PermanentFailure:
        try:
            async with asyncio.timeout(self._patience):
                return await question
        except (TemporaryFailure, PermanentFailure) as failure:
            log.warning("directory_source_failed", error=type(failure).__name__)
            return failure
        except TimeoutError:
            log.warning("directory_source_failed", why="patience")
            return TemporaryFailure(f"no answer within {self._patience:g} s")


def _merged_people(findings: Sequence[Findings]) -> list[Professional]:
    """Return the people of all findings, once each: an RPPS is a person, without one a shared box is."""
    merged: dict[str, Professional] = {}
    for person in (p for found in findings for p in found.professionals):
        key = person.rpps or next((box.address for box in person.mailboxes), person.full_name)
        seen = merged.get(key)
        merged[key] = replace(seen, mailboxes=merge_mailboxes(seen.mailboxes, person.mailboxes)) if seen else person
    return list(merged.values())


def _merged_structures(findings: Sequence[Findings]) -> list[Organization]:
    merged: list[Organization] = []
    for organization in (o for found in findings for o in found.organizations):
        position = next((i for i, seen in enumerate(merged) if _same_place(seen, organization)), None)
        if position is None:
            merged.append(organization)
        else:
            seen = merged[position]
            merged[position] = replace(seen, mailboxes=merge_mailboxes(seen.mailboxes, organization.mailboxes))
    return merged


def _same_place(one: Organization, other: Organization) -> bool:
    """Say whether two structures are one: sources number structures differently, so the name in a town counts too."""
    first, second = one.structure, other.structure
    if first.identifier and first.identifier == second.identifier:
        return True
    return (fold(first.name), fold(first.city)) == (fold(second.name), fold(second.city))
