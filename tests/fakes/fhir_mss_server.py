"""
The API FHIR MSS on the loopback, written from the ANS's draft (openapi-balmss.yaml): searches, PATCH by id, and PATCH by
identifier.

What the draft leaves out is FHIR R4's: the CapabilityStatement, versions (`meta.versionId`, ETag, If-Match), `Prefer`. It can
be told to fail in every way a server or its gateway may.
"""

from __future__ import annotations

import copy
import json
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.fhir_mss_wire import FHIR, FINESS, IDNPS, KEY, KINDS, PREFIX, RPPS, Exchange, Reply, outcome
from tests.fakes.fhir_patch import Resource, Unusable, patched

_SEARCHABLE = {"mailbox-mss", "identifier", "_elements", "_count", "_page_token"}


class FhirMssServer:
    """
    The server's state, and what a test may ask of it.

    `offered` is what its CapabilityStatement says can be patched; `statement` is answered in its place. Without `versions` it
    names none. Without `shows_red` its searches hide the liste rouge, as the public API does. `before_patch` is called once
    before the next PATCH.
    """

    def __init__(self) -> None:
        self.resources: dict[str, Resource] = {}
        self.exchanges: list[Exchange] = []
        self.offered: tuple[str, ...] = KINDS
        self.versions = True
        self.shows_red = True
        self.page_size = 50
        self.statement: Reply | None = None
        self.before_patch: Callable[[], object] | None = None
        self.url = ""
        self._failures: dict[str, deque[Reply]] = {"GET": deque(), "PATCH": deque()}
        self._lock = Lock()

    def practitioner(self, rpps: str, *boxes: Resource) -> str:
        """Add a person alone."""
        numbers = [{"system": IDNPS, "value": f"8{rpps}"}, {"system": RPPS, "value": rpps}]
        return self._add("Practitioner", boxes, identifier=numbers)

    def role(self, practitioner: str, *boxes: Resource) -> str:
        """Add a situation d'exercice of a person."""
        return self._add("PractitionerRole", boxes, practitioner={"reference": practitioner})

    def organization(self, number: str, *boxes: Resource) -> str:
        """Add a structure."""
        return self._add("Organization", boxes, identifier=[{"system": FINESS, "value": number}])

    def fail(self, method: str, *replies: Reply) -> None:
        """Have the next requests of a method answered so, one each."""
        self._failures[method].extend(replies)

    def boxes(self, name: str) -> dict[str, Resource]:
        """Return the boxes of a resource by address."""
        return {box["value"]: box for box in self.resources[name].get("telecom", ())}

    def touch_all(self) -> None:
        """Change every resource, as somebody else would."""
        for name, resource in self.resources.items():
            self.replace(name, resource)

    def replace(self, name: str, resource: Resource) -> None:
        """Keep a resource under its next version."""
        version = str(int(self.resources[name]["meta"]["versionId"]) + 1)
        self.resources[name] = {**resource, "meta": {"versionId": version}}

    def sent(self, method: str) -> list[Exchange]:
        """Return the exchanges of a method."""
        return [exchange for exchange in self.exchanges if exchange.method == method]

    def handle(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Reply:
        """Answer one request."""
        where = urlsplit(target)
        path, query = where.path.removeprefix(PREFIX), parse_qsl(where.query)
        with self._lock:
            failures = self._failures[method]
            scripted = self.statement if path == "/metadata" else (failures.popleft() if failures else None)
            reply = self._answer(method, path, query, headers, body) if scripted is None or scripted.after else scripted
            reply = scripted or reply
            self.exchanges.append(Exchange(method, path, query, headers, body, reply, scripted is not None))
        return reply

    def _answer(self, method: str, path: str, query: list[tuple[str, str]], headers: dict[str, str], body: bytes) -> Reply:
        if headers.get("esante-api-key") != KEY:
            return Reply(401, outcome("login", "Clé d'API absente ou inconnue"))
        if method == "GET" and path == "/metadata":
            return Reply(200, self._statement())
        kind, _, technical_id = path.strip("/").partition("/")
        if kind not in KINDS:
            return Reply(404, outcome("not-found", f"Ressource inconnue : {kind}"))
        if method == "GET":
            return self._search(kind, query)
        if not technical_id:
            matching = self._matching(kind, query)
            if len(matching) > 1:
                return Reply(412, outcome("conflict", "Multiple matches found for conditional PATCH"))
            technical_id = matching[0]["id"] if matching else ""
        return self._patch(f"{kind}/{technical_id}", headers, body)

    def _statement(self) -> Resource:
        resources = [
            {"type": kind, "interaction": [{"code": "search-type"}, *([{"code": "patch"}] if kind in self.offered else [])]}
            for kind in KINDS
        ]
        return {
            "resourceType": "CapabilityStatement",
            "fhirVersion": "4.0.1",
            "rest": [{"mode": "server", "resource": resources}],
        }

    def _search(self, kind: str, query: list[tuple[str, str]]) -> Reply:
        unknown = {name for name, _ in query} - _SEARCHABLE
        if unknown:
            return Reply(400, outcome("processing", f"Parameter {unknown.pop()} not found"))
        found, asked = self._matching(kind, query), dict(query)
        start = int(asked.get("_page_token", "0"))
        page = found[start : start + self.page_size]
        bundle: Resource = {"resourceType": "Bundle", "type": "searchset", "total": len(found), "link": []}
        if start + self.page_size < len(found):
            bundle["link"] = [{"relation": "next", "url": f"{self.url}/{kind}?_page_token={start + self.page_size}"}]
        bundle["entry"] = [{"fullUrl": f"{self.url}/{kind}/{r['id']}", "resource": self._shown(r)} for r in page]
        return Reply(200, bundle)

    def _matching(self, kind: str, query: list[tuple[str, str]]) -> list[Resource]:
        found = [r for r in self.resources.values() if r["resourceType"] == kind]
        for name, value in query:
            if name == "identifier":
                wanted = [tuple(token.split("|", 1)) for token in value.split(",")]
                found = [r for r in found if any((n["system"], n["value"]) in wanted for n in r["identifier"])]
            elif name == "mailbox-mss":
                found = [r for r in found if any(b["value"].lower().startswith(value.lower()) for b in self._shown(r)["telecom"])]
        return found

    def _shown(self, resource: Resource) -> Resource:
        shown = copy.deepcopy(resource)
        shown["telecom"] = [box for box in shown.get("telecom", ()) if self.shows_red or not _is_red(box)]
        if not self.versions:
            del shown["meta"]
        return shown

    def _patch(self, name: str, headers: dict[str, str], body: bytes) -> Reply:
        if self.before_patch is not None:
            happening, self.before_patch = self.before_patch, None
            happening()
        resource = self.resources.get(name)
        if resource is None:
            return Reply(404, outcome("not-found", "Ressource introuvable"))
        if headers.get("content-type") != FHIR:
            return Reply(415, outcome("not-supported", "application/fhir+json attendu"))
        if headers.get("if-match", self._tag(resource)) != self._tag(resource):
            return Reply(412, outcome("conflict", "Version conflict"))
        try:
            self.replace(name, patched(resource, json.loads(body)))
        except (Unusable, ValueError) as error:
            return Reply(400, outcome("invalid", str(error)))
        after = self.resources[name]
        return Reply(200, self._shown(after), {"ETag": self._tag(after)} if self.versions else {})

    def _tag(self, resource: Resource) -> str:
        return f'W/"{resource["meta"]["versionId"]}"'

    def _add(self, kind: str, boxes: tuple[Resource, ...], **elements: Any) -> str:
        technical_id = f"00{KINDS.index(kind)}-{len(self.resources)}"
        resource = {"resourceType": kind, "id": technical_id, "meta": {"versionId": "1"}, **elements, "telecom": list(boxes)}
        self.resources[f"{kind}/{technical_id}"] = resource
        return f"{kind}/{technical_id}"


class _Handler(BaseHTTPRequestHandler):
    api: FhirMssServer

    def do_GET(self) -> None:
        self._respond("GET")

    def do_PATCH(self) -> None:
        self._respond("PATCH")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library names it so
        pass

    def _respond(self, method: str) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.api.handle(method, self.path, headers, body)
        time.sleep(reply.delay)
        if reply.drop:
            return
        self.send_response(reply.status)
        for name, value in ({"Content-Type": FHIR} | reply.headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.content)))
        self.end_headers()
        self.wfile.write(reply.content[: len(reply.content) // 2] if reply.cut else reply.content)


def _is_red(box: Resource) -> bool:
    attributes = [a for extension in box.get("extension", ()) for a in extension.get("extension", ())]
    return {"url": "listeRouge", "valueBoolean": True} in attributes


@contextmanager
def fhir_mss_server() -> Iterator[FhirMssServer]:
    """Serve a fake API FHIR MSS on a free port of 127.0.0.1."""
    server = FhirMssServer()

    class Handler(_Handler):
        api = server

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        server.url = f"http://127.0.0.1:{listening.server_address[1]}{PREFIX}"
        thread = Thread(target=listening.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join(5)
