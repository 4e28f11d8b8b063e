"""`balise directory …`: the Annuaire Santé."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from balise.commands.problems import said_in_french
from balise.commands.running import beside_running
from balise.commands.showing import echo_json
from balise.model.identity import parse_rpps
from balise.model.mailbox import Findings, Listing


@click.group()
def directory() -> None:
    """Importe l'extraction nationale et la consulte."""


@directory.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_file(file: Path) -> None:
    """Remplace l'annuaire local par le fichier d'extraction FILE."""

    async def run() -> int:
        async with beside_running() as wiring:
            return await wiring.import_extraction(file, lambda rows: click.echo(f"\r{rows} lignes lues…", nl=False, err=True))

    with said_in_french():
        rows = asyncio.run(run())
    click.echo(f"\r{rows} lignes importées.")


@directory.command()
@click.argument("rpps")
@click.option("--json", "as_json", is_flag=True, help="En JSON.")
def boxes(rpps: str, as_json: bool) -> None:
    """Liste les BAL publiées pour un numéro RPPS."""

    async def run() -> Listing:
        async with beside_running() as wiring:
            return await wiring.directory().boxes_of(parse_rpps(rpps))

    with said_in_french():
        listing = asyncio.run(run())
    if as_json:
        echo_json(listing)
        return
    for box in listing.mailboxes:
        click.echo(f"{box.address}  {box.kind}  {box.structure.name if box.structure else ''}")
    if not listing.mailboxes:
        click.echo("Aucune BAL trouvée, ce qui ne prouve pas qu'il n'y en a pas.")


@directory.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="En JSON.")
def search(text: tuple[str, ...], as_json: bool) -> None:
    """Cherche un professionnel ou une structure."""

    async def run() -> Findings:
        async with beside_running() as wiring:
            return await wiring.directory().search(" ".join(text))

    with said_in_french():
        found = asyncio.run(run())
    if as_json:
        echo_json(found)
        return
    for person in found.professionals:
        click.echo(f"{person.rpps}  {person.full_name}  {person.skill or person.profession}  {person.city}")
    for organization in found.organizations:
        click.echo(f"{organization.structure.name}  {organization.structure.city}")
    if found.empty:
        click.echo("Aucun résultat.")
