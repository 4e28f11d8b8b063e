"""`balise train`."""

from __future__ import annotations

import asyncio
import sys

import click

from balise.commands.setting_up import clear_problems, read_settings
from balise.launch.progress import Progress
from balise.launch.supervisor import trained


@click.command()
def train() -> None:
    """Entraîne le modèle de dialogue s'il n'est pas à jour, et écrit son chemin."""
    with clear_problems():
        click.echo(asyncio.run(trained(read_settings(), Progress(sys.stderr))))
