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
    KEEP = "keep"
    EDIT_BOX = "edit_box"
    EDIT_KEPT = "edit_kept"
    EDIT_AUTO_REPLY = "edit_auto_reply"


_EDIT = r"\b(modifi\w*|chang\w*|corrig\w*|autre)\b"


_CHOICES = (
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


_REQUEST = (
    r"\b(je (voudrais|veux|souhaite|prefere|ne (veux|souhaite))|j aimerais|peux tu|pouvez vous|modifi\w*|corrig\w*"
    r"|sans (reponse|message)|pas celle)\b"
)


_TO_CORRESPONDENTS = (
    r"\b(ecrivez|adressez vous|contactez|appelez|joignez|tournez vous)\b.* (a|au|vers|mon|ma|le|la|notre)\b"
    r"|\bmerci d (ecrire|appeler|utiliser)\b|\bveuillez\b|\b(boite|adresse|bal) n est plus\b|\bje ne (consulte|lis|releve) plus\b"
)


def looks_like_auto_reply(text: str) -> bool:
    """Say whether a message is itself the text of an auto-reply rather than an answer about it."""
    folded = fold(text)
    if "?" in text or re.search(_REQUEST, folded):
        return False
    if len(text) > 60 or folded.startswith(("bonjour ", "madame ", "cher ", "chere ")):
        return True
    return re.search(_TO_CORRESPONDENTS, folded) is not None


def speaks_of_kept(text: str) -> bool:
    """Say whether a sentence speaks of the box that stays, not of the one to depublish."""
    return re.search(r"\b(redirig\w*|redirection|gard(e|er|ez)|conserv\w*)\b", fold(text)) is not None


def answers(asked: Asked, text: str) -> bool:
    """
    Say whether a sentence answers what was asked by its wording alone, whatever else it may seem to be about.

    A bare no is left out: « non, je veux parler à quelqu'un » says more than no.
    """
    if asked is Asked.AUTO_REPLY and looks_like_auto_reply(text):
        return True
    return choice_in(text) not in (None, Choice.NO)
