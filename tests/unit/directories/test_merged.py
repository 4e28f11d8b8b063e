"""Two sources seen as one."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from balise.adapters.directories.merged import MergedDirectory
from balise.errors import BaliseError, PermanentFailure, TemporaryFailure
from balise.model.mailbox import Findings, Listing, Mailbox, MailboxKind, Organization, Professional, Structure
from tests.fakes.directory import FakeDirectory

RPPS = "99900000011"
DAY = date(2026, 10, 9)
PLACE = Structure("CENTRE HOSPITALIER DE VALMONT (fictif)", "999000001", city="VALMONT")


def person(*addresses: str, source: str, rpps: str = RPPS, given: str = "Camille") -> Professional:
    """Return a professional with boxes seen in a source."""
    boxes = tuple(Mailbox(address, MailboxKind.PER, sources=(source,)) for address in addresses)
    return Professional(rpps, "LEMOINE (fictif)", given, mailboxes=boxes)


def sources(failures: tuple[BaliseError | None, BaliseError | None] = (None, None)) -> tuple[FakeDirectory, FakeDirectory]:
    """Return an extraction and an API that know the same person, in part."""
    first = FakeDirectory([person("a.fictif@x.mssante.fr", "b.fictif@x.mssante.fr", source="extraction")], as_of=DAY)
    second = FakeDirectory([person("b.fictif@x.mssante.fr", "c.fictif@x.mssante.fr", source="fhir")])
    first.failure, second.failure = failures
    return first, second


async def test_boxes_are_merged_by_address_with_their_sources() -> None:
    """
    The first source gives order and date, the second adds what it alone knows, and the person has them all.
    """
    listing = await MergedDirectory(*sources()).boxes_of(RPPS)

    assert [
        ("a.fictif@x.mssante.fr", ("extraction",)),
        ("b.fictif@x.mssante.fr", ("extraction", "fhir")),
        ("c.fictif@x.mssante.fr", ("fhir",)),
    ] == [(box.address, box.sources) for box in listing.mailboxes]
    assert (DAY, False) == (listing.as_of, listing.partial)
    assert listing.professional is not None
    assert listing.mailboxes == listing.professional.mailboxes


@pytest.mark.parametrize(
    ("failures", "addresses"),
    [
        ((TemporaryFailure("out"), None), ["b.fictif@x.mssante.fr", "c.fictif@x.mssante.fr"]),
        ((None, TemporaryFailure("out")), ["a.fictif@x.mssante.fr", "b.fictif@x.mssante.fr"]),
        ((None, PermanentFailure("key")), ["a.fictif@x.mssante.fr", "b.fictif@x.mssante.fr"]),
    ],
)
async def test_one_failure_makes_the_answer_partial(
    failures: tuple[BaliseError | None, BaliseError | None], addresses: list[str]
) -> None:
    """
    What the other source knows is given, and the answer says that something may be missing.
    """
    merged = MergedDirectory(*sources(failures))
    listing, findings = await merged.boxes_of(RPPS), await merged.search("lemoine")

    assert addresses == [box.address for box in listing.mailboxes]
    assert listing.partial
    assert findings.partial
    assert not findings.empty


async def test_two_failures_are_one_that_says_when_to_try_again() -> None:
    """
    When neither answers it is temporary, with the shortest delay that was asked for.
    """
    merged = MergedDirectory(*sources((TemporaryFailure("one", 20.0), TemporaryFailure("two", 5.0))))

    with pytest.raises(TemporaryFailure) as caught:
        await merged.boxes_of(RPPS)

    assert 5.0 == caught.value.retry_after


async def test_it_is_temporary_as_soon_as_one_source_may_come_back() -> None:
    """
    A refused key does not hide that the extraction is only away.
    """
    merged = MergedDirectory(*sources((TemporaryFailure("out"), PermanentFailure("key"))))

    with pytest.raises(TemporaryFailure):
        await merged.search("lemoine")


async def test_two_refusals_are_permanent() -> None:
    """
    Trying again would not help.
    """
    merged = MergedDirectory(*sources((PermanentFailure("one"), PermanentFailure("two"))))

    with pytest.raises(PermanentFailure):
        await merged.boxes_of(RPPS)


async def test_a_source_that_takes_too_long_is_not_waited_for() -> None:
    """
    Somebody is waiting for the answer: after `patience` seconds it is given without the slow source.
    """

    class Slow(FakeDirectory):
        async def boxes_of(self, rpps: str) -> Listing:
            await asyncio.sleep(60)
            return await super().boxes_of(rpps)

    first, _ = sources()
    listing = await MergedDirectory(first, Slow(), patience=0.01).boxes_of(RPPS)

    assert 2 == len(listing.mailboxes)
    assert listing.partial


async def test_people_are_merged_by_rpps() -> None:
    """
    The same person found twice is one, with every box; another with the same name stays another.
    """
    first, second = sources()
    second.professionals.append(person("d.fictif@x.mssante.fr", source="fhir", rpps="99900000029", given="Paul"))
    findings = await MergedDirectory(first, second).search("lemoine")

    assert [(RPPS, 3), ("99900000029", 1)] == [(p.rpps, len(p.mailboxes)) for p in findings.professionals]


async def test_structures_are_merged_by_number_or_by_name_and_town() -> None:
    """
    Sources number structures differently; two of the same name in two towns are two.
    """
    box = Mailbox("cardiologie.fictif@ch-valmont-fictif.mssante.fr", MailboxKind.ORG, PLACE, sources=("extraction",))
    other = Mailbox("urgences.fictif@ch-valmont-fictif.mssante.fr", MailboxKind.ORG, sources=("fhir",))
    first = FakeDirectory(organizations=[Organization(PLACE, (box,))])
    renumbered = Structure("Centre hospitalier de Valmont (fictif)", "21760", city="Valmont")
    elsewhere = Structure(PLACE.name, "", city="NANTES")
    second = FakeDirectory(organizations=[Organization(renumbered, (other,)), Organization(elsewhere, (other,))])
    findings = await MergedDirectory(first, second).search("valmont")

    assert [("999000001", 2), ("", 1)] == [(o.structure.identifier, len(o.mailboxes)) for o in findings.organizations]


async def test_a_partial_source_makes_a_partial_answer() -> None:
    """
    What a source could not read to the end is missing from the merged answer too.
    """

    class Cut(FakeDirectory):
        async def boxes_of(self, rpps: str) -> Listing:
            return replace(await super().boxes_of(rpps), partial=True)

        async def search(self, text: str, limit: int = 5) -> Findings:
            return replace(await super().search(text, limit), partial=True)

    merged = MergedDirectory(sources()[0], Cut())

    assert (await merged.boxes_of(RPPS)).partial
    assert (await merged.search("lemoine")).partial
