"""Reading the lines of the national extraction."""

from __future__ import annotations

import pytest

from balise.adapters.directories.extraction.casting import COLUMNS
from balise.adapters.directories.extraction.mapping import (
    ExtractionRow,
    fold_header,
    read_flag,
    row_reader,
    to_mailbox,
    to_organizations,
    to_professionals,
)
from balise.errors import Invalid
from balise.model.mailbox import MailboxKind, Structure

HEADER = "|".join(COLUMNS)


def line(**cells: str) -> str:
    """Return a line of the official layout, from cells named by folded header."""
    return "|".join(cells.get(fold_header(name), "") for name in COLUMNS)


def row(header: str = HEADER, **cells: str) -> ExtractionRow:
    """Return the row read from such a line, which must be usable."""
    read = row_reader(header)(line(**({"typedebal": "PER", "adressebal": "a.fictif@medecin.mssante.fr"} | cells)))
    assert read is not None
    return read


@pytest.mark.parametrize(
    "name",
    [
        "Prénom d'exercice",
        "Prenom d’exercice",
        "PRÉNOM D'EXERCICE",
        " prénom  d exercice ",
        "Prénom_d'exercice",
        "\ufeffPrénom d'exercice",
    ],
)
def test_a_column_is_known_however_it_is_written(name: str) -> None:
    """
    Case, accents, spaces, apostrophes and signs do not count in a header.
    """
    assert "prenomdexercice" == fold_header(name)


def test_columns_are_read_by_name_not_by_position() -> None:
    """
    Reversed columns, an unknown one and an empty trailing one give the same row.
    """
    cells = line(
        typedebal="PER", adressebal="a.fictif@medecin.mssante.fr", nomdexercice="LEMOINE (fictif)", codepostal="76540"
    ).split("|")
    header = "|".join([*reversed(COLUMNS), "Date de dernière connexion", ""])
    shuffled = "|".join([*reversed(cells), "2026-10-09", ""])

    assert row_reader(HEADER)("|".join(cells)) == row_reader(header)(shuffled)


def test_a_missing_column_is_named() -> None:
    """
    Without the address or another needed column the file is refused, and the message says which.
    """
    with pytest.raises(Invalid, match="adressebal") as caught:
        row_reader(HEADER.replace("Adresse BAL", "Adresse"))

    assert "extraction" == caught.value.reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("True", True),
        ("true", True),
        ("1", True),
        ("O", True),
        ("oui", True),
        ("False", False),
        ("0", False),
        ("N", False),
        ("", None),
        ("?", None),
    ],
)
def test_flags_are_read_however_they_are_written(text: str, value: bool | None) -> None:
    """
    Four spellings were seen for « Dématérialisation »; anything else is « not stated ».
    """
    assert value is read_flag(text)
    assert value is row(dematerialisation=text).paperless


@pytest.mark.parametrize("text", ["", "\n", "PER", "PER|no address", line(typedebal="PER")])
def test_a_line_without_an_address_is_skipped(text: str) -> None:
    """
    A broken line does not stop an import of half a million others.
    """
    assert row_reader(HEADER)(text) is None


def test_a_box_on_the_liste_rouge_is_skipped() -> None:
    """
    Should the file ever carry them, they are not kept.
    """
    read = row_reader(HEADER + "|Liste rouge")

    assert read(line(adressebal="a.fictif@medecin.mssante.fr") + "|true") is None
    assert read(line(adressebal="a.fictif@medecin.mssante.fr") + "|false") is not None


def test_a_short_line_lacks_its_last_cells() -> None:
    """
    Cells that are missing at the end are empty.
    """
    read = row_reader(HEADER)("PER|A.Fictif@Medecin.mssante.fr")

    assert ExtractionRow("PER", "a.fictif@medecin.mssante.fr") == read


def test_nul_characters_are_removed() -> None:
    """
    PostgreSQL refuses them in a text.
    """
    assert "LEMOINE" == row(nomdexercice="LEM\x00OINE").family


@pytest.mark.parametrize(
    ("number", "national", "rpps"),
    [
        ("99900000011", "899900000011", "99900000011"),
        ("", "899900000011", "99900000011"),
        ("751234567", "0751234567", ""),
        ("", "", ""),
    ],
)
def test_an_rpps_is_eleven_digits_or_the_national_number(number: str, national: str, rpps: str) -> None:
    """
    An ADELI number is kept as such and never taken for an RPPS.
    """
    read = row(identifiantpp=number, identificationnationalepp=national)

    assert rpps == read.rpps
    assert (number or national) == read.person_id


@pytest.mark.parametrize(
    ("text", "kind"), [("PER", MailboxKind.PER), ("org", MailboxKind.ORG), ("CAB", MailboxKind.CAB), ("NEW", MailboxKind.UNKNOWN)]
)
def test_a_kind_nobody_knows_is_unknown(text: str, kind: MailboxKind) -> None:
    """
    A new type of box is listed as « not stated », not refused.
    """
    assert kind is to_mailbox(row(typedebal=text)).kind


def test_the_address_of_a_structure_is_put_together() -> None:
    """
    Street and town come from their several columns; the brand stands in for a missing name.
    """
    read = row(
        enseignecommerciale="LES QUAIS",
        identificationstructure="999000003",
        l4numerovoie="12",
        l4complementnumerovoie="BIS",
        nl4typevoie="R",
        l4libellevoie="DES QUAIS",
        codepostal="69002",
        l6ligneacheminement="69002 LYON CEDEX 02",
    )

    assert Structure("LES QUAIS", "999000003", "12 BIS R DES QUAIS", "69002", "LYON") == to_mailbox(read).structure


def test_a_box_without_structure_columns_is_the_persons_alone() -> None:
    """
    Nothing is made up for it.
    """
    assert to_mailbox(row(nomdexercice="LEMOINE (fictif)")).structure is None


def test_an_address_on_several_lines_is_one_box() -> None:
    """
    169 addresses of the real file are on several lines, for several structures: the first is kept.
    """
    rows = [row(identifiantpp="99900000011", raisonsociale=name) for name in ("A (fictif)", "B (fictif)")]
    (person,) = to_professionals(rows)

    assert [Structure("A (fictif)")] == [box.structure for box in person.mailboxes]


def test_homonyms_without_a_number_are_not_one_person() -> None:
    """
    Nothing but the name says so, and a name is not a proof.
    """
    rows = [row(nomdexercice="ALLARD (fictif)", adressebal=f"{name}.fictif@pro.mssante.fr") for name in ("a", "b")]

    assert 2 == len(to_professionals(rows))


def test_an_organisational_box_is_its_structures_whoever_answers_for_it() -> None:
    """
    A person named on an ORG line does not make it theirs; the services of a structure are gathered.
    """
    rows = [
        row(
            typedebal="ORG",
            adressebal=f"{s}.fictif@ch-x.mssante.fr",
            identificationstructure="999000001",
            servicederattachement=s,
            nomdexercice="ALLARD",
        )
        for s in ("cardiologie", "urgences")
    ]
    (place,) = to_organizations(rows)

    assert () == to_professionals(rows)
    assert ["cardiologie", "urgences"] == [box.service for box in place.mailboxes]
