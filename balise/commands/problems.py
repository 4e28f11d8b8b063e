"""Errors of the command line, said in French on one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click
from pydantic import ValidationError

from balise.errors import BaliseError, Conflict, Invalid, NotFound, PermanentFailure, Refused, TemporaryFailure
from balise.launch.problem import LaunchProblem
from balise.settings import SHORTEST_SECRET, Fault

_MEANINGS: tuple[tuple[type[BaliseError], str], ...] = (
    (Invalid, "Entrée inutilisable"),
    (NotFound, "Introuvable"),
    (Refused, "Refusé"),
    (Conflict, "Impossible à présent"),
    (TemporaryFailure, "Un service ne répond pas (Balise est-elle en marche ? « balise up »)"),
    (PermanentFailure, "Demande refusée"),
)

_FAULTS = {
    Fault.MISSING: "à renseigner",
    Fault.DEMO_PROVIDER: "au fournisseur de démonstration, chacun peut être qui il veut : mettez l’adresse de Pro Santé Connect",
    Fault.GUESSABLE: "valeur par défaut, connue de tous : tirez un secret (openssl rand -hex 24)",
    Fault.SHORT: f"secret trop court : il faut au moins {SHORTEST_SECRET} caractères (openssl rand -hex 24)",
    Fault.NOT_HTTPS: "l’adresse doit commencer par https://",
    Fault.NO_HOURS: "horaires illisibles, ou sans heure certaine : écrivez par exemple « Mo-Fr 09:00-12:30,13:30-18:00; PH off »",
}


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


def wrong_settings(error: ValidationError) -> Failure:
    """Return what to say of settings that cannot be used: each, by its name, with what is wrong."""
    lines = []
    for problem in error.errors():
        if faults := problem.get("ctx", {}).get("faults"):
            lines += [f"  {name} : {_FAULTS[fault]}" for name, fault in faults.items()]
        else:
            lines.append("".join(f"  BALISE_{str(part).upper()} : " for part in problem["loc"][:1]) + problem["msg"])
    return Failure("Réglages à revoir (docs/settings.md) :\n" + "\n".join(lines))
