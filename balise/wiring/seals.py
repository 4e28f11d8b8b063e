"""What tells the values of settings apart without giving them away."""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from pydantic import SecretStr

from balise.settings import Settings


def seals(settings: Settings) -> dict[str, str]:
    """Return a seal of each value given, by variable, defaults left out; it takes the deployment's key to try values on them."""
    key = settings.key.encode()
    return {
        f"BALISE_{name.upper()}": hmac.digest(key, f"{name}={text}".encode(), "sha256").hex() for name, text in _given(settings)
    }


def _given(settings: Settings) -> Iterator[tuple[str, str]]:
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        if value != field.default:
            yield name, value.get_secret_value() if isinstance(value, SecretStr) else str(value)
