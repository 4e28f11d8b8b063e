"""`balise chat`: talk to a running Balise."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from balise.commands.gateway_client import Chat, Turn, open_chat
from balise.commands.problems import said_in_french
from balise.commands.setting_up import read_settings


@click.command()
@click.option("--as", "rpps", metavar="RPPS", help="Se connecte par le fournisseur de démonstration, sous ce numéro RPPS.")
@click.option("--script", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Un message par ligne.")
@click.option("--json", "as_json", is_flag=True, help="Une ligne JSON par tour.")
@click.option(
    "--files", "folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Y enregistre les fichiers reçus."
)
@click.option("--url", help="Adresse de la passerelle (par défaut, celle des réglages).")
def chat(rpps: str | None, script: Path | None, as_json: bool, folder: Path | None, url: str | None) -> None:
    """Converse avec une Balise en marche ; le titre d'un bouton le presse."""
    with said_in_french(), open_chat(url or read_settings().base_url) as conversation:
        greeting = conversation.last
        if rpps:
            greeting = [*greeting, *conversation.sign_in(rpps)]
        if not as_json:
            _show(conversation, greeting)
        for number, text in enumerate(_messages(script), start=1):
            turn = conversation.say(text)
            if folder is not None:
                _save(conversation, turn, folder)
            if as_json:
                click.echo(json.dumps({"turn": number, **asdict(turn)}, ensure_ascii=False))
            else:
                _show_turn(conversation, turn, echo=script is not None)


def _save(conversation: Chat, turn: Turn, folder: Path) -> None:
    """Save the files of a turn; a newer one of the same name takes the place of the older."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in (file for reply in turn.replies for file in reply["files"]):
        (folder / Path(file["name"]).name).write_bytes(conversation.download(file))


def _messages(script: Path | None) -> Iterator[str]:
    if script is not None:
        yield from (line.strip() for line in script.read_text("utf-8").splitlines() if line.strip())
        return
    while True:
        try:
            typed = click.prompt(click.style("vous", bold=True), prompt_suffix=" > ", default="", show_default=False).strip()
        except (click.Abort, EOFError):
            return
        if typed:
            yield typed


def _weight(size: int) -> str:
    return f"{size} octets" if size < 1024 else f"{round(size / 1024)} Ko"


def _show_turn(conversation: Chat, turn: Turn, echo: bool) -> None:
    if echo:
        click.secho(f"\nvous > {turn.user}", bold=True)
    _show(conversation, turn.replies)


def _show_said(reply: dict[str, Any]) -> None:
    click.echo()
    if reply["speaker"]:
        click.secho(f"{reply['speaker']}, du support :", bold=True)
    if reply["step"]:
        click.secho("Étape {n} sur {total}".format(**reply["step"]), dim=True)
    click.echo(reply["text"])


def _show(conversation: Chat, replies: Iterable[dict[str, Any]]) -> None:
    for reply in replies:
        _show_said(reply)
        for button in reply["buttons"]:
            click.secho(f"  [{button['title']}]", fg="cyan")
        for link in reply["links"]:
            click.secho(f"  {link['title']} : {link['url']}", fg="cyan")
        if reply["sign_in"]:
            offered = conversation.offer()
            way = f" (code de vérification : {offered.code}) : {offered.url}" if offered else ""
            click.secho(f"  {reply['sign_in']}{way}", fg="cyan")
        for file in reply["files"]:
            click.secho(f"  {file['title']} : {file['name']} ({_weight(file['size'])})", fg="green")
        if reply["source"]:
            click.secho(f"  Source : {reply['source']}", dim=True)
