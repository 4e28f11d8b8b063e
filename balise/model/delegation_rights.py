"""What a delegate may do, as people say it: « tout sauf supprimer », « juste lire », « qu'elle réponde mais ne classe rien »."""

from __future__ import annotations

import re

from balise.model.paper import Right
from balise.model.wording import fold

_SAID = (
    (Right.READ, r"lire|lis|lit|lise|lisent|lecture|consult\w*|voir|voit|voie|voient|regard\w*|prendre connaissance"),
    (Right.REPLY, r"repon\w+|envoi|envois|envoy\w+|envoie\w*|ecrire|ecrit|ecrive\w*|ecriture|redig\w+"),
    (Right.FILE, r"class(?:er|e|ent|ement|ez)|rang(?:er|e|ent|ement|ez)|tri|trier|trie|trient|archiv\w+|deplac\w+"),
    (Right.DELETE, r"supprim\w+|suppressions?|effac\w+|jeter|jette|jettent"),
)
_EXCLUDES = r"sauf|hors|hormis|excepte\w*|exception|exclu\w*"
_DENIES = r"ne|n|pas|sans|ni|jamais|interdi\w+|aucune?|rien"
_WORDS = re.compile(
    rf"(?P<excludes>\ba part\b|\b(?:{_EXCLUDES})\b)|(?P<only>\bne? (?:(?!pas|rien|jamais)\w+ ){{1,3}}que?\b)"
    rf"|(?P<denies>\b(?:{_DENIES})\b)"
    r"|(?P<forgives>\b(?:mais|par contre|en revanche|juste|seulement|uniquement)\b)"
    + "".join(rf"|(?P<{right}>\b(?:{said})\b)" for right, said in _SAID)
)
_NOT_RIGHTS = r"\b(?:reponses? automatiques?|(?:re)?envo\w+ (?:la|ma|cette|une) demande|a voir|se voit)\b"
_VERB = "|".join(said for _, said in _SAID)
_EVERYTHING = (
    r"\b(?:tous? (?:les )?(?:droits?|acces|permissions?|autorisations?)|toutes les (?:permissions|autorisations)|comme moi"
    r"|les quatre|tout (?:faire|gerer|permis|autorise)|acces (?:complet|total|integral|a tout)"
    r"|pleins? (?:droits?|pouvoirs?|acces))\b"
    rf"|\btout (?=(?:\w+ )?(?:{_EXCLUDES}|a part)\b)"
)
_EVERYTHING_ASKED = rf"(?<!pas du )(?<!lire )(?<!classer )\btout\b(?! (?:le|la|les|d|de|a l heure|{_VERB})\b)"


def rights_in(text: str, *, asked: bool = False) -> frozenset[Right] | None:
    """
    Return the rights a sentence gives, None when it speaks of none. `asked` when it answers the very question.

    Whatever else is given, reading is. What is only refused leaves the rest: « surtout pas supprimer ».
    """
    folded = re.sub(_NOT_RIGHTS, "", fold(text))
    everything = re.search(_EVERYTHING, folded) or (asked and re.search(_EVERYTHING_ASKED, folded))
    given, refused = _sorted(text)
    if everything or (refused and not given and asked):
        return frozenset(Right) - refused or None
    kept = given - refused
    return kept | {Right.READ} if kept else None


def _sorted(text: str) -> tuple[frozenset[Right], frozenset[Right]]:
    """Return the rights a sentence gives, and those it refuses."""
    given: set[Right] = set()
    refused: set[Right] = set()
    excluding = False
    for clause in re.split(r"[,;:.!?\n]", text):
        denying = False
        for match in _WORDS.finditer(re.sub(_NOT_RIGHTS, "", fold(clause))):
            match match.lastgroup:
                case "excludes":
                    excluding = True
                case "denies":
                    denying = True
                case "forgives" | "only":
                    excluding = denying = False
                case str(right):
                    (refused if excluding or denying else given).add(Right(right))
    return frozenset(given), frozenset(refused)


_ABOUT = r"\b(?:droits?|tout|tous|juste|seulement|uniquement|seule|sauf|sans|pas|puisse|pourra|peut|doit|aussi|egalement)\b"


def corrects_rights(text: str) -> bool:
    """Say whether a sentence said of something else changes the rights: « qu'elle puisse aussi classer »."""
    return rights_in(text) is not None and re.search(_ABOUT, fold(text)) is not None
