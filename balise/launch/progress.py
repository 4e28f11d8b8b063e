"""Telling the person at the terminal what is being done, and for how long."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import TextIO

HEARTBEAT = 10.0


class Step:
    """One thing under way. Call `tick` as often as you like: it writes only when it is useful."""

    def __init__(self, title: str, out: TextIO) -> None:
        self._title = title
        self._out = out
        self._live = out.isatty()
        self._started = self._told = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long it has been under way."""
        return time.monotonic() - self._started

    def begin(self) -> None:
        """Write that it begins."""
        self._write(f"• {self._title}…" + ("" if self._live else "\n"))

    def tick(self) -> None:
        """Show that it goes on: in place on a terminal, a line every ten seconds in a file."""
        if self._live:
            self._write(f"\r\033[K• {self._title}… {self.seconds:.0f} s")
        elif time.monotonic() - self._told >= HEARTBEAT:
            self._told = time.monotonic()
            self._write(f"  {self._title} : {self.seconds:.0f} s\n")

    def end(self, sign: str) -> None:
        """Write how it ended."""
        duration = f"{self.seconds:.1f}".replace(".", ",")
        clear = "\r\033[K" if self._live else ""
        self._write(f"{clear}{sign} {self._title} ({duration} s)\n")

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


class Progress:
    """Where progress is told; without a stream, nowhere."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out

    def say(self, text: str) -> None:
        """Write one line."""
        if self._out is not None:
            self._out.write(text + "\n")
            self._out.flush()

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """Tell that something begins, and how it ended."""
        step = Step(title, self._out or StringIO())
        step.begin()
        try:
            yield step
        except BaseException:
            step.end("✗")
            raise
        step.end("✓")
