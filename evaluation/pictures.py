"""The pictures of the report, as PNG. Each has a table that says the same."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import matplotlib as mpl
import numpy as np

mpl.use("Agg")

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evaluation.curves import DRAWN, Curve
from evaluation.slices import Row

DOTS = 90
MEASURES_SAID = {
    "acted": "agit",
    "wrong_action": "agit à tort",
    "handled": "traité",
    "out_of_scope_recall": "hors sujet refusé",
}
# Told apart without colour too.
STYLES = dict(zip(DRAWN, (("#1f5fa8", "-"), ("#b3261e", "--"), ("#1b7340", "-."), ("#6b4c9a", ":")), strict=True))


def confusion_matrix(names: Sequence[str], counts: np.ndarray) -> bytes:
    """Draw which intent (rows) was taken for which (columns), in shares of the row and with the counts written."""
    shares = counts / np.maximum(1, counts.sum(axis=1, keepdims=True))
    side = 3 + 0.3 * len(names)
    figure = Figure(figsize=(side, side), layout="constrained")
    axes = figure.subplots()
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=8)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set_xlabel("intention trouvée")
    axes.set_ylabel("intention attendue")
    for i, j in zip(*np.nonzero(counts), strict=True):
        colour = "white" if shares[i, j] > 0.5 else "black"
        axes.text(j, i, str(counts[i, j]), ha="center", va="center", fontsize=6, color=colour)
    return _png(figure)


def reliability_diagram(sets: Mapping[str, Sequence[Row]]) -> bytes:
    """Draw how often the likeliest intent is right, against the confidence announced."""
    figure = Figure(figsize=(6.5, 5.5), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="#777777", linestyle=":", label="confiance parfaite")
    for (title, bins), marker in zip(sets.items(), "os^", strict=False):
        axes.plot([row["confidence"] for row in bins], [row["accuracy"] for row in bins], marker=marker, label=title)
    axes.set_xlabel("confiance annoncée")
    axes.set_ylabel("part d'intentions justes")
    axes.legend()
    axes.grid(visible=True, alpha=0.3)
    return _png(figure)


def threshold_curves(curves: Mapping[str, Curve], present: Mapping[str, float]) -> bytes:
    """Draw what each threshold does when it moves alone; a vertical line marks where it is."""
    figure = Figure(figsize=(11, 8), layout="constrained")
    for axes, (name, points) in zip(figure.subplots(2, 2).flat, curves.items(), strict=False):
        _draw_curve(axes, points)
        axes.axvline(present[name], color="#444444", linewidth=1)
        axes.set_title(f"{name} (réglé à {present[name]:.2f})".replace(".", ","))
    figure.axes[0].legend(loc="best", fontsize=9)
    return _png(figure)


def _draw_curve(axes: Axes, points: Curve) -> None:
    for measure in DRAWN:
        drawn = [(point["value"], point[measure]) for point in points if measure in point]
        if drawn:
            colour, line = STYLES[measure]
            axes.plot(*zip(*drawn, strict=True), color=colour, linestyle=line, label=MEASURES_SAID[measure])
    axes.set_ylim(0, 1)
    axes.grid(visible=True, alpha=0.3)


def _png(figure: Figure) -> bytes:
    out = io.BytesIO()
    # Without the version of the library in it, the same figures make the same file.
    figure.savefig(out, format="png", dpi=DOTS, metadata={"Software": None})
    return out.getvalue()
