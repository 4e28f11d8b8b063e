"""The table of earlier reports, kept with the code: `history.tsv`, one line a model."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
FILE = HERE / "history.tsv"

KEPT = (
    "cv_accuracy",
    "accuracy",
    "handled",
    "wrong_action",
    "asked",
    "out_of_scope_recall",
    "out_of_scope_accepted",
    "top_3",
    "worst_style_accuracy",
)
"""The figures of a line: all of the dev set but the first, which is cross-validated on the training examples."""

COLUMNS = ("date", "model", "examples", "dev", "messages", *KEPT, "worst_style", "accepted")
GIVE_OR_TAKE = "±"


@dataclass(frozen=True, slots=True)
class Figure:
    """A share, give or take its bootstrap half-width."""

    value: float
    noise: float

    def __str__(self) -> str:
        return f"{self.value:.4f}{GIVE_OR_TAKE}{self.noise:.4f}"

    @classmethod
    def read(cls, text: str) -> Figure:
        """Read back what `str` wrote."""
        value, _, noise = text.partition(GIVE_OR_TAKE)
        return cls(float(value), float(noise))


@dataclass(frozen=True, slots=True)
class Line:
    """
    The figures of a model.

    `model` and `dev` are short hashes: of what decides the model, and of the file it was judged on. `accepted` is written
    by hand: why a drop is wanted all the same.
    """

    date: str
    model: str
    examples: int
    dev: str
    messages: int
    figures: dict[str, Figure]
    worst_style: str
    accepted: str = ""


def read(text: str) -> list[Line]:
    """Read the lines of a table, the oldest first."""
    return [
        Line(
            row["date"],
            row["model"],
            int(row["examples"]),
            row["dev"],
            int(row["messages"]),
            {name: Figure.read(row[name]) for name in KEPT},
            row["worst_style"],
            row["accepted"] or "",
        )
        for row in csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


def written(lines: Sequence[Line]) -> str:
    """Return the table that `read` reads."""
    rows = [[getattr(one, name) if name not in KEPT else one.figures[name] for name in COLUMNS] for one in lines]
    return "".join("\t".join(map(str, row)) + "\n" for row in [COLUMNS, *rows])


def with_line(lines: Sequence[Line], new: Line) -> list[Line]:
    """Return the lines with this one last, in the place of the same model's on the same messages, whose reason it keeps."""
    same = [one for one in lines if (one.model, one.dev) == (new.model, new.dev)]
    reason = new.accepted or next((one.accepted for one in same if one.accepted), "")
    return [*(one for one in lines if one not in same), replace(new, accepted=reason)]


def present(file: Path = FILE) -> list[Line]:
    """Read the table as it is on the disk; none yet is no line."""
    return read(file.read_text(encoding="utf-8")) if file.exists() else []


def committed(file: Path = FILE) -> list[Line]:
    """Read the table as it was last committed; where it never was, or where there is no git, as it is."""
    try:
        shown = subprocess.run(  # noqa: S603 - our own arguments
            ["git", "show", f"HEAD:./{file.name}"],  # noqa: S607 - the git of whoever runs it
            cwd=file.parent,
            capture_output=True,
            text=True,
            check=True,
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        return present(file)
    return read(shown.stdout)
