"""Serve the gateway: `python -m channels.web`."""

from __future__ import annotations

from contextlib import suppress

import uvicorn

from balise.commands.setting_up import settings_or_exit
from balise.log import configure_logs
from channels.web.app import create_app
from channels.web.door.connection import server_config


def main() -> None:
    """Serve until stopped."""
    configure_logs()
    settings = settings_or_exit()
    server = uvicorn.Server(server_config(create_app(settings), settings))
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        raise SystemExit(3)


if __name__ == "__main__":
    main()
