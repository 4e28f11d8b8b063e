"""Checking what went over the wire of the API FHIR MSS against an OpenAPI document: ours, or the ANS's draft."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_core import Config, OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.templating.paths.exceptions import PathNotFound
from openapi_core.templating.responses.exceptions import ResponseNotFound
from openapi_core.testing import MockRequest, MockResponse
from openapi_schema_validator import OAS30Validator

from tests.fakes.fhir_mss_wire import FHIR, Exchange

HOST = "http://127.0.0.1"
OURS = Path(__file__).parent / "samples" / "fhir_mss.yaml"
REFERENCE = "BALISE_REFERENCE"
DRAFT = "openapi-balmss.yaml"


@dataclass(frozen=True)
class Document:
    """An OpenAPI document. `narrow` when it names everything that Balise may say and be told."""

    content: dict[str, Any]
    narrow: bool

    @cached_property
    def _api(self) -> OpenAPI:
        content = {**self.content, "servers": [{"url": HOST}]}
        return OpenAPI.from_dict(content, config=Config(extra_media_type_deserializers={FHIR: json.loads}))

    def check(self, exchanges: Iterable[Exchange]) -> int:
        """Check the exchanges, save the answers a test had written; return how many were checked. Raises AssertionError."""
        return sum(self._checked(exchange) for exchange in exchanges)

    def operation(self, exchange: Exchange) -> dict[str, Any]:
        """Return what the document says of an exchange's path and method."""
        paths = self.content["paths"]
        path = exchange.path if exchange.path in paths else f"{exchange.path.rpartition('/')[0]}/{{id}}"
        return dict(paths.get(path, {}).get(exchange.method.lower(), {}))

    def _checked(self, exchange: Exchange) -> bool:
        headers = {"-".join(part.capitalize() for part in name.split("-")): value for name, value in exchange.headers.items()}
        media = exchange.headers.get("content-type", FHIR)
        body = exchange.body or None
        request = MockRequest(HOST, exchange.method, exchange.path, None, dict(exchange.query), None, headers, None, body, media)
        try:
            self._api.validate_request(request)
            self._check_parameters(exchange)
            if exchange.scripted:
                return True
            response = MockResponse(exchange.reply.content, exchange.reply.status, exchange.reply.headers, FHIR)
            self._api.validate_response(request, response)
        except PathNotFound:
            # The draft leaves the CapabilityStatement to FHIR.
            assert not self.narrow and exchange.path == "/metadata", exchange  # noqa: PT018 - one rule
            return False
        except ResponseNotFound:
            assert not self.narrow, exchange
            problems = [
                error.message for error in OAS30Validator(self._refusal()).iter_errors(json.loads(exchange.reply.content))
            ]
            assert [] == problems, exchange
        except OpenAPIError as error:
            raise AssertionError(f"{exchange}: {error} {error.__cause__}") from error
        return True

    def _check_parameters(self, exchange: Exchange) -> None:
        """Check that every parameter is declared for its path: by the search, or as a criterion of PATCH, which searches too."""
        operations = [self.operation(exchange)]
        if not self.narrow:
            operations.append(self.content["paths"].get(exchange.path, {}).get("patch", {}))
        declared = [self._resolved(parameter) for operation in operations for parameter in operation.get("parameters", ())]
        names = {parameter["name"] for parameter in declared if parameter["in"] == "query"}
        assert {name for name, _ in exchange.query} <= names, exchange

    def _resolved(self, node: dict[str, Any]) -> dict[str, Any]:
        found: Any = self.content if "$ref" in node else node
        for step in node.get("$ref", "").split("/")[1:]:
            found = found[step]
        return dict(found)

    def _refusal(self) -> dict[str, Any]:
        return dict(self.content["components"]["schemas"]["OperationOutcome"])


@cache
def ours() -> Document:
    """Return the contract of this repository."""
    return Document(yaml.safe_load(OURS.read_text("utf-8")), narrow=True)


def draft() -> Document:
    """Return the ANS's draft, which is not ours to publish; skip when it is not on this machine."""
    given = os.environ.get(REFERENCE)
    if not given:
        pytest.skip(
            f"{REFERENCE} is not set: it names the folder of {DRAFT}, the ANS's draft, which this repository does not hold"
        )
    path = Path(given) / DRAFT if Path(given).is_dir() else Path(given)
    if not path.is_file():
        pytest.skip(f"{REFERENCE}: no {DRAFT} at {path}")
    return _draft_at(path)


@cache
def _draft_at(path: Path) -> Document:
    return Document(yaml.safe_load(path.read_text("utf-8")), narrow=False)
