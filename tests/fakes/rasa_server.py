"""A small Rasa over HTTP, on loopback: the REST channel, the parser and the status, and the action server's health."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

TOKEN = "a-test-token"

Message = Mapping[str, Any]


class RasaServer:
    """
    Rasa as the gateway sees it, served from a thread; a context manager.

    `answers` maps what is said to the messages answered (none: it stays silent); the rest is echoed. `delay` makes each turn
    slow. `broken` is an (HTTP status, body) answered instead of anything. `heard` keeps (sender, text) in order, and
    `overlaps` the senders heard while they were being answered. `stop` leaves nobody at this address, `start` comes back to it.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Sequence[Message]] = {}
        self.delay = 0.0
        self.broken: tuple[int, bytes] | None = None
        self.heard: list[tuple[str, str]] = []
        self.overlaps: list[str] = []
        self._busy: Counter[str] = Counter()
        self._lock = Lock()
        self._port = 0
        self._server: _Server | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        rasa = self

        class Handler(_Handler):
            server_of = rasa

        self._server = _Server(("127.0.0.1", self._port), Handler)
        self._server.daemon_threads, self._server.request_queue_size = True, 64
        self._port = self._server.server_address[1]
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def recover(self) -> None:
        """Be up, quick and unscripted again."""
        self.answers.clear()
        self.delay, self.broken = 0.0, None
        if self._server is None:
            self.start()

    def heard_from(self, conversation: str) -> list[str]:
        """Return what one conversation said, whatever its dialogue session."""
        return [text for sender, text in self.heard if sender.rpartition("~")[0] == conversation]

    def turn(self, sender: str, text: str) -> list[Message]:
        """Answer one message."""
        with self._lock:
            self.heard.append((sender, text))
            if self._busy[sender]:
                self.overlaps.append(sender)
            self._busy[sender] += 1
        time.sleep(self.delay)
        with self._lock:
            self._busy[sender] -= 1
        messages = self.answers.get(text, [{"text": f"J’ai entendu « {text} »."}])
        return [{"recipient_id": sender, **message} for message in messages]

    def understood(self, text: str) -> Message:
        """Parse one sentence: what Rasa acts upon is its fallback, what it heard comes second."""
        ranking = [{"name": "nlu_fallback", "confidence": 0.4}, {"name": "saluer", "confidence": 0.25}]
        return {"text": text, "intent": ranking[0], "entities": [], "intent_ranking": ranking}


class _Server(ThreadingHTTPServer):
    """Somebody who hangs up before the answer is no trouble of ours, and nothing to print."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server_of: RasaServer

    def do_GET(self) -> None:
        self._respond({})

    def do_POST(self) -> None:
        self._respond(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library names it so
        pass

    def _respond(self, asked: Mapping[str, str]) -> None:
        rasa, where = self.server_of, urlsplit(self.path)
        # Rasa's own interface asks for the token; its REST channel does not.
        open_paths = ("/webhooks/rest/webhook", "/health")
        if rasa.broken is not None:
            status, body = rasa.broken
            self._send(status, body)
        elif where.path not in open_paths and parse_qs(where.query).get("token") != [TOKEN]:
            self._send(401, b'{"status": "failure", "reason": "NotAuthenticated"}')
        elif where.path == "/webhooks/rest/webhook":
            self._send(200, rasa.turn(asked["sender"], asked["message"]))
        elif where.path == "/model/parse":
            self._send(200, rasa.understood(asked["text"]))
        elif where.path in ("/status", "/health"):
            self._send(200, {"status": "ok", "model_file": "model.tar.gz"})
        else:
            self._send(404, b"Not Found")

    def _send(self, status: int, body: Any) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
