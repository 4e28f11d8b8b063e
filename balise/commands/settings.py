"""`balise settings`: when which setting was changed."""

from __future__ import annotations

import asyncio

import click

from balise.commands.problems import said_in_french
from balise.commands.running import beside_running
from balise.commands.showing import echo_json
from balise.model.switch import SettingChange


@click.command()
@click.option("--json", "as_json", is_flag=True, help="En JSON.")
def settings(as_json: bool) -> None:
    """Dit quels réglages ont changé d'un démarrage à l'autre, du plus récent au plus ancien : leur nom, jamais leur valeur."""

    async def run() -> list[SettingChange]:
        async with beside_running() as wiring:
            return await wiring.note_settings().history()

    with said_in_french():
        history = asyncio.run(run())
    if as_json:
        echo_json([{"at": change.at, "name": change.name, "default": not change.seal} for change in history])
        return
    for change in history:
        click.echo(f"{change.at:%d/%m/%Y %H:%M}  {change.name}{'' if change.seal else '  (valeur par défaut)'}")
