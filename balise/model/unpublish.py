"""
The dépublication, field by field: what a sentence answers to what was asked.

Sheet « Identifier ses BAL »: depublish inactive boxes, with an auto-reply that redirects to the active one.
"""

from __future__ import annotations

import re
from enum import StrEnum

from balise.model.wording import fold, means_no, means_yes


class Asked(StrEnum):
    """The fields, in the order they are asked."""

    BOX = "unpublish_box"
    KEPT = "unpublish_kept"
    AUTO_REPLY = "unpublish_auto_reply"
    CONFIRMED = "unpublish_confirmed"


class Choice(StrEnum):
    """What a sentence chooses, beside naming a box or giving a text."""

    YES = "yes"
    NO = "no"
    WITHOUT = "without"
    WRITE = "write"
    EDIT_BOX = "edit_box"
    EDIT_KEPT = "edit_kept"
    EDIT_AUTO_REPLY = "edit_auto_reply"


_EDIT = r"\b(modifi\w*|chang\w*|corrig\w*|autre)\b"


_CHOICES = (
    (Choice.EDIT_AUTO_REPLY, rf"{_EDIT}.*\b(message|reponse|texte|absence)\b"),
    (Choice.EDIT_KEPT, rf"{_EDIT}.*\b(redirection|gardee|conservee|rediriger)\b"),
    (Choice.EDIT_BOX, r"\b(modifi\w*|chang\w*|corrig\w*)\b.*\b(bal|boite|adresse)\b"),
    (Choice.WRITE, r"\b(ecri\w*|redig\w*|propose\w*)\b.*\b(mien|propre|moi meme)\b|\bmon (propre )?(texte|message)\b"),
    (Choice.WITHOUT, r"\b(sans|pas de|aucune?)\b.*\b(reponse|message|texte|redirection)\b|^sans$"),
    (Choice.YES, r"^(oui )?(j )?(utilise[rz]?|garde[rz]?|envoie[rsz]?|continue[rz]?)\b"),
)


def choice_in(text: str) -> Choice | None:
    """Return the choice a sentence makes, or None."""
    folded = fold(text)
    if means_yes(text):
        return Choice.YES
    found = next((choice for choice, pattern in _CHOICES if re.search(pattern, folded)), None)
    return found or (Choice.NO if means_no(text) else None)


def looks_like_auto_reply(text: str) -> bool:
    """Say whether a message is itself the text of an auto-reply rather than an answer about it."""
    return (len(text) > 60 and "?" not in text) or fold(text).startswith(("bonjour ", "madame ", "cher ", "chere "))
