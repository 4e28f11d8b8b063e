"""Errors of the command line, said in French on one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from balise.errors import BaliseError, Conflict, Invalid, NotFound, PermanentFailure, Refused, TemporaryFailure
from balise.launch.problem import LaunchProblem

_MEANINGS: tuple[tuple[type[BaliseError], str], ...] = (
    (Invalid, "Entrée inutilisable"),
    (NotFound, "Introuvable"),
    (Refused, "Refusé"),
    (Conflict, "Impossible à présent"),
    (TemporaryFailure, "Un service ne répond pas (Balise est-elle en marche ? « balise up »)"),
    (PermanentFailure, "Demande refusée"),
)


class Failure(click.ClickException):
    """What ends a command with a sentence and exit code 1. Click's own would begin with « Error »."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the sentence."""
        click.echo(f"✗ {self.message}", file=file, err=True)


@contextmanager
def said_in_french() -> Iterator[None]:
    """End the command with a sentence and exit code 1 instead of a trace."""
    try:
        yield
    except LaunchProblem as problem:
        raise Failure(str(problem)) from problem
    except BaliseError as error:
        meaning = next((words for kind, words in _MEANINGS if isinstance(error, kind)), "Erreur")
        raise Failure(f"{meaning} : {error}" if str(error) else meaning) from error
