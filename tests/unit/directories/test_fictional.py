"""The fictional extraction: nobody in it exists, and everybody the other tests rely on is in it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from balise.adapters.directories.extraction.casting import COLUMNS
from balise.adapters.directories.extraction.fictional import PERSONAS, write_fictional_extraction
from balise.adapters.directories.extraction.importer import read_rows
from balise.adapters.directories.extraction.mapping import ExtractionRow, to_organizations, to_professionals
from balise.model.wording import fold


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the extraction once."""
    path = tmp_path_factory.mktemp("fictional") / "extraction.txt"
    write_fictional_extraction(path)
    return path


@pytest.fixture(scope="module")
def rows(path: Path) -> list[ExtractionRow]:
    """Read it as the importer does."""
    return list(read_rows(path))


def test_the_layout_is_the_official_one(path: Path) -> None:
    """
    31 columns in the documented order, `|`, UTF-8, and as many cells on every line.
    """
    lines = path.read_text(encoding="utf-8").splitlines()

    assert 31 == len(COLUMNS)
    assert "|".join(COLUMNS) == lines[0]
    assert {30} == {line.count("|") for line in lines}


def test_the_same_seed_gives_the_same_file(path: Path, tmp_path: Path) -> None:
    """
    It is deterministic byte for byte, says how many boxes it wrote, and another seed gives another crowd.
    """
    again, other = tmp_path / "again", tmp_path / "other"
    count = write_fictional_extraction(again)
    write_fictional_extraction(other, seed=1)

    assert path.read_bytes() == again.read_bytes()
    assert path.read_bytes() != other.read_bytes()
    assert len(path.read_bytes().splitlines()) - 1 == count


def test_everything_says_that_it_is_fictional(rows: list[ExtractionRow]) -> None:
    """
    No real person's name, number or address can appear.
    """
    assert not [row for row in rows if not row.address.partition("@")[0].endswith(".fictif")]
    assert not [row for row in rows if row.family and not row.family.endswith(" (fictif)")]
    assert not [row for row in rows if row.structure_name and not row.structure_name.endswith(" (fictif)")]
    assert not [row for row in rows if row.rpps and not (row.rpps.startswith("999000") and len(row.rpps) == 11)]
    assert not [row for row in rows if row.structure_id and not row.structure_id.startswith("999000")]


def test_the_personas_are_the_first_people_with_their_boxes(rows: list[ExtractionRow]) -> None:
    """
    Dialogue tests rely on them, on their order and on the order of their boxes; somebody without a box has no line.
    """
    people = to_professionals(rows)
    expected = [(p.rpps, p.family, [box.address for box in p.boxes]) for p in PERSONAS if p.boxes]

    assert expected == [(p.rpps, p.family, [box.address for box in p.mailboxes]) for p in people[: len(expected)]]
    assert [("99900000094", "PETIT (fictif)")] == [(p.rpps, p.family) for p in PERSONAS if not p.boxes]


def test_searching_a_personas_family_finds_the_personas_only(rows: list[ExtractionRow]) -> None:
    """
    The crowd bears none of their names, so that dialogues do not depend on the seed.
    """
    own = {fold(persona.family) for persona in PERSONAS}
    crowd = [person for person in to_professionals(rows) if person.rpps not in {persona.rpps for persona in PERSONAS}]

    assert not [person.family for person in crowd if fold(person.family) in own]


def test_the_crowd_is_varied(rows: list[ExtractionRow]) -> None:
    """
    About 200 people and 60 structures: homonyms, compound names, one to four boxes, several sites, many operators.
    """
    people = to_professionals(rows)
    names = Counter((person.family, person.given) for person in people)
    sites = [{box.structure for box in person.mailboxes if box.structure} for person in people]

    assert 190 <= len(people) <= 210
    assert 45 <= len({row.structure_id for row in rows if row.structure_id}) <= 60
    assert 20 <= len(to_organizations(rows))
    assert 10 <= sum(count > 1 for count in names.values())
    assert {1, 2, 3, 4} <= {len(person.mailboxes) for person in people}
    assert any(len(places) > 1 for places in sites)
    assert any("-" in person.given for person in people)


@pytest.mark.parametrize(
    "domain",
    [
        *("medecin.mssante.fr", "infirmier.mssante.fr", "pharmacien.mssante.fr", "sage-femme.mssante.fr"),
        *("masseur-kinesitherapeute.mssante.fr", "interop-mssante.apicrypt.org", "aura.mssante.fr", "lifen.mssante.fr"),
        *("medecin.oc.mssante.fr", "paca.mssante.fr", "cgm.mssante.fr", "bretagne.mssante.fr", "ch-inconnu-fictif.mssante.fr"),
    ],
)
def test_boxes_are_on_many_operators_domains(rows: list[ExtractionRow], domain: str) -> None:
    """
    Each operator a demonstration may show has boxes, and one domain is in nobody's list.
    """
    assert domain in {row.address.partition("@")[2] for row in rows}


def test_an_address_belongs_to_one_holder(rows: list[ExtractionRow]) -> None:
    """
    A homonym at the same operator gets another address.
    """
    holders: dict[str, set[str]] = {}
    for row in rows:
        holders.setdefault(row.address, set()).add(row.holder)

    assert not [address for address, held_by in holders.items() if len(held_by) > 1]
