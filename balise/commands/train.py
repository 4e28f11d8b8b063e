"""`balise train`."""

from __future__ import annotations

import click

from balise.commands.setting_up import clear_problems, read_settings
from balise.launch.model import ensure_model


@click.command()
def train() -> None:
    """Entraîne le modèle de dialogue s'il n'est pas à jour, et écrit son chemin."""
    with clear_problems():
        click.echo(ensure_model(read_settings()))
