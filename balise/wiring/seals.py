"""What tells the values of settings apart without giving them away."""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from pydantic import SecretStr

from balise.settings import Settings


def seals(settings: Settings) -> dict[str, str]:
    """
    Return a seal of each value that somebody gave, by variable; it takes the deployment's key to try values on them.

    Neither defaults are in it nor what the launcher has drawn, which is another at each start.
    """
    key = settings.key.encode()
    return {
        f"BALISE_{name.upper()}": hmac.digest(key, f"{name}={text}".encode(), "sha256").hex() for name, text in _given(settings)
    }


def _given(settings: Settings) -> Iterator[tuple[str, str]]:
    for name in Settings.model_fields.keys() - {"drawn", *settings.drawn}:
        value = getattr(settings, name)
        if value != Settings.model_fields[name].default:
            yield name, value.get_secret_value() if isinstance(value, SecretStr) else str(value)
