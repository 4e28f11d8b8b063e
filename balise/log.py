"""Logs: events with identifiers, one line each, never a text, a name, an address or a URL with its query."""

from __future__ import annotations

import logging
import sys

import structlog


def configure_logs() -> None:
    """Write logs to standard error, as JSON when it is not a terminal."""
    rendering = structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            rendering,
        ],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    # httpx logs full URLs, hence search terms and tokens.
    logging.getLogger("httpx").setLevel(logging.WARNING)
