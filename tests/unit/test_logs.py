"""Logs carry events and ids: what the calls may say, and what becomes of an exception."""

from __future__ import annotations

import ast
import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog

from balise import log
from balise.settings import ROOT
from tests.unit import source_code

ALLOWED = frozenset(
    {
        # What our own words name.
        *("action", "nature", "task", "way", "what", "why", "worth"),
        # Random identifiers, or places in a list.
        *("conversation_id", "dialogue", "handle", "key", "reference", "references", "seq", "update"),
        # Numbers and flags.
        *("again_in", "by_email", "count", "ended", "reminded", "tries", "unanswered", "verified", "warned"),
        # The bot that Telegram knows by the token, which is ours.
        "bot",
        # The kind of an exception, never what it says.
        "error",
    }
)
LEVELS = frozenset({"debug", "info", "warning", "error", "exception", "critical"})
SECRET = "99900000011 Lemoine"
PATHS = [*source_code.files(), *sorted((ROOT / "bot").rglob("*.py"))]


def log_calls(path: Path) -> Iterator[ast.Call]:
    """Return the calls that write to the log."""
    for call in source_code.calls(path):
        if (
            isinstance(call.func, ast.Attribute)
            and call.func.attr in LEVELS
            and ast.unparse(call.func.value) in ("log", "logger")
        ):
            yield call


def test_log_calls_are_found() -> None:
    """The tests below look at something."""
    assert 30 < sum(1 for path in PATHS for _ in log_calls(path))


@pytest.mark.parametrize("path", [path for path in PATHS if any(log_calls(path))], ids=lambda path: path.stem)
def test_a_log_call_says_an_event_and_ids(path: Path) -> None:
    """One fixed word, then named values from the list; of an error, its kind; nothing composed."""
    for call in log_calls(path):
        line = f"{path.name}:{call.lineno}"
        (event,) = call.args
        assert isinstance(event, ast.Constant), line
        assert str(event.value).isidentifier(), line
        assert {keyword.arg for keyword in call.keywords} <= ALLOWED, line
        for keyword in call.keywords:
            value = ast.unparse(keyword.value)
            assert not any(isinstance(node, ast.JoinedStr) for node in ast.walk(keyword.value)), line
            assert keyword.arg != "error" or (value.startswith("type(") and value.endswith(").__name__")), line


def test_nothing_is_printed_by_the_processes() -> None:
    """What a process prints ends in its log: only the command line may speak to its user."""
    speaking = {"commands", "launch"}
    printed = [
        f"{path.name}:{call.lineno}"
        for path in source_code.files()
        if not speaking & set(path.parts)
        for call in source_code.calls(path)
        if isinstance(call.func, ast.Name) and call.func.id in ("print", "pprint")
    ]

    assert [] == printed


def fail() -> None:
    """Raise as a database does: an error that quotes somebody, from another that does."""
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(f"DETAIL: Key (holder)=({SECRET})") from error


def test_the_trace_of_a_library_holds_no_value() -> None:
    """Kinds and places of the whole chain, and nothing of what the exceptions say."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(log.BareFormatter("%(message)s"))
    library = logging.Logger("library")
    library.addHandler(handler)
    try:
        fail()
    except ValueError:
        library.exception("it failed")

    assert all(word in written.getvalue() for word in ("it failed", "KeyError", "ValueError", "test_logs.py", " fail"))
    assert SECRET not in written.getvalue()


@contextmanager
def as_configured() -> Iterator[None]:
    """Log as every process of ours is configured to."""
    before, root = structlog.get_config(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        root.handlers.clear()
        log.configure_logs()
        yield
    finally:
        root.handlers[:], root.level = handlers, level
        structlog.configure(**before)


def test_the_trace_of_an_event_of_ours_holds_no_value(capsys: pytest.CaptureFixture[str]) -> None:
    """The same, as every process of ours is configured."""
    with as_configured():
        try:
            fail()
        except ValueError:
            structlog.get_logger().exception("it_failed")
            logging.getLogger("library").exception("theirs failed")

    written = capsys.readouterr().err
    assert all(word in written for word in ("it_failed", "theirs failed", "KeyError", "ValueError", "test_logs.py"))
    assert SECRET not in written


@pytest.mark.parametrize("forged", ['a\n{"event": "forged"}', "a\r\nERROR:x:forged", "a\x0bERROR:x:forged", "a\rERROR:x:forged"])
def test_what_is_quoted_writes_no_line_of_its_own(capsys: pytest.CaptureFixture[str], forged: str) -> None:
    """By a library, or by an event of ours."""
    with as_configured():
        logging.getLogger("library").warning("bad: %s", forged)
        structlog.get_logger().warning("event", what=forged)

    library, ours = capsys.readouterr().err.splitlines()
    assert library.startswith("WARNING:library:bad: a")
    assert forged == json.loads(ours)["what"]
