"""`balise agents …`: the support desk's local accounts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import click
import segno

from balise.commands.problems import said_in_french
from balise.commands.running import beside_running
from balise.commands.showing import echo_json
from balise.model.agent import Account, Role
from balise.usecases.desk.accounts import AgentAccounts, Handed

Result = TypeVar("Result")
_ROLES = click.Choice([str(role) for role in Role])


@click.group()
def agents() -> None:
    """Tient les comptes des agents du support."""


@agents.command("list")
@click.option("--json", "as_json", is_flag=True, help="En JSON.")
def list_all(as_json: bool) -> None:
    """Liste les comptes, sans rien de secret."""
    found = _run(AgentAccounts.all)
    if as_json:
        echo_json([{"name": one.name, "roles": one.roles, "closed": one.closed} for one in found])
        return
    for account in found:
        click.echo(f"{account.name}  {_roles(account)}{'  fermé' if account.closed else ''}")


@agents.command()
@click.argument("name")
@click.option("--role", "roles", type=_ROLES, multiple=True, default=["agent"], show_default=True, help="Peut être répété.")
def add(name: str, roles: tuple[str, ...]) -> None:
    """Ouvre un compte : montre une fois son mot de passe et de quoi régler l'application qui donne ses codes."""
    _show(_run(lambda accounts: accounts.add(name, [Role(role) for role in roles])))


@agents.command()
@click.argument("name")
@click.option("--role", "roles", type=_ROLES, multiple=True, help="D'autres rôles que les siens ; peut être répété.")
def reset(name: str, roles: tuple[str, ...]) -> None:
    """Donne un autre mot de passe et d'autres codes à un compte, le rouvre s'il était fermé, et ferme ses connexions."""
    _show(_run(lambda accounts: accounts.reset(name, [Role(role) for role in roles])))


@agents.command()
@click.argument("name")
def disable(name: str) -> None:
    """Ferme un compte et ses connexions, tout de suite."""
    _run(lambda accounts: accounts.close(name))
    click.echo(f"{name} : fermé")


def _run(deed: Callable[[AgentAccounts], Awaitable[Result]]) -> Result:
    async def run() -> Result:
        async with beside_running() as wiring:
            return await deed(wiring.agent_accounts())

    with said_in_french():
        return asyncio.run(run())


def _roles(account: Account) -> str:
    return ", ".join(sorted(account.roles))


def _show(handed: Handed) -> None:
    click.echo(f"Compte : {handed.name}")
    click.echo(f"Mot de passe, montré cette seule fois : {handed.password}")
    click.echo(f"Codes, à régler dans une application d'authentification : {handed.address}")
    segno.make(handed.address).terminal(compact=True)
