"""
Finds uv, or installs it into .tools/, and prints its path.

It runs before anything else is installed, so it uses the standard library only and any Python from 3.8.
The version and the fingerprints of its wheels are pinned here: whatever the way it came, another file is refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path
from typing import NamedTuple

VERSION = "0.13.9"
OLDEST = (0, 6)  # Older ones read neither dependency groups nor their conflicts.
ROOT = Path(__file__).resolve().parent.parent
INDEX = "https://pypi.org/simple/uv/"
SIMPLE_JSON = "application/vnd.pypi.simple.v1+json"
ROOM_MB = 150
# Statically linked where there is a choice: the same file serves Debian, Ubuntu and Alpine.
WHEELS = {
    ("Linux", "x86_64"): ("musllinux_1_1_x86_64", "2c45530751517d6c3bbc69a19473f6effe47cce047bede01ffd8af7ea7b36b25"),
    ("Linux", "aarch64"): (
        "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
    ),
    ("Darwin", "x86_64"): ("macosx_10_12_x86_64", "c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5"),
    ("Darwin", "arm64"): ("macosx_11_0_arm64", "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63"),
}


class Problem(Exception):
    """What stops us, said in French to the person who ran `make`."""


class Wheel(NamedTuple):
    """The one file we accept for this machine."""

    tag: str
    sha256: str

    @property
    def name(self) -> str:
        """Its file name on the index."""
        return f"uv-{VERSION}-py3-none-{self.tag}.whl"


def say(text: str) -> None:
    """Tell the person; standard output carries nothing but uv's path."""
    sys.stderr.write(text + "\n")


def wheel_for(system: str, machine: str) -> Wheel:
    """Return uv's wheel for a platform."""
    machine = {"amd64": "x86_64"}.get(machine.lower(), machine)
    if (system, machine) not in WHEELS:
        known = ", ".join(sorted(" ".join(key) for key in WHEELS))
        raise Problem(
            f"Cette machine ({system} {machine}) n'est pas prise en charge par l'installation automatique ({known}).\n"
            "Installez uv vous-même (https://docs.astral.sh/uv/), puis relancez : la commande « uv » sera trouvée."
        )
    return Wheel(*WHEELS[system, machine])


def usable(path: str | None) -> bool:
    """Tell whether this is a uv that runs here and reads our lock file."""
    if not path or not os.access(path, os.X_OK):
        return False
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return False
    found = re.match(r"uv (\d+)\.(\d+)", answer.stdout)
    return bool(found) and (int(found[1]), int(found[2])) >= OLDEST


def find(tools: Path) -> str | None:
    """Return the path of a uv already here: the person's own first, then ours."""
    return next((path for path in (shutil.which("uv"), str(tools / "uv")) if path and usable(path)), None)


def check_room(folder: Path) -> None:
    """Stop before a half-written file when the disk is nearly full."""
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < ROOM_MB:
        raise Problem(f"Il reste {free} Mo sur le disque de {folder} ; il en faut {ROOM_MB} pour installer uv.")


def check_fingerprint(content: bytes, wheel: Wheel) -> bytes:
    """Return the content of a wheel if it is the file we know."""
    if hashlib.sha256(content).hexdigest() != wheel.sha256:
        raise Problem(f"Le fichier reçu pour {wheel.name} n'est pas celui attendu (empreinte différente) : il est refusé.")
    return content


def by_pip(wheel: Wheel) -> bytes | None:
    """Download with pip, which knows the proxy, mirror and certificates of this machine; None when it cannot."""
    platforms = [f"--platform={tag}" for tag in wheel.tag.split(".")]
    with tempfile.TemporaryDirectory() as folder:
        options = ["--no-deps", "--only-binary=:all:", "--quiet", "--retries=1", "--timeout=20", *platforms]
        command = [sys.executable, "-m", "pip", "download", *options, "--dest", folder, f"uv=={VERSION}"]
        try:
            subprocess.run(command, capture_output=True, timeout=300, check=True)  # noqa: S603
        except (OSError, subprocess.SubprocessError):
            return None
        found = Path(folder) / wheel.name
        return found.read_bytes() if found.exists() else None


def by_urllib(wheel: Wheel) -> bytes:
    """Download from PyPI with what Python has."""
    try:
        request = urllib.request.Request(INDEX, headers={"Accept": SIMPLE_JSON})
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            files = json.load(answer)["files"]
        address = next((file["url"] for file in files if file["filename"] == wheel.name), None)
        if address is None:
            raise Problem(f"{wheel.name} n'est plus sur PyPI : changez VERSION dans tools/get_uv.py.")
        with urllib.request.urlopen(urllib.parse.urljoin(INDEX, address), timeout=300) as answer:  # noqa: S310
            return answer.read()
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise Problem(explained(error)) from error


def explained(error: Exception) -> str:
    """Say why PyPI could not be reached, and what to do."""
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return (
            "Le certificat de pypi.org ne peut pas être vérifié sur cette machine.\n"
            "Installez les certificats (Debian, Ubuntu : apt install ca-certificates) ou, derrière un pare-feu\n"
            "d'entreprise, indiquez les siens : SSL_CERT_FILE=/chemin/vers/certificats.pem make setup"
        )
    return (
        f"pypi.org ne répond pas ({reason}).\n"
        "Vérifiez la connexion à Internet ; derrière un proxy : https_proxy=http://proxy:port make setup"
    )


def unpack(content: bytes, wheel: Wheel, tools: Path) -> Path:
    """Take the binary out of the wheel, in one move: an interrupted installation leaves nothing usable behind."""
    target = tools / "uv"
    draft = tools / f"uv.{os.getpid()}"
    with tempfile.TemporaryFile() as file:
        file.write(content)
        with zipfile.ZipFile(file) as archive, archive.open(f"uv-{VERSION}.data/scripts/uv") as source:
            draft.write_bytes(source.read())
    draft.chmod(0o755)
    draft.replace(target)
    if not usable(str(target)):
        raise Problem(f"uv a été installé mais ne démarre pas ici ({wheel.name}).")
    return target


def install(tools: Path) -> str:
    """Install the pinned uv into a folder and return its path."""
    wheel = wheel_for(platform.system(), platform.machine())
    try:
        tools.mkdir(parents=True, exist_ok=True)
        check_room(tools)
        say(f"uv {VERSION} n'est pas installé : téléchargement depuis PyPI (environ 20 Mo)…")
        content = by_pip(wheel) or by_urllib(wheel)
        return str(unpack(check_fingerprint(content, wheel), wheel, tools))
    except OSError as error:
        raise Problem(f"Impossible d'écrire dans {tools} : {error.strerror or error}.") from error


def main() -> int:
    """Print the path of a usable uv."""
    tools = ROOT / ".tools"
    try:
        sys.stdout.write((find(tools) or install(tools)) + "\n")
    except Problem as problem:
        say(f"\n✗ {problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
