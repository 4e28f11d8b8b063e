"""
From the national extraction of MSSanté boxes to the model, and back from the table. No I/O here.

The file has 31 columns separated by `|`, of which the names are written differently from one extraction to
another: they are read by NAME once folded, never by position, and a column nobody knows is accepted. Source:
domain dossier §2 (chaibax/monitoring-publication-bal-mss, cardio75/adressesmssante).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from balise.adapters.directories.labels import city_label, skill_label, title_label
from balise.adapters.directories.query import searchable, squeezed
from balise.errors import Invalid
from balise.model.identity import parse_rpps
from balise.model.mailbox import Mailbox, MailboxKind, Organization, Professional, Structure, merge_mailboxes
from balise.model.wording import fold

SOURCE = "extraction"
_KINDS = frozenset(kind.value for kind in MailboxKind)
_NEEDED = ("typedebal", "adressebal", "identifiantpp", "nomdexercice", "prenomdexercice", "raisonsociale")
# `NL4TYPEVOIE` is spelt thus in the extraction; the other lines of the address are not.
_STREET = ("l4numerovoie", "l4complementnumerovoie", "nl4typevoie", "l4typevoie", "l4libellevoie")
_TRUE = frozenset(("true", "vrai", "1", "o", "oui", "y", "yes"))
_FALSE = frozenset(("false", "faux", "0", "n", "non", "no"))


@dataclass(frozen=True, slots=True)
class ExtractionRow:
    """
    One line of the file: a box, whose it is, and the structure it is tied to.

    `rpps` is empty for a box without a holder and for the few holders who have no RPPS, whose other number
    (ADELI…) is then `person_id`. `paperless` is « Dématérialisation », None when not stated.
    """

    kind: str
    address: str
    rpps: str = ""
    person_id: str = ""
    family: str = ""
    given: str = ""
    title: str = ""
    profession: str = ""
    skill: str = ""
    structure_id: str = ""
    structure_name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    service: str = ""
    paperless: bool | None = None

    @property
    def person(self) -> bool:
        """Whether the box is a person's, rather than a structure's: organisational boxes never are."""
        return self.kind not in ("ORG", "APP") and bool(self.rpps or self.person_id or self.family)

    @property
    def holder(self) -> str:
        """What tells one holder from another: without any number, homonyms are told apart by their address."""
        if self.person:
            return f"person:{self.rpps or self.person_id or f'{fold(self.family)}/{fold(self.given)}/{self.address}'}"
        named = f"{fold(self.structure_name)}/{self.postcode}" if self.structure_name else self.address
        return f"structure:{self.structure_id or named}"

    @property
    def name(self) -> str:
        """The folded name of the holder, to rank answers by."""
        names = (self.given, self.family) if self.person else (self.structure_name, self.service, self.city)
        return fold(" ".join(names))

    @property
    def words(self) -> str:
        """Every word the box can be found by, folded."""
        return searchable(
            *(self.given, self.family, squeezed(self.given, self.family), self.profession, self.skill),
            *(self.structure_name, self.service, self.street, self.postcode, self.city, self.address),
        )


def fold_header(name: str) -> str:
    """
    Return the name of a column whatever its case, accents, spaces, apostrophes and « structure BAL » ending.

    >>> fold_header("Prénom d’exercice"), fold_header("Raison Sociale structure BAL")
    ('prenomdexercice', 'raisonsociale')
    """
    return fold(name).replace(" ", "").removesuffix("structurebal")


def read_flag(text: str) -> bool | None:
    """Return a yes or no however it is written (True, 1, O, oui…), None when it is neither."""
    word = fold(text)
    return True if word in _TRUE else False if word in _FALSE else None


def row_reader(header: str) -> Callable[[str], ExtractionRow | None]:
    """
    Return a function that reads a line of the file whose first line is `header`.

    It answers None for a line that has no address, and for a box on the liste rouge should the file ever say so.

    Raises:
        Invalid: `extraction`, when a column nothing can be done without is missing.

    """
    columns = [fold_header(name) for name in header.rstrip("\r\n").split("|")]
    if missing := [name for name in _NEEDED if name not in columns]:
        raise Invalid("extraction", f"missing columns: {', '.join(missing)}")

    def read(line: str) -> ExtractionRow | None:
        # PostgreSQL refuses the NUL character in a text. Cells beyond the header are ignored, missing ones are empty.
        values = (value.strip() for value in line.rstrip("\r\n").replace("\x00", "").split("|"))
        cells = dict(zip(columns, values, strict=False))
        if "@" not in cells.get("adressebal", "") or read_flag(cells.get("listerouge", "")):
            return None
        return _row(cells)

    return read


def _row(cells: dict[str, str]) -> ExtractionRow:
    def cell(*names: str) -> str:
        return next((cells[name] for name in names if cells.get(name)), "")

    return ExtractionRow(
        kind=_kind(cell("typedebal")),
        address=cell("adressebal").lower(),
        rpps=_rpps(cell("identifiantpp"), cell("identificationnationalepp")),
        person_id=cell("identifiantpp", "identificationnationalepp"),
        family=cell("nomdexercice"),
        given=cell("prenomdexercice"),
        title=title_label(cell("civilitedexercice")),
        profession=cell("libelleprofession"),
        skill=skill_label(cell("libellesavoirfaire")),
        structure_id=cell("identificationstructure"),
        structure_name=cell("raisonsociale", "enseignecommerciale"),
        street=" ".join(cells[name] for name in _STREET if cells.get(name)),
        postcode=cell("codepostal"),
        city=city_label(cell("l6ligneacheminement")),
        service=cell("servicederattachement"),
        paperless=read_flag(cell("dematerialisation")),
    )


def _kind(text: str) -> str:
    return text.upper() if text.upper() in _KINDS else MailboxKind.UNKNOWN.value


def _rpps(*numbers: str) -> str:
    """Return the first number that is an RPPS, alone or as a national identification (`8` before it)."""
    for number in numbers:
        try:
            return parse_rpps(number)
        except Invalid:
            continue
    return ""


def to_structure(row: ExtractionRow) -> Structure | None:
    """Return the structure of a line, None when the box is tied to the person alone."""
    if not (row.structure_name or row.structure_id):
        return None
    return Structure(row.structure_name, row.structure_id, row.street, row.postcode, row.city)


def to_mailbox(row: ExtractionRow) -> Mailbox:
    """Return the box of a line."""
    return Mailbox(row.address, MailboxKind(row.kind), to_structure(row), row.service, (SOURCE,))


def to_professionals(rows: Iterable[ExtractionRow]) -> tuple[Professional, ...]:
    """Return the holders of the lines, in order, each with the boxes of all their lines."""
    return tuple(_professional(own) for own in _by_holder(row for row in rows if row.person))


def to_organizations(rows: Iterable[ExtractionRow]) -> tuple[Organization, ...]:
    """Return the structures of the lines that are no person's, in order, each with its boxes."""
    groups = _by_holder(row for row in rows if not row.person)
    return tuple(
        Organization(to_structure(own[0]) or Structure(own[0].address), merge_mailboxes([to_mailbox(row) for row in own]))
        for own in groups
    )


def _professional(rows: Sequence[ExtractionRow]) -> Professional:
    def first(field: str) -> str:
        stated: str = next((value for row in rows if (value := getattr(row, field))), "")
        return stated

    return Professional(
        rpps=first("rpps"),
        family=first("family"),
        given=first("given"),
        title=first("title"),
        profession=first("profession"),
        skill=first("skill"),
        mailboxes=merge_mailboxes([to_mailbox(row) for row in rows]),
    )


def _by_holder(rows: Iterable[ExtractionRow]) -> list[list[ExtractionRow]]:
    groups: dict[str, list[ExtractionRow]] = {}
    for row in rows:
        groups.setdefault(row.holder, []).append(row)
    return list(groups.values())
