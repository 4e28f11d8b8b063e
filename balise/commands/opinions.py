"""`balise opinions`: what practitioners think of the answers, for whoever looks after them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
from textwrap import indent

import click

from balise.commands.problems import said_in_french
from balise.commands.running import beside_running
from balise.commands.showing import echo_json
from balise.model.moment import FRANCE, in_france
from balise.model.opinion import Opinions, Tally, gathered


@click.command()
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="AAAA-MM-JJ",
    help="À partir de ce jour ; par défaut, tout ce qui est gardé.",
)
@click.option("--json", "as_json", is_flag=True, help="En JSON.")
def opinions(since: datetime | None, as_json: bool) -> None:
    """Compte les réponses qui ont aidé ou non, par source et par intention, et donne les raisons, sans dire de qui."""

    async def run() -> Opinions:
        async with beside_running() as wiring, wiring.store.begin() as work:
            return gathered(await work.opinions.all(since and since.replace(tzinfo=FRANCE)))

    with said_in_french():
        found = asyncio.run(run())
    if as_json:
        echo_json(found)
        return
    _show("Par source", found.sources)
    _show("Par intention", found.intents)
    click.echo("Raisons")
    for one in found.reasons:
        click.echo(f"  {in_france(one.at):%d/%m/%Y %H:%M}  {one.source}")
        click.echo(indent(one.opinion.reason, "    "))


def _show(title: str, tallies: Mapping[str, Tally]) -> None:
    click.echo(title)
    for name, tally in tallies.items():
        click.echo(f"  {tally.yes:4} oui  {tally.no:4} non  {name or '(aucune)'}")
