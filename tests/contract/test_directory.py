"""What every directory does, whatever the source: one in memory, the imported extraction, the FHIR API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from balise.adapters.directories.extraction.fictional import PERSONAS, write_fictional_extraction
from balise.adapters.directories.extraction.importer import import_extraction, read_rows
from balise.adapters.directories.extraction.index import ExtractionDirectory
from balise.adapters.directories.extraction.mapping import to_organizations, to_professionals
from balise.adapters.directories.fhir.client import FhirDirectory
from balise.errors import TemporaryFailure
from balise.model.mailbox import MailboxKind, Organization, Professional
from balise.ports import Directory
from tests.fakes.directory import FakeDirectory
from tests.fakes.fhir_server import BASE, KEY, FhirServer

LEMOINE, DE_LA_TOUR, PETIT = "99900000011", "99900000029", "99900000094"
MARTINS = {"99900000052", "99900000060", "99900000078"}


@dataclass(frozen=True)
class World:
    """The same people for every directory."""

    path: Path
    people: tuple[Professional, ...]
    places: tuple[Organization, ...]


@dataclass(frozen=True)
class Bench:
    """A directory that knows the world, and one like it whose source does not answer."""

    directory: Directory
    broken: Directory


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Read the fictional extraction once."""
    path = tmp_path_factory.mktemp("extraction") / "Extraction_Correspondance_MSSante_202610090800.txt"
    write_fictional_extraction(path)
    rows = list(read_rows(path))
    return World(path, to_professionals(rows), to_organizations(rows))


async def fake(world: World, engine: AsyncEngine) -> Bench:  # noqa: ARG001 the three are built alike
    """Build the fake."""
    broken = FakeDirectory()
    broken.failure = TemporaryFailure("out")
    return Bench(FakeDirectory(world.people, world.places), broken)


async def extraction(world: World, engine: AsyncEngine) -> Bench:
    """Build the extraction, imported in a real PostgreSQL; nothing listens on the other's socket."""
    await import_extraction(engine, world.path)
    nowhere = create_async_engine(f"postgresql+psycopg://nobody@/nothing?host={world.path.parent}")
    return Bench(ExtractionDirectory(engine), ExtractionDirectory(nowhere))


async def fhir(world: World, engine: AsyncEngine) -> Bench:  # noqa: ARG001 idem
    """Build the API's adapter over a server of ours; the other's network is down."""

    def no_network(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    working, down = (
        httpx.AsyncClient(transport=httpx.MockTransport(h)) for h in (FhirServer(world.people, world.places), no_network)
    )
    return Bench(FhirDirectory(working, BASE, KEY, pause=0), FhirDirectory(down, BASE, KEY, pause=0))


Build = Callable[[World, AsyncEngine], Awaitable[Bench]]


@pytest.fixture(scope="module", params=[fake, extraction, fhir], ids=lambda build: str(build.__name__))
async def bench(request: pytest.FixtureRequest, world: World, engine: AsyncEngine) -> Bench:
    """Lend each directory in turn."""
    build: Build = request.param
    return await build(world, engine)


@pytest.mark.parametrize("rpps", [persona.rpps for persona in PERSONAS])
async def test_the_boxes_of_each_persona_are_found(bench: Bench, rpps: str) -> None:
    """
    A person's boxes are all listed, once, each with its structure.
    """
    expected = {
        (box.address, box.structure.name if box.structure else None)
        for persona in PERSONAS
        if persona.rpps == rpps
        for box in persona.boxes
    }

    listing = await bench.directory.boxes_of(rpps)

    assert expected == {(box.address, box.structure.name if box.structure else None) for box in listing.mailboxes}
    assert len(expected) == len(listing.mailboxes)
    assert not listing.partial


async def test_a_listing_says_who_holds_the_boxes(bench: Bench) -> None:
    """
    The holder comes with the boxes: names as published, title as written, profession by its label.
    """
    person = (await bench.directory.boxes_of(DE_LA_TOUR)).professional

    assert person is not None
    assert "Dr Jean-Marie DE LA TOUR (fictif)" == person.full_name
    assert ("Médecin", "Cardiologie") == (person.profession, person.skill)
    assert "LYON" == person.city


async def test_boxes_have_their_kind_and_place(bench: Bench) -> None:
    """
    A box tells its kind, its structure's number and town, and which source it was seen in.
    """
    boxes = {box.domain: box for box in (await bench.directory.boxes_of(LEMOINE)).mailboxes}
    alone, hospital = boxes["medecin.mssante.fr"], boxes["ch-valmont-fictif.mssante.fr"]

    assert (MailboxKind.PER, None) == (alone.kind, alone.structure)
    assert hospital.structure is not None
    assert ("999000001", "VALMONT", "76540") == (
        hospital.structure.identifier,
        hospital.structure.city,
        hospital.structure.postcode,
    )
    assert 1 == len(hospital.sources)


@pytest.mark.parametrize("rpps", [PETIT, "10000000000"])
async def test_nobody_is_an_empty_listing(bench: Bench, rpps: str) -> None:
    """
    A person without a published box, like an unknown number, has an empty listing: it is not an error.
    """
    assert () == (await bench.directory.boxes_of(rpps)).mailboxes


@pytest.mark.parametrize(
    ("text", "rpps"),
    [
        ("Camille Lemoine", LEMOINE),
        ("lemoine camille", LEMOINE),
        ("Dr LEMOINE", LEMOINE),
        ("le docteur Lemoine à Valmont", LEMOINE),
        ("jean marie de la tour", DE_LA_TOUR),
        ("De La Tour, cardiologie, Lyon", DE_LA_TOUR),
        ("Benali infirmier", "99900000037"),
        ("nadia benali", "99900000037"),
        ("Le Goff Brest", "99900000045"),
        ("goff reeducation", "99900000045"),
        ("sophie martin pediatrie nantes", "99900000060"),
        ("Camille.Lemoine.fictif@medecin.mssante.fr", LEMOINE),
        ("à qui est yann.legoff.fictif@ch-inconnu-fictif.mssante.fr ?", "99900000045"),
        (DE_LA_TOUR, DE_LA_TOUR),
        ("RPPS 999 0000 0011", LEMOINE),
    ],
)
async def test_a_person_is_found_by_what_is_known_of_them(bench: Bench, text: str, rpps: str) -> None:
    """
    Words come in any order, without accents, with titles; town, profession, structure, address and RPPS count.
    """
    findings = await bench.directory.search(text)

    assert [rpps] == [person.rpps for person in findings.professionals]


async def test_found_people_come_with_all_their_boxes(bench: Bench) -> None:
    """
    A search that matches one box of somebody returns the others too.
    """
    findings = await bench.directory.search("jean-marie.delatour.fictif@lifen.mssante.fr")

    assert 4 == len(findings.professionals[0].mailboxes)


async def test_homonyms_are_all_returned(bench: Bench) -> None:
    """
    Three people have the same name: the three are returned, each with profession and town to choose by.
    """
    people = (await bench.directory.search("Sophie Martin")).professionals

    assert MARTINS == {person.rpps for person in people}
    assert {("Médecin", "LYON"), ("Médecin", "NANTES"), ("Sage-Femme", "LYON")} == {(p.profession, p.city) for p in people}


async def test_a_town_tells_homonyms_apart(bench: Bench) -> None:
    """
    A word that two homonyms share keeps the two.
    """
    people = (await bench.directory.search("martin sophie lyon")).professionals

    assert {"99900000052", "99900000078"} == {person.rpps for person in people}


@pytest.mark.parametrize(
    "text", ["centre hospitalier de Valmont", "hospitalier valmont", "cardiologie.fictif@ch-valmont-fictif.mssante.fr"]
)
async def test_a_structure_is_found_with_its_boxes(bench: Bench, text: str) -> None:
    """
    A structure is found by its name or an address, with its organisational boxes and their service.
    """
    places = (await bench.directory.search(text)).organizations

    assert ["CENTRE HOSPITALIER DE VALMONT (fictif)"] == [place.structure.name for place in places]
    assert [("cardiologie.fictif@ch-valmont-fictif.mssante.fr", MailboxKind.ORG, "Cardiologie")] == [
        (box.address, box.kind, box.service) for box in places[0].mailboxes
    ]


@pytest.mark.parametrize("text", ["", "   ", "le Dr de la", "?!", "zzyzx"])
async def test_nothing_asked_or_nothing_like_it_finds_nothing(bench: Bench, text: str) -> None:
    """
    A question without a telling word, like one nobody matches, finds nothing and does not fail.
    """
    assert (await bench.directory.search(text)).empty


async def test_a_search_returns_no_more_than_asked(bench: Bench) -> None:
    """
    `limit` bounds people, the best being kept.
    """
    assert 2 == len((await bench.directory.search("Sophie Martin", limit=2)).professionals)


async def test_characters_of_query_languages_are_harmless(bench: Bench) -> None:
    """
    A question is data: quotes, percents and the like are neither SQL nor FHIR.
    """
    findings = await bench.directory.search("O'%_\\\"; DROP TABLE directory_entries; -- lemoine|,$")

    assert findings.empty


async def test_a_source_that_does_not_answer_is_temporary(bench: Bench) -> None:
    """
    An outage is a TemporaryFailure for both methods: « no box » would be a wrong answer.
    """
    with pytest.raises(TemporaryFailure):
        await bench.broken.boxes_of(LEMOINE)
    with pytest.raises(TemporaryFailure):
        await bench.broken.search("lemoine")


@pytest.mark.parametrize("build", [fake, extraction], ids=lambda build: str(build.__name__))
async def test_a_file_shows_domains_by_whole_labels(build: Build, world: World, engine: AsyncEngine) -> None:
    """A domain, or those under it; half a label is no match, nor what only looks like a pattern."""
    file = (await build(world, engine)).directory
    assert isinstance(file, FakeDirectory | ExtractionDirectory)
    asked = ["medecin.mssante.fr", "mssante.fr", "decin.mssante.fr", "medecin.mssante", "m_decin.mssante.fr", "%"]

    assert [True, True, False, False, False, False] == [await file.shows(suffix) for suffix in asked]
