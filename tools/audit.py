"""
Looks up the application's locked dependencies in OSV, the open database of vulnerabilities, with pip-audit.

Where the database cannot be reached it says so and succeeds: not knowing is no reason to stop a build. What is known of
Rasa's environment, whose pins cannot move, is in docs/rasa-advisories.md.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import get_uv

PIP_AUDIT = "pip-audit==2.10.1"
GROUP = "app"
_OUT_OF_REACH = ("ConnectionError", "Timeout", "client error (Connect)", "dns error")


def main() -> int:
    """Return 1 when a dependency has a known vulnerability, 2 when the look-up failed for another reason than the network."""
    uv = str(get_uv.ROOT / ".tools" / "uv")
    with tempfile.TemporaryDirectory() as folder:
        locked = Path(folder) / "requirements.txt"
        export = [uv, "export", "--quiet", "--frozen", "--only-group", GROUP, "--no-emit-project", "--output-file", str(locked)]
        subprocess.run(export, cwd=get_uv.ROOT, check=True)  # noqa: S603
        options = ["--vulnerability-service", "osv", "--format", "json", "--progress-spinner", "off"]
        command = [uv, "tool", "run", "--from", PIP_AUDIT, "pip-audit", *options, "--disable-pip", "--requirement", str(locked)]
        done = subprocess.run(command, cwd=get_uv.ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (KeyError, ValueError):
        why = (done.stderr.strip().splitlines() or ["sans explication"])[-1]
        if not any(words in done.stderr for words in _OUT_OF_REACH):
            sys.stderr.write(f"✗ La vérification n'a pas abouti.\n  {why}\n")
            return 2
        sys.stderr.write(f"⚠ La base des vulnérabilités n'a pas pu être consultée : rien n'a été vérifié.\n  {why}\n")
        return 0
    found = [(package, flaw) for package in packages for flaw in package.get("vulns", [])]
    for package, flaw in found:
        fixed = ", ".join(flaw["fix_versions"]) or "aucune"
        sys.stdout.write(f"✗ {package['name']} {package['version']} : {flaw['id']} (version corrigée : {fixed})\n")
    sys.stdout.write(f"{len(packages)} dépendances vérifiées, {len(found)} vulnérabilités connues.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
