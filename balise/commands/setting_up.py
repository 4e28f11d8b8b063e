"""What commands share: reading the settings, and ending with a clear message instead of a traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from pydantic import ValidationError

from balise.commands.problems import Failure, wrong_settings
from balise.launch.problem import LaunchProblem
from balise.settings import Settings


def read_settings() -> Settings:
    """Return the settings, or end saying which are wrong."""
    try:
        return Settings()
    except ValidationError as error:
        raise wrong_settings(error) from error


def settings_or_exit() -> Settings:
    """Return the settings, or end the process saying which are wrong: for those that no command runs."""
    try:
        return read_settings()
    except Failure as problem:
        problem.show()
        sys.exit(problem.exit_code)


@contextmanager
def clear_problems() -> Iterator[None]:
    """End with exit code 1 and the message of what could not be done."""
    try:
        yield
    except LaunchProblem as problem:
        click.echo(f"\n✗ {problem}", err=True)
        sys.exit(1)
