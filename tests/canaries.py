"""Strings that tests type as secrets or as patients' data, and that nothing may keep."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

TYPED = {
    "le dossier du 1 55 08 24 322 118 52 est bloqué": ("1 55 08 24 322 118 52", "155082432211852"),
    "le compte rendu de ma patiente Mme Zorglubine Kanarivac, suivie pour un diabète, est revenu": ("Zorglubine", "Kanarivac"),
    "écrivez à ma patiente, zorglubine@kanarivac.example": ("zorglubine", "kanarivac.example"),
    "mon mot de passe est Kanari7731Vac": ("Kanari7731Vac",),
}
"""Sentences, and what of each must be found nowhere."""

IN_SCRIPTS = (
    "2 84 05 75 123 456 78",
    "Soleil2024",
    "Tournesol75",
    "06 39 98 12 34",
    "mme perrin nee le",
    "Durand, elle a un cancer",
    "00871245",
)
"""What the dialogue scripts type of the kind."""

IN_TESTS = (
    "2 84 05 88 123 456 78",
    "2 55 08 14 168 025 38",
    "Durand a un cancer du sein",
)
"""What the tests of the doors do."""

CANARIES = (*(word for words in TYPED.values() for word in words), *IN_SCRIPTS, *IN_TESTS)

_CHUNK = 1 << 22


def files_holding(folder: Path, words: Collection[str]) -> dict[str, set[str]]:
    """Return which files under a folder, of whatever kind, hold which of these words; what vanishes meanwhile holds none."""
    wanted = {word: word.encode() for word in words}
    found: dict[str, set[str]] = {}
    for path in folder.rglob("*"):
        for piece in _pieces(path, max(map(len, wanted.values()))):
            if here := {word for word, written in wanted.items() if written in piece}:
                found.setdefault(path.relative_to(folder).as_posix(), set()).update(here)
    return found


def _pieces(path: Path, overlap: int) -> Iterator[bytes]:
    try:
        if not path.is_file():
            return
        with path.open("rb") as file:
            before = b""
            while piece := file.read(_CHUNK):
                yield before + piece
                before = piece[-overlap:]
    except FileNotFoundError:
        return
