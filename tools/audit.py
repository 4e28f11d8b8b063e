"""
Looks up the application's locked dependencies in OSV, the open database of vulnerabilities, with pip-audit.

A vulnerability stops the build unless tools/known_vulnerabilities.toml says why it is not reached here, and until when. Where the
database cannot be reached that is said, and stops nothing: not knowing is no reason to. What is known of Rasa's environment,
whose pins cannot move, is in docs/rasa-advisories.md.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tools import get_uv

OSV = "https://api.osv.dev/v1/query"
PIP_AUDIT = "pip-audit==2.10.1"
GROUP = "app"
KNOWN = get_uv.ROOT / "tools" / "known_vulnerabilities.toml"
PATIENCE = 5.0
"""Seconds for the database to answer at all."""

_OUT_OF_REACH = ("ConnectionError", "Timeout", "client error (Connect)", "error sending request", "dns error")


class OutOfReach(Exception):
    """Nothing could be looked up, for want of a network."""


def main(osv: str = OSV, patience: float = PATIENCE, known: Path = KNOWN) -> int:
    """Return 1 when a vulnerability is not excused, 2 when the look-up failed, but not for want of a network."""
    try:
        _knock(osv, patience)
        packages = _looked_up(osv)
    except OutOfReach as error:
        sys.stderr.write(f"⚠ La base des vulnérabilités n'a pas pu être consultée : rien n'a été vérifié.\n  {error}\n")
        return 0
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"✗ La vérification n'a pas abouti.\n{error.stderr}\n")
        return 2
    excuses = tomllib.loads(known.read_text("utf-8")).get("known", [])
    stops, said = verdict(packages, excuses, date.today())
    sys.stdout.write("".join(f"{line}\n" for line in said))
    return 1 if stops else 0


def verdict(
    packages: Iterable[Mapping[str, Any]], excuses: Iterable[Mapping[str, Any]], today: date
) -> tuple[bool, tuple[str, ...]]:
    """Return (whether something stops the build, what to say), from pip-audit's `dependencies` and the list of what is known."""
    packages, excuses = list(packages), list(excuses)
    found = [(package, flaw) for package in packages for flaw in package.get("vulns", [])]
    named = [{flaw["id"], *flaw.get("aliases", [])} for _, flaw in found]
    excused = {excuse["id"]: excuse for excuse in excuses if excuse["until"] >= today}
    whys = ["; ".join(excused[name]["why"] for name in sorted(names & set(excused))) for names in named]
    said = [_line(package, flaw, why) for (package, flaw), why in zip(found, whys, strict=True)]
    gone = [excuse["id"] for excuse in excuses if not any(excuse["id"] in names for names in named)]
    said += [f"⚠ {name} : plus aucune dépendance n'est concernée, à retirer de {KNOWN.name}" for name in gone]
    said.append(f"{len(packages)} dépendances vérifiées, {len(found)} vulnérabilités connues, {whys.count('')} sans explication.")
    return "" in whys, tuple(said)


def _line(package: Mapping[str, Any], flaw: Mapping[str, Any], why: str) -> str:
    fixed = ", ".join(flaw["fix_versions"]) or "aucune"
    what = f"{package['name']} {package['version']} : {flaw['id']} (version corrigée : {fixed})"
    return f"⚠ {what}, {why}" if why else f"✗ {what}"


def _knock(osv: str, patience: float) -> None:
    """Ask about one package. Raises OutOfReach when the answer is none, or not the database's."""
    question = json.dumps({"package": {"name": "pip", "ecosystem": "PyPI"}, "version": "1.0"}).encode()
    try:
        with urlopen(Request(osv, question, {"Content-Type": "application/json"}), timeout=patience) as answer:  # noqa: S310 - ours
            json.load(answer)
    except (HTTPException, OSError, ValueError) as error:
        raise OutOfReach(str(error)) from error


def _looked_up(osv: str) -> list[dict[str, Any]]:
    """Return the dependencies, each with its `vulns`. Raises OutOfReach, or CalledProcessError."""
    uv = str(get_uv.ROOT / ".tools" / "uv")
    with tempfile.TemporaryDirectory() as folder:
        locked = Path(folder) / "requirements.txt"
        export = [uv, "export", "--quiet", "--frozen", "--only-group", GROUP, "--no-emit-project", "--output-file", str(locked)]
        subprocess.run(export, cwd=get_uv.ROOT, check=True)  # noqa: S603
        options = ["--vulnerability-service", "osv", "--osv-url", osv, "--format", "json", "--progress-spinner", "off"]
        command = [uv, "tool", "run", "--from", PIP_AUDIT, "pip-audit", *options, "--disable-pip", "--requirement", str(locked)]
        impatient = {**os.environ, "UV_HTTP_TIMEOUT": "10"}
        done = subprocess.run(command, cwd=get_uv.ROOT, env=impatient, capture_output=True, text=True, check=False)  # noqa: S603
    return list(_dependencies(done))


def _dependencies(done: subprocess.CompletedProcess[str]) -> Iterator[dict[str, Any]]:
    try:
        yield from json.loads(done.stdout)["dependencies"]
    except (KeyError, ValueError) as error:
        if any(words in done.stderr for words in _OUT_OF_REACH):
            raise OutOfReach(done.stderr.strip().splitlines()[-1]) from error
        raise subprocess.CalledProcessError(done.returncode, done.args, done.stdout, done.stderr) from error


if __name__ == "__main__":
    sys.exit(main())
