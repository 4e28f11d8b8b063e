"""Rasa over HTTP: the REST channel to talk, the server API to understand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from balise.adapters.dialogue.mapping import to_replies, to_understanding
from balise.errors import PermanentFailure, TemporaryFailure
from balise.model.conversation import Reply, Understanding

TIMEOUT = 30.0
"""Seconds: a turn may call the directory, which may take long."""


class RasaDialogue:
    """
    The `Dialogue` port.

    The REST channel has no authentication of its own and lets anybody set slots: Rasa must not be reachable by others.
    """

    def __init__(self, http: httpx.AsyncClient, base_url: str, token: str, timeout: float = TIMEOUT) -> None:
        self._http, self._base, self._token, self._timeout = http, base_url.rstrip("/"), token, timeout

    async def answer(self, dialogue: str, text: str) -> tuple[Reply, ...]:
        body = await self._post("/webhooks/rest/webhook", {"sender": dialogue, "message": text})
        with _shaped("messages"):
            return to_replies(body)

    async def understand(self, text: str) -> Understanding:
        body = await self._post("/model/parse", {"text": text})
        with _shaped("an intent"):
            return to_understanding(body)

    async def probe(self) -> str:
        """Return `ok` when Rasa has a model loaded (the `Probe` port)."""
        try:
            answer = await self._http.get(f"{self._base}/status", params={"token": self._token}, timeout=3)
        except httpx.HTTPError:
            return "unreachable"
        return "ok" if answer.is_success else "not_ready"

    async def _post(self, path: str, body: dict[str, str]) -> Any:
        try:
            answer = await self._http.post(f"{self._base}{path}", params={"token": self._token}, json=body, timeout=self._timeout)
            answer.raise_for_status()
            return answer.json()
        except httpx.HTTPStatusError as error:
            kind = TemporaryFailure if error.response.is_server_error else PermanentFailure
            raise kind(f"Rasa answered {error.response.status_code}") from error
        except httpx.HTTPError as error:
            raise TemporaryFailure(f"Rasa unreachable: {type(error).__name__}") from error
        except ValueError as error:
            raise PermanentFailure("Rasa answered something else than JSON") from error


@contextmanager
def _shaped(expected: str) -> Iterator[None]:
    """Refuse what the mapping cannot read."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise PermanentFailure(f"Rasa answered something else than {expected}") from error
