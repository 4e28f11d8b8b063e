"""Small houses for the launcher's tests: settings on free ports, and stand-ins for what is heavy."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from balise.launch.checks import free_port
from balise.launch.progress import Progress
from balise.launch.services import Service
from balise.launch.supervisor import Parts
from balise.settings import Settings

STANDIN = Path(__file__).with_name("standin.py")


@contextmanager
def state_folder() -> Iterator[Path]:
    """Lend a folder that any account can reach, as PostgreSQL's must be when the tests run as root."""
    folder = Path(tempfile.mkdtemp(prefix="balise-test-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def settings_in(state: Path) -> Settings:
    """Return the settings of a house that disturbs nobody."""
    rasa, actions = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
    return Settings(state=state, port=free_port(), rasa_url=rasa, actions_url=actions)


async def no_model(_settings: Settings, _progress: Progress) -> Path:
    """Stand in for the training."""
    return Path("model.tar.gz")


async def no_preparation(_settings: Settings, _progress: Progress) -> None:
    """Stand in for the migrations and the directory."""


def standin(name: str, port: int, *manners: str) -> Service:
    """Return a small program in the place of a service."""
    return Service(name, name, (sys.executable, str(STANDIN), str(port), *manners), os.environ, f"http://127.0.0.1:{port}/", 409)


def parts_with(*gateway_manners: str) -> Parts:
    """Return a house of two stand-ins, the gateway having these manners."""

    def services(settings: Settings, _model: Path) -> list[Service]:
        actions = standin("actions", int(settings.actions_url.rpartition(":")[2]))
        return [actions, standin("gateway", settings.port, *gateway_manners)]

    return Parts(no_model, no_preparation, services)


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and waits to be noticed does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def server_pid(state: Path) -> int:
    """Return the number of the running PostgreSQL."""
    return int((state / "postgres/data/postmaster.pid").read_text().split()[0])
