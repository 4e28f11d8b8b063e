"""Serve the gateway: `python -m channels.web`."""

from __future__ import annotations

import uvicorn

from balise.log import configure_logs
from balise.settings import Settings
from channels.web.app import create_app


def main() -> None:
    """Serve until stopped. Access logs are off: they hold URLs."""
    configure_logs()
    settings = Settings()
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=3,
    )


if __name__ == "__main__":
    main()
