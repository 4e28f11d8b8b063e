"""Which files decide what the dialogue model becomes. Standard library only: evaluation reads it in Rasa's environment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

SHAPING = ("bot", "data/nlu", "data/rules", "data/stories")


def shaping_files(root: Path) -> Iterator[Path]:
    """Yield, in a stable order, every file that decides what the model becomes."""
    for folder in SHAPING:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
                yield path


def fingerprint(root: Path) -> str:
    """Return a short hash of those files: names and contents."""
    digest = hashlib.sha256()
    for path in shaping_files(root):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:12]
