"""
A small program in the place of a service: `standin.py PORT [hang] [die] [hopeless]` answers HTTP on a port.

`hang` ignores requests to stop and has a child that does too; `die` ends after a second with code 3;
`hopeless` answers 409 for ever.
"""

import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

port, manners = int(sys.argv[1]), sys.argv[2:]


class Answer(BaseHTTPRequestHandler):
    """Answers every GET alike."""

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server calls
        """Answer."""
        self.send_response(409 if "hopeless" in manners else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Behave as asked."""
    if "hang" in manners:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        sleeper = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
        child = subprocess.Popen([sys.executable, "-c", sleeper])
        sys.stdout.write(f"child {child.pid}\n")
        sys.stdout.flush()
    if "die" in manners:
        threading.Thread(target=lambda: (time.sleep(1), sys.stdout.write("je tombe\n"), sys.stdout.flush(), __import__("os")._exit(3))).start()
    ThreadingHTTPServer(("127.0.0.1", port), Answer).serve_forever()


main()
