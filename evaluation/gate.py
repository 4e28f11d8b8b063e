"""Refuses a model that understands less than the last one committed, by more than chance explains."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from balise.launch.shaping import fingerprint
from evaluation import history
from evaluation.configuration import ROOT, read_thresholds
from evaluation.facts import facts, figures, half_widths
from evaluation.history import Figure, Line
from evaluation.samples import dev_messages, file_mark
from evaluation.understanding import Understanding

MUST_NOT_FALL = ("accuracy", "handled", "out_of_scope_recall")
MUST_NOT_RISE = ("wrong_action", "out_of_scope_accepted")


def drops(before: Mapping[str, Figure], now: Mapping[str, Figure]) -> list[str]:
    """Say, in French, which figures are worse by more than the noise of both."""
    said = []
    for name in (*MUST_NOT_FALL, *MUST_NOT_RISE):
        then, since = before[name], now[name]
        worse = since.value - then.value if name in MUST_NOT_RISE else then.value - since.value
        noise = math.hypot(then.noise, since.noise)
        if worse > noise:
            said.append(f"{name} : {then.value:.3f} → {since.value:.3f}, soit plus que le bruit ({noise:.3f})")
    return said


def reference(lines: Sequence[Line], model: str, dev: str) -> Line | None:
    """Return the line to compare a model with: the last of another model on the same messages."""
    return next((one for one in reversed(lines) if one.dev == dev and one.model != model), None)


def reason(lines: Sequence[Line], model: str, dev: str) -> str:
    """Return why the drop of a model is accepted; nothing when it is not."""
    return next((one.accepted for one in lines if (one.model, one.dev) == (model, dev)), "")


def figures_of(archive: Path, dev: Path) -> dict[str, Figure]:
    """Return the figures of a trained model on a labelled file."""
    samples = dev_messages(dev)
    rankings = Understanding.load(archive).rank([one.labelled.text for one in samples])
    table = facts([one.labelled for one in samples], rankings.decided(read_thresholds()))
    found, noise = figures(table), half_widths(table)
    return {name: Figure(found.get(name, 0.0), noise.get(name, 0.0)) for name in (*MUST_NOT_FALL, *MUST_NOT_RISE)}


def check(dev: Path, models: Path) -> tuple[bool, str]:
    """Return whether the model of the present files may pass, and what to say about it."""
    model, mark = fingerprint(ROOT), file_mark(dev)
    before = reference(history.committed(), model, mark)
    if before is None:
        return True, f"✓ Rien à comparer : aucune ligne validée de l'historique ne porte sur {dev.name} avec un autre modèle."
    archive = models / f"balise-{model}.tar.gz"
    if not archive.exists():
        return False, f"✗ Le modèle des fichiers présents n'est pas entraîné ({archive.name}) : lancez « make train »."
    worse = drops(before.figures, figures_of(archive, dev))
    against = f"le modèle {before.model} du {before.date}"
    if not worse:
        return True, f"✓ Le modèle {model} comprend aussi bien que {against}, au bruit près."
    accepted = reason(history.present(), model, mark)
    listed = "\n".join(f"  - {one}" for one in worse)
    if accepted:
        return True, f"✓ Le modèle {model} comprend moins bien que {against}, et c'est voulu : {accepted}\n{listed}"
    return False, (
        f"✗ Le modèle {model} comprend moins bien que {against} :\n{listed}\n"
        "  Lancez « make eval » pour voir pourquoi ; si la baisse est voulue, écrivez sa raison dans la colonne « accepted »\n"
        "  de la ligne de ce modèle, dans evaluation/history.tsv."
    )
