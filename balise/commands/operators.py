"""`balise operators …`: who provides which address."""

from __future__ import annotations

import click

from balise.commands.problems import said_in_french
from balise.commands.setting_up import read_settings
from balise.commands.showing import echo_json
from balise.wiring import read_books


@click.group()
def operators() -> None:
    """Dit quel opérateur fournit une adresse."""


@operators.command()
@click.argument("address")
@click.option("--json", "as_json", is_flag=True, help="En JSON.")
def of(address: str, as_json: bool) -> None:
    """Donne les opérateurs de ADDRESS, le plus probable d'abord, comment les joindre et ce qu'on peut leur demander."""
    with said_in_french():
        found = read_books(read_settings()).operators.of(address.strip().lower())
    if as_json:
        echo_json(found)
        return
    for operator in found:
        click.echo(operator.label)
        for contact in operator.contacts:
            click.echo(f"  {contact.medium} : {contact.value} ({contact.source}, {contact.date})")
        for known in operator.evidence:
            click.echo(f"  peut : {known.ability} ({known.source}, {known.date})")
    if not found:
        click.echo("Opérateur inconnu : demandez à la DSI de la structure ou au support MSSanté.")
