"""The action server: `python -m actions`."""

from __future__ import annotations

import hmac
from typing import Any
from urllib.parse import urlsplit

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import HTTPResponse, Request, Sanic
from sanic.response import json

from actions.registry import build_actions
from balise.commands.setting_up import settings_or_exit
from balise.log import configure_logs
from balise.wiring import Wiring


def guard(app: Sanic[Any, Any], token: str) -> None:
    """Have it answer nobody without the token but who asks whether it is alive; without any token, nobody at all."""
    expected = f"Bearer {token}".encode()

    async def refuse(request: Request) -> HTTPResponse | None:
        given = request.headers.get("authorization", "").encode()
        allowed = request.path == "/health" or (token and hmac.compare_digest(given, expected))
        return None if allowed else json({"error": "unauthorized"}, 401)

    app.register_middleware(refuse, "request")


def main() -> None:
    """
    Serve until stopped, on the port Rasa is told to call.

    One process: instances hold live clients, which cannot be sent to another.

    Raises:
        Invalid: `database_url` when there is none.

    """
    configure_logs()
    settings = settings_or_exit()
    wiring, executor = Wiring(settings), ActionExecutor()
    for action in build_actions(wiring):
        executor.register_action(action)
    app = create_app(executor, cors_origins=None)
    guard(app, settings.actions_token.get_secret_value())

    async def close(*_: Any) -> None:
        await wiring.close()

    app.register_listener(close, "after_server_stop")
    port = urlsplit(settings.actions_url).port or 5055
    app.run(host=settings.actions_host, port=port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
