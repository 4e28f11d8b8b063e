"""What the processes we start are told, by environment variables."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import SecretStr

from balise.settings import Settings

# Rasa reads these; it is told nothing of the mail server, the identity provider or the directory's key.
_PASSED_TO_RASA = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH")


def _text(value: object) -> str:
    match value:
        case SecretStr():
            return value.get_secret_value()
        case bool():
            return str(value).lower()
        case tuple():
            return " ".join(value)
        case Path():
            return str(value.absolute())  # Not resolved: the Python of an environment is a link to another one.
        case _:
            return str(value)


def of_settings(settings: Settings) -> dict[str, str]:
    """Return the settings as the variables that would give them again."""
    values = {name: getattr(settings, name) for name in Settings.model_fields}
    return {f"BALISE_{name.upper()}": _text(value) for name, value in values.items() if value is not None}


def for_ours(settings: Settings) -> dict[str, str]:
    """
    Return the environment of a process of ours: the terminal's, with these settings and no other.

    Compiled modules are always kept: without them each start reads some thousand sources again.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("BALISE_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept | of_settings(settings) | {"PYTHONUNBUFFERED": "1"}


def for_rasa(variables: dict[str, str]) -> dict[str, str]:
    """Return the environment of a Rasa process: what any program needs, and the given variables."""
    kept = {key: os.environ[key] for key in _PASSED_TO_RASA if key in os.environ}
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore::DeprecationWarning"}
    return kept | {"PYTHONUNBUFFERED": "1"} | quiet | variables
