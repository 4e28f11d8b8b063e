"""`balise operators …`: who provides which address."""

from __future__ import annotations

import click

from balise.commands.showing import echo_json
from balise.settings import Settings
from balise.wiring import read_books


@click.group()
def operators() -> None:
    """Dit quel opérateur fournit une adresse."""


@operators.command()
@click.argument("address")
@click.option("--json", "as_json", is_flag=True, help="En JSON.")
def of(address: str, as_json: bool) -> None:
    """Donne les opérateurs de ADDRESS, le plus probable d'abord."""
    found = read_books(Settings()).operators.of(address.strip().lower())
    if as_json:
        echo_json(found)
        return
    for operator in found:
        click.echo(operator.label)
        for contact in operator.contacts:
            click.echo(f"  {contact.medium} : {contact.value} ({contact.source}, {contact.date})")
    if not found:
        click.echo("Opérateur inconnu : demandez à la DSI de la structure ou au support MSSanté.")
