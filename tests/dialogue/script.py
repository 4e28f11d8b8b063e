"""
Scripts: conversations written in French YAML, read and checked here.

A script has a `titre`, the doors it is played through (`canaux`, web by default), what is given (`sachant`), its `tours`
and its `effets`. tests/dialogue/README.md describes every key.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SCRIPTS = Path(__file__).parent / "scripts"

_SCRIPT_KEYS = {"titre", "fiche", "canaux", "sachant", "tours", "effets"}
_TURN_KEYS = {
    "arrive",
    "dit",
    "presse",
    "connecte",
    "connexion",
    "panne",
    "répond",
    "intention",
    "contient",
    "sans",
    "boutons",
    "fichiers",
    "source",
    "étape",
}
_GIVEN_KEYS = {"connecté", "panne", "dépubliées"}
_EFFECT_KEYS = {"démarches", "courriers", "transcription"}
_TRANSCRIPT_KEYS = {"contient", "sans"}


@dataclass(frozen=True, slots=True)
class Step:
    """
    One thing the practitioner does, and what must come of it.

    `arrives` looks at the greeting. `too_old` says that sign-ins are over from this turn on.
    `down` names what no longer answers from this turn on; None changes nothing.
    `files` are the words of each file handed over; None means that they are not looked at.
    """

    arrives: bool = False
    too_old: bool = False
    down: tuple[str, ...] | None = None
    says: str = ""
    presses: str = ""
    signs_in: str = ""
    responses: tuple[str, ...] | None = None
    intent: str = ""
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    files: tuple[tuple[str, ...], ...] | None = None
    source: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """
    One conversation. `procedures` and `letters` None means that they are not looked at.

    `kept` and `never_kept` are words the transcript must hold, and words it must not.
    """

    path: Path
    title: str
    channels: tuple[str, ...]
    steps: tuple[Step, ...]
    signed_in: str = ""
    down: tuple[str, ...] = ()
    procedures: list[dict[str, str]] | None = None
    letters: list[dict[str, Any]] | None = None
    kept: tuple[str, ...] = ()
    never_kept: tuple[str, ...] = ()
    sheet: str = ""
    unpublished: tuple[str, ...] = ()


def read_scripts() -> list[Script]:
    """Return every script, by file name. Raises AssertionError for a key nobody knows."""
    return [read_script(path) for path in sorted(SCRIPTS.glob("*.yml"))]


def read_script(path: Path) -> Script:
    """Return one script. Raises AssertionError for a key nobody knows: a typo would check nothing."""
    book = yaml.safe_load(path.read_text("utf-8"))
    given, effects = book.get("sachant", {}), book.get("effets", {})
    transcript = effects.get("transcription", {})
    for keys, known in ((book, _SCRIPT_KEYS), (given, _GIVEN_KEYS), (effects, _EFFECT_KEYS), (transcript, _TRANSCRIPT_KEYS)):
        assert set(keys) <= known, f"{path.name}: {set(keys) - known}"
    return Script(
        path,
        book["titre"],
        tuple(book.get("canaux", ("web",))),
        tuple(_step(path, turn) for turn in book["tours"]),
        str(given.get("connecté", "")),
        tuple(given.get("panne", ())),
        effects.get("démarches"),
        effects.get("courriers"),
        tuple(transcript.get("contient", ())),
        tuple(transcript.get("sans", ())),
        book.get("fiche", ""),
        tuple(given.get("dépubliées", ())),
    )


def _step(path: Path, turn: dict[str, Any]) -> Step:
    assert set(turn) <= _TURN_KEYS, f"{path.name}: {set(turn) - _TURN_KEYS}"
    return Step(
        arrives=turn.get("arrive", False),
        too_old=_is_over(path, turn),
        down=tuple(turn["panne"]) if "panne" in turn else None,
        says=str(turn.get("dit", "")),
        presses=turn.get("presse", ""),
        signs_in=str(turn.get("connecte", "")),
        responses=tuple(turn["répond"]) if "répond" in turn else None,
        intent=turn.get("intention", ""),
        contains=tuple(turn.get("contient", ())),
        lacks=tuple(turn.get("sans", ())),
        buttons=tuple(turn.get("boutons", ())),
        files=tuple(map(tuple, turn["fichiers"])) if "fichiers" in turn else None,
        source=turn.get("source", ""),
        step=turn.get("étape", ""),
    )


def _is_over(path: Path, turn: dict[str, Any]) -> bool:
    assert turn.get("connexion") in (None, "trop ancienne"), f"{path.name}: {turn['connexion']}"
    return "connexion" in turn
