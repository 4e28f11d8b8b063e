"""The words the guard reads a patient by, when they are mistyped: « patinete », « conte rendu »; and « arobase »."""

from __future__ import annotations

import re
from collections.abc import Iterator

_READ = (
    "patient patiente patients resultat resultats ordonnance ordonnances dossier dossiers courrier consultation traitement"
    " hospitalise hospitalisee hospitalisation medecin chirurgien infirmier infirmiere radiographie echographie scanner"
    " mammographie coloscopie analyses operation prescription certificat pansement vaccination naissance urgences"
    " diagnostic medicament medicaments kinesitherapie opere operee chambre resident residente"
).split()


def _mistyped(word: str) -> Iterator[str]:
    """Yield a word with one letter less, its first and last aside, or with two neighbours swapped."""
    for place in range(1, len(word) - 1):
        yield word[:place] + word[place + 1 :]
        yield word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]


_RIGHT = {wrong: right for right in _READ if len(right) > 6 for wrong in _mistyped(right) if wrong not in _READ} | {
    "docier": "dossier",
    "rezultats": "resultats",
    "resultas": "resultats",
    "ptit": "petit",
    "ptite": "petite",
    "pte": "patiente",
    "chz": "chez",
    "ds": "dans",
    "fe": "fait",
    "g": "j'ai",
    "ke": "que",
    "ki": "qui",
    "sn": "son",
}
_WORD = re.compile(r"(?<![\w@.-])[A-Za-z]+(?![\w'@-]|\.\w)")
# « kevin[at]hotmail.com », « durand arobase free point fr ».
_AT = re.compile(r"(?<=\w) ?(?:[\[(]|\b)(?:at(?=[\])])|arr?obase)[\])]? ?(?=\w)", re.IGNORECASE)
_DOT = re.compile(r"(@[\w-]{1,30}) ?[\[(]?(?:point|dot)[\])]? ?(?=(?:fr|com|net|org|eu)\b)", re.IGNORECASE)
_SHORTEST = 3
"""Shorter words are initials when they are capitals."""
_REPORT = re.compile(r"\b(?:con|com|comp|conp)te?s?[ -]rendue?(s?)\b", re.IGNORECASE)


def respelt(text: str) -> str:
    """Return a legible text with those words as they are written, their capitals kept, and addresses with their signs."""
    small = text.lower()
    if "obase" in small or "at]" in small or "at)" in small:
        text = _DOT.sub(r"\1.", _AT.sub("@", text))
    return _WORD.sub(_right, _REPORT.sub(r"compte rendu\1", text) if "rendu" in small else text)


def _right(found: re.Match[str]) -> str:
    word = found[0]
    right = _RIGHT.get(word if len(word) < _SHORTEST else word.lower(), word)
    return right.upper() if len(word) > 1 and word.isupper() else right
