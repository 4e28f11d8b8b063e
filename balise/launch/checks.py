"""What is looked at before anything is started, so that each thing that can be wrong is named."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from balise.launch.problem import LaunchProblem
from balise.settings import Settings

ROOM_MB = 300


def free_port(host: str = "127.0.0.1") -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def address_of(url: str) -> tuple[str, int]:
    """Return the host and port of one of our own services."""
    parts = urlsplit(url)
    return parts.hostname or "127.0.0.1", parts.port or 80


def make_state(folder: Path) -> None:
    """Make the state folder; it holds secrets and letters, so it is for its owner only."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "log").mkdir(exist_ok=True)
    except OSError as error:
        raise LaunchProblem(
            f"Impossible d'écrire dans {folder} ({error.strerror}). Choisissez un autre dossier : BALISE_STATE=/chemin"
        ) from error


def check_room(folder: Path, needed_mb: int = ROOM_MB) -> None:
    """Stop when the disk is nearly full: a database that cannot write stops in worse ways."""
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < needed_mb:
        raise LaunchProblem(
            f"Le disque est presque plein : il reste {free} Mo pour {folder}, il en faut {needed_mb}.\n"
            "Libérez de la place, ou choisissez un autre dossier : BALISE_STATE=/chemin"
        )


def check_ports(settings: Settings) -> None:
    """Stop when one of our ports is taken, naming the setting that changes it."""
    rasa, actions = address_of(settings.rasa_url), address_of(settings.actions_url)
    for title, (host, port), setting in (
        ("la page web", (settings.host, settings.port), f"BALISE_PORT={settings.port + 1}"),
        ("Rasa", rasa, f"BALISE_RASA_URL=http://{rasa[0]}:{rasa[1] + 1}"),
        ("le serveur d'actions", actions, f"BALISE_ACTIONS_URL=http://{actions[0]}:{actions[1] + 1}"),
    ):
        _check_port(title, host, port, setting)


def _check_port(title: str, host: str, port: int, setting: str) -> None:
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise LaunchProblem(
            f"Le port {port}, prévu pour {title}, ne peut pas être ouvert sur {host} ({error.strerror}).\n"
            f"Arrêtez le programme qui l'occupe, ou choisissez-en un autre, par exemple : {setting}"
        ) from error


@contextmanager
def sole_owner(state: Path) -> Iterator[None]:
    """Hold the state folder for this process; the kernel lets go of it however we end."""
    with (state / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            raise LaunchProblem(
                f"Balise tourne déjà avec le dossier {state} (processus {file.read().strip() or 'inconnu'}).\n"
                "Arrêtez-la d'abord (Ctrl-C dans sa fenêtre), ou donnez un autre dossier : BALISE_STATE=/chemin"
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def is_running(state: Path) -> bool:
    """Tell whether a Balise holds this state folder now."""
    try:
        with (state / "lock").open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
