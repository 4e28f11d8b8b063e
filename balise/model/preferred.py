"""
The preferred box of each practice situation.

Sheet « Valoriser ses BAL »: one for each situation d'exercice, then made known. The directory has no setting for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from balise.model.mailbox import Mailbox
from balise.model.procedure import Kind, Procedure, State
from balise.model.wording import fold


class Asked(StrEnum):
    """The fields, in the order they are asked."""

    BOX = "preferred_box"
    CONFIRMED = "preferred_confirmed"


_STANDING = frozenset({State.SENT, State.ACKNOWLEDGED, State.DONE})

_EDIT = r"\b(modifi\w*|chang\w*|corrig\w*|autre)\b.*\b(bal|boite|adresse|choix)\b"

_HOW = r"\b(comment|pourquoi|a quoi|ca sert|faut il|dois je (choisir|communiquer|faire)|c est quoi|veut dire|obligatoire)\b"


def place_of(box: Mailbox) -> str:
    """Return the practice situation of a box: its structure and town; empty for a box tied to the person alone."""
    return ", ".join(filter(None, (box.structure.name, box.structure.city))) if box.structure else ""


def number_of(box: Mailbox) -> str:
    """Return the national number of the place of a box; empty when there is none, or it is not known."""
    return box.structure.identifier if box.structure else ""


def standing(procedures: Iterable[Procedure]) -> dict[str, Procedure]:
    """Return the choice that holds in each place, from procedures newest first."""
    chosen: dict[str, Procedure] = {}
    for procedure in procedures:
        if procedure.kind is Kind.PREFERRED_BOX and procedure.state in _STANDING:
            chosen.setdefault(procedure.detail("place"), procedure)
    return chosen


def edits(text: str) -> bool:
    """Say whether a sentence asks to choose another box than the one shown."""
    return re.search(_EDIT, fold(text)) is not None


def asks_the_sheet(text: str) -> bool:
    """Say whether a sentence asks how one chooses, or makes known, and why: the sheet answers, nothing begins."""
    return re.search(_HOW, fold(text)) is not None
