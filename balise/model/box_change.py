"""Changing how a box stands in the Annuaire Santé: what it hangs on, and what became of the change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from balise.errors import Invalid


@dataclass(frozen=True, slots=True)
class Carrier:
    """
    What a box hangs on in the directory, which knows no box by itself (domain dossier §1.5).

    Either a person, by RPPS, be it alone or in one of their situations d'exercice; or a structure, by its national number.

    Raises:
        Invalid: `carrier` when there is not exactly one number.

    """

    rpps: str = ""
    structure: str = ""

    def __post_init__(self) -> None:
        if bool(self.rpps) == bool(self.structure):
            raise Invalid("carrier", "one number, of a person or of a structure")


class Progress(StrEnum):
    """How far a change has come: the directory shows it, or has only taken it."""

    DONE = "done"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class BoxChange:
    """
    What became of a change.

    `changed` is false when all was already as asked. `versions` names what holds now on the other side, one entry for each
    thing touched, as that side names its versions; it holds no personal data.
    """

    progress: Progress
    versions: tuple[str, ...] = ()
    changed: bool = True
