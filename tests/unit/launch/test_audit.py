"""Looking up known vulnerabilities, in front of a database of ours: which stop a build, and which are said."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from balise.launch.checks import free_port
from tools import audit

TODAY = date(2026, 11, 22)
FLAW = {"id": "PYSEC-2026-1", "fix_versions": ["9.9"], "aliases": ["CVE-2026-1", "GHSA-aaaa"]}
PACKAGES = [{"name": "click", "version": "8.3", "vulns": [FLAW]}, {"name": "httpx", "version": "0.28", "vulns": []}]


def excuse(name: str = "CVE-2026-1", until: date = TODAY) -> dict[str, Any]:
    """Return a line of the list."""
    return {"id": name, "why": "ce code n'est pas appelé", "until": until}


@pytest.mark.parametrize(
    ("excuses", "stops"),
    [
        ([], True),
        ([excuse()], False),
        ([excuse("PYSEC-2026-1")], False),
        ([excuse("CVE-2026-2")], True),
        ([excuse(until=date(2026, 11, 21))], True),
        ([excuse(until=date(2026, 11, 21)), excuse("GHSA-aaaa")], False),
    ],
)
def test_what_stops_a_build(excuses: list[dict[str, Any]], stops: bool) -> None:
    """A vulnerability, unless the list says why it is not reached, under any of its names, and that is still believed."""
    stopped, said = audit.verdict(PACKAGES, excuses, TODAY)

    assert stops is stopped
    assert ("✗" if stops else "⚠") == said[0][0]
    assert stops or "ce code n'est pas appelé" in said[0]
    assert f"2 dépendances vérifiées, 1 vulnérabilités connues, {int(stops)} sans explication." == said[-1]


def test_an_excuse_for_nothing_is_said() -> None:
    """And stops nothing."""
    stopped, said = audit.verdict([], [excuse()], TODAY)

    assert (False, True) == (stopped, "CVE-2026-1 : plus aucune dépendance" in said[0])


class Database(BaseHTTPRequestHandler):
    """Answers as OSV does: one vulnerability of click."""

    def do_POST(self) -> None:
        """Answer a question about a package."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99"}]}]
        package = {"name": "click", "ecosystem": "PyPI"}
        flaw = {
            "id": "GHSA-aaaa",
            "aliases": ["CVE-2026-1"],
            "summary": "x",
            "affected": [{"package": package, "ranges": ranges}],
        }
        dates = {"modified": "2026-01-01T00:00:00Z", "published": "2026-01-01T00:00:00Z"}
        self.say(json.dumps({"vulns": [flaw | dates]} if asked["package"]["name"] == "click" else {}))

    def say(self, body: str, status: int = 200) -> None:
        """Answer."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Proxy(Database):
    """Stands between, and lets nothing through."""

    def do_POST(self) -> None:
        """Answer with a page."""
        self.say("<html>Accès refusé</html>", 403)


class Portal(Database):
    """The same, politely."""

    def do_POST(self) -> None:
        """Answer with a page."""
        self.say("<html>Acceptez nos conditions</html>")


class Silent(Database):
    """Takes questions and never answers."""

    def do_POST(self) -> None:
        """Wait longer than anybody."""
        time.sleep(1)


@contextmanager
def served(handler: type[Database]) -> Iterator[str]:
    """Serve it, and lend its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("handler", [None, Proxy, Portal, Silent])
def test_without_the_database_nothing_stops(handler: type[Database] | None, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody listens, or another answers, or nobody does: that nothing was looked up is said."""
    if handler is None:
        assert 0 == audit.main(f"http://127.0.0.1:{free_port()}/v1/query")
    else:
        with served(handler) as osv:
            assert 0 == audit.main(osv, patience=0.2)

    assert "rien n'a été vérifié" in capsys.readouterr().err


def test_a_known_vulnerability_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the real pip-audit, over the locked dependencies: it stops the build, then is excused, by another of its names."""
    known = tmp_path / "known.toml"
    known.write_text("", "utf-8")
    with served(Database) as osv:
        stopped = audit.main(osv, known=known)
        told = capsys.readouterr()
        if "rien n'a été vérifié" in told.err:
            pytest.skip("pip-audit cannot be fetched from here")
        known.write_text('[[known]]\nid = "CVE-2026-1"\nwhy = "pour voir"\nuntil = 2999-01-01\n', "utf-8")
        excused = audit.main(osv, known=known)

    assert (1, 0) == (stopped, excused)
    assert "✗ click" in told.out
    assert "pour voir" in capsys.readouterr().out


def test_the_list_can_be_read() -> None:
    """As it is in the repository: each line has its name, its why and its day."""
    excuses = audit.tomllib.loads(audit.KNOWN.read_text("utf-8")).get("known", [])

    assert [] == [one for one in excuses if {"id", "why", "until"} != set(one) or not isinstance(one["until"], date)]
