"""The action server: `python -m actions`."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from actions.registry import build_actions
from balise.log import configure_logs
from balise.settings import Settings
from balise.wiring import Wiring


def main() -> None:
    """
    Serve until stopped, on the port Rasa is told to call.

    One process: instances hold live clients, which cannot be sent to another.

    Raises:
        Invalid: `database_url` when there is none.

    """
    configure_logs()
    settings = Settings()
    wiring, executor = Wiring(settings), ActionExecutor()
    for action in build_actions(wiring):
        executor.register_action(action)
    app = create_app(executor, cors_origins=None)

    async def close(*_: Any) -> None:
        await wiring.close()

    app.register_listener(close, "after_server_stop")
    port = urlsplit(settings.actions_url).port or 5055
    app.run(host=settings.actions_host, port=port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
