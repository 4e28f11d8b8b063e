"""Errors of the command line, said in French on one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from balise.errors import BaliseError, Invalid, NotFound, PermanentFailure, Refused, TemporaryFailure
from balise.launch.problem import LaunchProblem

_MEANINGS: tuple[tuple[type[BaliseError], str], ...] = (
    (Invalid, "Entrée inutilisable"),
    (NotFound, "Introuvable"),
    (Refused, "Refusé"),
    (TemporaryFailure, "Un service ne répond pas (Balise est-elle en marche ? « balise up »)"),
    (PermanentFailure, "Demande refusée"),
)


@contextmanager
def said_in_french() -> Iterator[None]:
    """End the command with a sentence and exit code 1 instead of a trace."""
    try:
        yield
    except LaunchProblem as problem:
        raise click.ClickException(str(problem)) from problem
    except BaliseError as error:
        meaning = next((words for kind, words in _MEANINGS if isinstance(error, kind)), "Erreur")
        raise click.ClickException(f"{meaning} : {error}" if str(error) else meaning) from error
