"""The `balise` command: gathers the families of `balise/commands/`, each loaded only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

import click


class Command(NamedTuple):
    """Where a command is, and the line that `balise --help` says of it."""

    path: str
    help: str


COMMANDS = {
    "up": Command("balise.commands.up:up", "Démarre Balise sur cette machine : base de données, Rasa, page web."),
    "migrate": Command("balise.commands.migrate:migrate", "Met la base de données à la forme que cette version attend."),
    "chat": Command("balise.commands.chat:chat", "Converse avec une Balise en marche."),
    "directory": Command("balise.commands.directory:directory", "Importe et consulte l'annuaire."),
    "operators": Command("balise.commands.operators:operators", "Dit quel opérateur fournit une adresse."),
    "procedures": Command("balise.commands.procedures:procedures", "Suit les démarches."),
    "agents": Command("balise.commands.agents:agents", "Tient les comptes des agents du support."),
    "switch": Command("balise.commands.switch:switch", "Suspend ou rétablit un canal, une sorte de démarche."),
    "settings": Command("balise.commands.settings:settings", "Dit quels réglages ont changé, et quand."),
    "conversations": Command(
        "balise.commands.conversations:conversations", "Montre un échange à un agent du support, qui dit pourquoi."
    ),
    "opinions": Command("balise.commands.opinions:opinions", "Dit quelles réponses ont aidé, lesquelles non, et pourquoi."),
    "nlu": Command("balise.commands.nlu:nlu", "Mesure la compréhension."),
    "train": Command("balise.commands.train:train", "Entraîne le modèle de dialogue s'il n'est pas à jour."),
}


class Families(click.Group):
    """A group whose commands are imported one by one, so that help is immediate."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click decides
        """Return the names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].path.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list without importing anything."""
        with formatter.section("Commandes"):
            formatter.write_dl([(name, command.help) for name, command in COMMANDS.items()])


@click.group(cls=Families, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="balise", prog_name="balise")
def main() -> None:
    """Balise guide les professionnels de santé dans l'entretien de leurs boîtes aux lettres MSSanté."""


if __name__ == "__main__":
    main()
