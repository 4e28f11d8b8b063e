"""Checks docker-compose.yml with Docker's own reader when there is one: it needs no Docker engine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "docker-compose.yml"
MISSING = "docker compose n'est pas installé ici (Debian, Ubuntu : apt install docker-compose)"


def reader() -> list[str] | None:
    """Return the command that reads compose files here, or None."""
    if shutil.which("docker"):
        command = ["docker", "compose"]
        if subprocess.run([*command, "version"], capture_output=True, check=False).returncode == 0:  # noqa: S603
            return command
    return ["docker-compose"] if shutil.which("docker-compose") else None


def required(text: str) -> list[str]:
    """Return the variables that the file cannot do without."""
    return sorted(set(re.findall(r"\$\{(\w+):\?", text)))


def check(command: list[str], variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Read the file with these variables, and nothing of a local .env."""
    env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **variables}
    with tempfile.NamedTemporaryFile() as nothing:
        arguments = ["--env-file", nothing.name, "--file", str(FILE), "config"]
        return subprocess.run([*command, *arguments], env=env, capture_output=True, text=True, check=False)  # noqa: S603


def main() -> int:
    """Tell whether the file is right; a missing reader is said, and is not a fault."""
    command = reader()
    if command is None:
        sys.stdout.write(f"docker-compose.yml : NON VÉRIFIÉ, {MISSING}.\n")
        return 0
    result = check(command, dict.fromkeys(required(FILE.read_text()), "set"))
    sys.stdout.write(f"docker-compose.yml : {'correct' if result.returncode == 0 else result.stderr}\n")
    return result.returncode


if __name__ == "__main__":
    sys.exit(main())
