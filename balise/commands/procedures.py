"""`balise procedures …`: what was asked, and where it is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import click

from balise.commands.problems import said_in_french
from balise.commands.running import beside_running
from balise.commands.showing import echo_json
from balise.model.procedure import Procedure
from balise.usecases.desk.queue import AgentQueue


@click.group()
def procedures() -> None:
    """Suit les démarches."""


@procedures.command("list")
@click.option("--json", "as_json", is_flag=True, help="En JSON.")
def list_all(as_json: bool) -> None:
    """Liste les démarches, la plus récente d'abord."""

    async def run() -> list[Procedure]:
        async with beside_running() as wiring, wiring.store.begin() as work:
            return await work.procedures.all()

    with said_in_french():
        found = asyncio.run(run())
    if as_json:
        echo_json(found)
        return
    for procedure in found:
        click.echo(f"{procedure.reference}  {procedure.kind}  {procedure.state}  {procedure.address}")


@procedures.command()
@click.option("--json", "as_json", is_flag=True, help="En JSON.")
def waiting(as_json: bool) -> None:
    """Liste les démarches qui attendent un agent, la plus ancienne d'abord."""

    async def run() -> list[Procedure]:
        async with beside_running() as wiring:
            return await wiring.agent_queue()()

    with said_in_french():
        found = asyncio.run(run())
    if as_json:
        echo_json(found)
        return
    for procedure in found:
        since = f"{procedure.needs_agent.at:%d/%m/%Y %H:%M}  {procedure.needs_agent.why}" if procedure.needs_agent else ""
        click.echo(f"{procedure.reference}  {procedure.kind}  {procedure.state}  {since}")


@procedures.command()
@click.option("--json", "as_json", is_flag=True, help="En JSON.")
def drafts(as_json: bool) -> None:
    """Liste les brouillons, le dernier touché d'abord."""

    async def run() -> list[tuple[Procedure, datetime]]:
        async with beside_running() as wiring:
            return await wiring.complete_draft().drafts()

    with said_in_french():
        found = asyncio.run(run())
    if as_json:
        echo_json([{"draft": draft, "touched": touched} for draft, touched in found])
        return
    for draft, touched in found:
        since = f"depuis le {draft.created_at:%d/%m/%Y %H:%M}, touché le {touched:%d/%m/%Y %H:%M}"
        click.echo(f"{draft.reference}  {draft.kind}  {since}")


@procedures.command()
@click.argument("reference")
@click.argument("filling", metavar="CHAMP=VALEUR")
def fill(reference: str, filling: str) -> None:
    """Complète un champ d'un brouillon : un texte libre, ou l'une des BAL du titulaire, qui seul peut confirmer."""
    field, _, value = filling.partition("=")

    async def run() -> Procedure:
        async with beside_running() as wiring:
            return await wiring.complete_draft()(reference.upper(), field.strip(), value)

    with said_in_french():
        draft = asyncio.run(run())
    click.echo(f"{draft.reference}  {draft.kind}  {field.strip()} : {value.strip()}")


@procedures.command("send-again")
@click.argument("reference")
def send_again(reference: str) -> None:
    """Fait repartir ce qu'une démarche qui attend un agent n'a pas pu envoyer."""
    _deal_with(reference, AgentQueue.send_again)


@procedures.command()
@click.argument("reference")
def settle(reference: str) -> None:
    """Note qu'un agent s'est occupé d'une démarche autrement."""
    _deal_with(reference, AgentQueue.settle)


def _deal_with(reference: str, deed: Callable[[AgentQueue, str], Awaitable[Procedure]]) -> None:
    async def run() -> Procedure:
        async with beside_running() as wiring:
            return await deed(wiring.agent_queue(), reference.upper())

    with said_in_french():
        procedure = asyncio.run(run())
    click.echo(f"{procedure.reference}  {procedure.kind}  {procedure.state}")


@procedures.command()
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="En JSON.")
def show(reference: str, as_json: bool) -> None:
    """Montre une démarche et son histoire."""

    async def run() -> Procedure:
        async with beside_running() as wiring, wiring.store.begin() as work:
            return await work.procedures.get(reference.upper())

    with said_in_french():
        procedure = asyncio.run(run())
    if as_json:
        echo_json(procedure)
        return
    click.echo(f"{procedure.reference}  {procedure.kind}  {procedure.state}  {procedure.address}")
    for name, value in procedure.details.items():
        click.echo(f"  {name} : {value}")
    if procedure.needs_agent:
        click.echo(f"  attend un agent depuis le {procedure.needs_agent.at:%d/%m/%Y %H:%M} : {procedure.needs_agent.why}")
    if procedure.proof:
        click.echo(f"  vérifiée le {procedure.proof.at:%d/%m/%Y %H:%M} : {procedure.proof.by} {procedure.proof.what}")
    for move in procedure.history:
        click.echo(f"  {move.at:%d/%m/%Y %H:%M}  {move.before or '·'} → {move.after}  {move.by}  {move.why}")
