"""The adapter of the API FHIR MSS in front of a server of ours."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from balise.adapters.operators.fhir_mss import FhirMss
from tests.fakes.fhir_mss_server import FhirMssServer, fhir_mss_server
from tests.fakes.fhir_mss_wire import KEY
from tests.fhir_mss_contract import ours


@pytest.fixture
def server() -> Iterator[FhirMssServer]:
    """Lend a server; whatever the test did, what went over the wire holds to our contract with the API."""
    with fhir_mss_server() as serving:
        yield serving
    ours().check(serving.exchanges)


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    """Lend a client."""
    async with httpx.AsyncClient() as client:
        yield client


@pytest.fixture
def office(server: FhirMssServer, http: httpx.AsyncClient) -> FhirMss:
    """Build the adapter; it does not wait long."""
    return FhirMss(http, server.url, KEY, timeout=0.4)
