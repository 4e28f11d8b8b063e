"""
Rasa's REST channel behind a token.

`--auth-token` opens Rasa's own interface only: anybody who reaches the stock channel speaks as anybody and sets slots.
"""

from __future__ import annotations

import hmac
from asyncio import CancelledError
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

log = structlog.get_logger()


class GuardedRest(RestInput):
    """The same channel, under the same name, for whoever gives the token as Rasa's interface takes it: `?token=`."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> GuardedRest:
        """Refuse to open the channel to everybody."""
        token = str((credentials or {}).get("token") or "")
        if not token:
            raise InvalidConfigException("the REST channel has no token: set BALISE_RASA_TOKEN")
        return cls(token)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the channel's routes, each refusing those who do not give the token."""
        blueprint = super().blueprint(_quietly(on_new_message))

        @blueprint.middleware("request")
        async def refuse(request: Request) -> HTTPResponse | None:
            given = request.args.get("token", "").encode()
            return None if hmac.compare_digest(given, self._token) else json({"error": "unauthorized"}, 401)

        return blueprint


def _quietly(on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Callable[[UserMessage], Awaitable[Any]]:
    """Return the same, whose failures are logged here: the stock channel would log the message. What was said is answered."""

    async def handle(message: UserMessage) -> None:
        try:
            await on_new_message(message)
        except (Exception, CancelledError) as error:  # noqa: BLE001 - as the stock channel does
            log.error("message_failed", dialogue=message.sender_id, error=type(error).__name__)

    return handle
