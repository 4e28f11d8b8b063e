"""What commands share: reading the settings, and ending with a clear message instead of a traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from pydantic import ValidationError

from balise.commands.problems import Failure
from balise.launch.problem import LaunchProblem
from balise.settings import Settings


def read_settings() -> Settings:
    """Return the settings, or end saying which are wrong."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [f"  {_name(problem['loc'])}{problem['msg']}" for problem in error.errors()]
        raise Failure("Réglages à revoir (docs/settings.md) :\n" + "\n".join(lines)) from error


def _name(location: tuple[int | str, ...]) -> str:
    return "".join(f"BALISE_{str(part).upper()} : " for part in location[:1])


@contextmanager
def clear_problems() -> Iterator[None]:
    """End with exit code 1 and the message of what could not be done."""
    try:
        yield
    except LaunchProblem as problem:
        click.echo(f"\n✗ {problem}", err=True)
        sys.exit(1)
