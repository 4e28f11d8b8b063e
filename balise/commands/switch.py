"""`balise switch …`: suspend a channel or a kind of procedure at once, and see who did."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import click

from balise.commands.problems import said_in_french
from balise.commands.running import beside_running
from balise.commands.showing import echo_json
from balise.model.switch import NAMES, Flip, Position

_WORDS = {Position.ON: "en service", Position.OFF: "suspendu"}


@click.group()
def switch() -> None:
    """Suspend ou rétablit un canal, ou une sorte de démarche."""


@switch.command("list")
@click.option("--json", "as_json", is_flag=True, help="En JSON.")
def list_all(as_json: bool) -> None:
    """Montre chaque interrupteur, puis qui les a manœuvrés, du plus récent au plus ancien."""

    async def run() -> tuple[Mapping[str, Position], list[Flip]]:
        async with beside_running() as wiring:
            switches = wiring.switches()
            return await switches.positions(), await switches.history()

    with said_in_french():
        positions, history = asyncio.run(run())
    if as_json:
        echo_json({"positions": dict(positions), "history": history})
        return
    for name, position in positions.items():
        click.echo(f"{name:20} {_WORDS[position]}")
    for flip in history:
        click.echo(f"  {flip.at:%d/%m/%Y %H:%M}  {flip.name} : {flip.before} → {flip.after}  {flip.by}  {flip.why}")


def _flipping(position: Position, meaning: str) -> click.Command:
    @click.argument("name", type=click.Choice(NAMES))
    @click.option("--because", "why", required=True, help="Pourquoi, sans rien de personnel : cela reste écrit.")
    @click.option("--by", envvar=["SUDO_USER", "USER"], required=True, help="Qui le décide ; par défaut, ce compte.")
    def flip(name: str, why: str, by: str) -> None:
        async def run() -> bool:
            async with beside_running() as wiring:
                return await wiring.switches().flip(name, position, by, why)

        with said_in_french():
            moved = asyncio.run(run())
        click.echo(f"{name} : {_WORDS[position]}{'' if moved else ' (déjà)'}")

    return click.command(str(position), help=meaning)(flip)


switch.add_command(_flipping(Position.OFF, "Suspend : les personnes en sont averties, rien n'est perdu."))
switch.add_command(_flipping(Position.ON, "Rétablit."))
