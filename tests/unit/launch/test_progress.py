"""Telling the person what is under way."""

from __future__ import annotations

from io import StringIO

import pytest

from balise.launch.progress import Progress


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_a_file_gets_one_line_at_the_start_and_one_at_the_end() -> None:
    """Outside a terminal nothing is rewritten in place, and a short step does not repeat itself."""
    out = StringIO()

    with Progress(out).step("Base de données") as step:
        step.tick()

    assert ["• Base de données…", "✓ Base de données (0,0 s)"] == out.getvalue().splitlines()


def test_a_terminal_sees_the_seconds_pass_in_place() -> None:
    """On a terminal a step stays on its line."""
    out = Terminal()

    with Progress(out).step("Rasa") as step:
        step.tick()

    assert "\r\033[K• Rasa… 0 s" in out.getvalue()
    assert 1 == out.getvalue().count("\n")


def test_a_step_that_fails_is_marked_and_the_failure_goes_on() -> None:
    """A step never hides what went wrong in it."""
    out = StringIO()

    with pytest.raises(ValueError, match="raison"), Progress(out).step("Rasa"):
        raise ValueError("raison")

    assert "✗ Rasa (0,0 s)" == out.getvalue().splitlines()[-1]


def test_without_a_stream_nothing_is_told() -> None:
    """Tests and scripts can run a stack in silence."""
    with Progress().step("Rasa") as step:
        step.tick()

    assert step.seconds >= 0
