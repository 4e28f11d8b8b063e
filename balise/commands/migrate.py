"""`balise migrate`."""

from __future__ import annotations

import asyncio

import click

from balise.commands.setting_up import clear_problems, read_settings
from balise.launch.postgres import running_database_url
from balise.launch.preparation import migrated


@click.command()
def migrate() -> None:
    """
    Met la base de données à la forme que cette version attend.

    « balise up » le fait de lui-même ; dans un vrai déploiement, on le lance une fois avant les services.
    """
    with clear_problems():
        asyncio.run(migrated(running_database_url(read_settings())))
        click.echo("La base de données est à jour.")
