"""`balise up`."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress

import click

from balise.commands.setting_up import clear_problems, read_settings
from balise.launch.progress import Progress
from balise.launch.supervisor import running_stack
from balise.settings import Settings

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@click.command()
def up() -> None:
    """
    Démarre Balise sur cette machine et l'arrête avec Ctrl-C.

    Sans BALISE_DATABASE_URL, une base PostgreSQL est démarrée dans le dossier d'état (BALISE_STATE, « var » par défaut).
    """
    with clear_problems():
        asyncio.run(_until_stopped(read_settings(), Progress(sys.stdout)))


async def _until_stopped(settings: Settings, progress: Progress) -> None:
    """Run until a signal or a fall. Only the first signal counts: the ones that follow must not cut the clean stop."""
    running = asyncio.ensure_future(_run(settings, progress))
    loop = asyncio.get_running_loop()
    asked = False

    def stop() -> None:
        nonlocal asked
        if not asked:
            asked = True
            progress.say("")
            running.cancel()

    for signum in SIGNALS:
        loop.add_signal_handler(signum, stop)
    with suppress(asyncio.CancelledError):
        await running
    if asked:
        progress.say("Balise est arrêtée.")


async def _run(settings: Settings, progress: Progress) -> None:
    async with running_stack(settings, progress) as stack:
        progress.say(f"\nBalise est prête : {stack.url}\n")
        progress.say(f"  données et journaux : {settings.state}")
        progress.say("  pour l'arrêter      : Ctrl-C\n")
        await stack.watch()
