"""`balise conversations …`: what an agent of the support may read. It is written down, and the person is told."""

from __future__ import annotations

import asyncio
import getpass

import click

from balise.commands.problems import said_in_french
from balise.commands.running import beside_running
from balise.commands.showing import echo_json
from balise.model.conversation import Transcript
from balise.model.moment import in_france


@click.group()
def conversations() -> None:
    """Montre les échanges à un agent du support."""


@conversations.command()
@click.argument("conversation")
@click.option("--because", "why", required=True, metavar="RAISON", help="Pourquoi il faut la lire : la personne le verra.")
@click.option("--agent", default=getpass.getuser, metavar="NOM", help="Qui lit ; par défaut, le compte de cette machine.")
@click.option("--json", "as_json", is_flag=True, help="En JSON.")
def show(conversation: str, why: str, agent: str, as_json: bool) -> None:
    """Montre une conversation, en lecture seule ; la lecture est notée et dite à la personne."""

    async def run() -> Transcript:
        async with beside_running() as wiring:
            return await wiring.privacy().read(conversation, agent, why)

    with said_in_french():
        transcript = asyncio.run(run())
    if as_json:
        echo_json(transcript)
        return
    for message in transcript.messages:
        click.echo(f"[{in_france(message.at):%d/%m/%Y %H:%M}] {message.speaker or message.author} : {message.text}")
