"""What an answer chooses in the forms about a box, beside naming a box, telling days or giving a text."""

from __future__ import annotations

import re
from enum import StrEnum

from balise.model.wording import fold, means_no, means_yes


class Choice(StrEnum):
    """What a sentence chooses. Each form knows some of these."""

    YES = "yes"
    NO = "no"
    WITHOUT = "without"
    WRITE = "write"
    KEEP = "keep"
    EDIT_BOX = "edit_box"
    EDIT_PERIOD = "edit_period"
    EDIT_KEPT = "edit_kept"
    EDIT_AUTO_REPLY = "edit_auto_reply"


_EDIT = r"\b(modifi\w*|chang\w*|corrig\w*|autre)\b"

_CHOICES = (
    (Choice.EDIT_PERIOD, rf"{_EDIT}.*\b(dates?|jours?|durees?|periodes?)\b"),
    (Choice.EDIT_AUTO_REPLY, rf"{_EDIT}.*\b(message|reponse|texte|absence)\b"),
    (Choice.EDIT_KEPT, rf"{_EDIT}.*\b(redirection|gardee|conservee|rediriger|reste)\b"),
    (Choice.EDIT_BOX, r"\b(modifi\w*|chang\w*|corrig\w*)\b.*\b(bal|boite|adresse)\b"),
    (Choice.WRITE, r"\b(ecri\w*|redig\w*|propose\w*)\b.*\b(mien|propre|moi meme)\b|\bmon (propre )?(texte|message)\b"),
    (Choice.WITHOUT, r"\b(sans|pas de|aucune?)\b.*\b(reponse|message|texte|redirection)\b|^sans$"),
    (Choice.KEEP, r"\b(gard|laiss|rest)\w*\b.*\bpubliee?\b"),
    (Choice.NO, r"^(n |ne )?\w+ (pas|rien)\b"),
    (Choice.YES, r"^(oui )?(j )?(utilise[rz]?|garde[rz]?|envo[iy]e[rsz]?|continue[rz]?)\b"),
)


def choice_in(text: str) -> Choice | None:
    """Return the choice a sentence makes, or None."""
    folded = fold(text)
    if means_yes(text):
        return Choice.YES
    found = next((choice for choice, pattern in _CHOICES if re.search(pattern, folded)), None)
    return found or (Choice.NO if means_no(text) else None)
