"""
A small program in the place of a service: `standin.py PORT [hang] [die] [hopeless]` answers HTTP on a port.

`hang` ignores requests to stop and has a child that does too; `die` ends after a moment with code 3;
`hopeless` answers 409 for ever.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_SLEEPER = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"


class Well(BaseHTTPRequestHandler):
    """Answers every GET with 200."""

    status = 200

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Hopeless(Well):
    """Answers every GET with 409."""

    status = 409


def tell(text: str) -> None:
    """Write a line to the log at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def die() -> None:
    """End as a program with a fault does."""
    tell("je tombe")
    os._exit(3)


def main(port: int, manners: list[str]) -> None:
    """Behave as asked."""
    if "hang" in manners:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        tell(f"child {subprocess.Popen([sys.executable, '-c', _SLEEPER]).pid}")
    if "die" in manners:
        threading.Timer(1.0, die).start()
    ThreadingHTTPServer(("127.0.0.1", port), Hopeless if "hopeless" in manners else Well).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
