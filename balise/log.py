"""Logs: events with identifiers, one line each, never a text, a name, an address or a URL with its query."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, ExcInfo, WrappedLogger

_QUIET = ("httpx", "httpcore")
"""Libraries that log full URLs, hence search terms and tokens."""


def configure_logs() -> None:
    """Write logs to standard error, as JSON when it is not a terminal."""
    rendering = structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _bare_exception,
            rendering,
        ],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(BareFormatter("%(levelname)s:%(name)s:%(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class BareFormatter(logging.Formatter):
    """Writes what a library logs, and of an exception its bare trace."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library names it so
        """Return it on one line: nothing that came from outside can write a line of its own."""
        return "\\n".join(super().formatMessage(record).splitlines())

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the library names it so
        """Return where it was raised, and what kind it is."""
        return bare_trace(ei[1])


def bare_trace(error: BaseException | None) -> str:
    """
    Return an exception and its causes, the first cause first: kinds and places, without what they say.

    What they say may be somebody's: PostgreSQL quotes the row that it refuses, pydantic the value that it cannot read.
    """
    return "\n".join(line for one in reversed(list(_chain(error))) for line in (type(one).__name__, *_places(one.__traceback__)))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _places(trace: TracebackType | None) -> Iterator[str]:
    return (f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace))


def _bare_exception(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Replace `exc_info` by a bare trace (a structlog processor)."""
    found: ExcInfo | BaseException | bool | None = event.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found or None
    return {**event, "exception": bare_trace(error)} if error else event
