"""The parts of a fictional extraction: people, structures, boxes, and their lines in the official layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from balise.model.identity import PracticeSituation

# The order of the official file (domain dossier §2).
COLUMNS = (
    *("Type de BAL", "Adresse BAL", "Type Identifiant PP", "Identifiant PP", "Identification nationale PP"),
    *("Type identifiant structure", "Identification Structure", "Service de rattachement"),
    *("Civilité d'exercice", "Nom d'exercice", "Prénom d'exercice"),
    *("Catégorie profession", "Libellé de catégorie profession", "Code Profession", "Libellé Profession"),
    *("Code savoir-faire", "Libellé savoir-faire", "Dématérialisation"),
    *("Raison Sociale structure BAL", "Enseigne commerciale structure BAL"),
    *("L2COMPLEMENTLOCALISATION structure BAL", "L3COMPLEMENTDISTRIBUTION structure BAL"),
    *("L4NUMEROVOIE structure BAL", "L4COMPLEMENTNUMEROVOIE structure BAL", "NL4TYPEVOIE structure BAL"),
    *("L4LIBELLEVOIE structure BAL", "L5LIEUDITMENTION structure BAL", "L6LIGNEACHEMINEMENT structure BAL"),
    *("Code postal structure BAL", "Département structure BAL", "Pays structure BAL"),
)
FRANCE = "99100"
RPPS, FINESS = "8", "1"


@dataclass(frozen=True, slots=True)
class FictionalStructure:
    """A place nobody can go to; its number lies in a range FINESS does not use."""

    name: str
    city: str
    postcode: str
    identifier: str
    street: tuple[str, str, str] = ("1", "PL", "DE LA FICTION")

    @property
    def cells(self) -> dict[str, str]:
        """The cells of a line that describe it."""
        number, kind, street = self.street
        return {
            "Type identifiant structure": FINESS,
            "Identification Structure": self.identifier,
            "Raison Sociale structure BAL": self.name,
            "L4NUMEROVOIE structure BAL": number,
            "NL4TYPEVOIE structure BAL": kind,
            "L4LIBELLEVOIE structure BAL": street,
            "L6LIGNEACHEMINEMENT structure BAL": f"{self.postcode} {self.city}",
            "Code postal structure BAL": self.postcode,
            "Département structure BAL": self.postcode[: 3 if self.postcode.startswith("97") else 2],
            "Pays structure BAL": FRANCE,
        }


@dataclass(frozen=True, slots=True)
class FictionalBox:
    """A box: of a person, of a person in a structure, or of a structure's service."""

    address: str
    structure: FictionalStructure | None = None
    service: str = ""


@dataclass(frozen=True, slots=True)
class Training:
    """What somebody does: codes and labels of TRE_G15 (profession) and TRE_R38 (savoir-faire)."""

    code: str
    profession: str
    skill_code: str = ""
    skill: str = ""


@dataclass(frozen=True, slots=True)
class FictionalPerson:
    """Somebody who does not exist. `civility` is the code of the civilité d'exercice: DR, MME, M."""

    rpps: str
    civility: str
    given: str
    family: str
    training: Training
    boxes: tuple[FictionalBox, ...] = ()

    @property
    def situations(self) -> tuple[PracticeSituation, ...]:
        """Where they practise: the structures of their boxes."""
        places = dict.fromkeys(box.structure for box in self.boxes if box.structure)
        return tuple(PracticeSituation(place.name, place.identifier, self.training.code) for place in places)

    @property
    def cells(self) -> dict[str, str]:
        """The cells of a line that describe them."""
        return {
            "Type Identifiant PP": RPPS,
            "Identifiant PP": self.rpps,
            "Identification nationale PP": RPPS + self.rpps,
            "Civilité d'exercice": self.civility,
            "Nom d'exercice": self.family,
            "Prénom d'exercice": self.given,
            "Catégorie profession": "C",
            "Libellé de catégorie profession": "Civil",
            "Code Profession": self.training.code,
            "Libellé Profession": self.training.profession,
            "Code savoir-faire": self.training.skill_code,
            "Libellé savoir-faire": self.training.skill,
        }


def header() -> str:
    """Return the first line of the file."""
    return "|".join(COLUMNS)


def lines_of_person(person: FictionalPerson) -> Iterator[str]:
    """Yield a line for each box of a person."""
    return (_line("PER", box, person.cells) for box in person.boxes)


def line_of_service(box: FictionalBox) -> str:
    """Return the line of an organisational box."""
    return _line("ORG", box, {})


def _line(kind: str, box: FictionalBox, holder: dict[str, str]) -> str:
    own = {"Type de BAL": kind, "Adresse BAL": box.address, "Service de rattachement": box.service, "Dématérialisation": "True"}
    cells = own | holder | (box.structure.cells if box.structure else {})
    return "|".join(cells.get(name, "") for name in COLUMNS)
