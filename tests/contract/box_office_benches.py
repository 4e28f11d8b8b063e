"""The offices under contract, each with what happens on its other side."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

import httpx

from balise.adapters.operators.fhir_mss import FhirMss
from balise.errors import Refused, TemporaryFailure
from balise.model.box_change import Carrier
from balise.ports import BoxOffice
from tests.fakes.box_office import FakeBoxOffice, Shown
from tests.fakes.fhir_mss_server import FhirMssServer, fhir_mss_server
from tests.fakes.fhir_mss_wire import KEY, Reply, outcome, telecom
from tests.fhir_mss_contract import ours


class Bench(Protocol):
    """An office, and what happens on its other side. Boxes are (hidden, rank)."""

    office: BoxOffice

    def add(self, carrier: Carrier, *boxes: str, first: str = "", situation: bool = False) -> None:
        """Have a carrier show boxes, one of them in the first place; `situation`: in a situation d'exercice."""
        ...

    def shown(self, carrier: Carrier) -> dict[str, tuple[bool, int | None]]:
        """Return the boxes of a carrier."""
        ...

    def lose_answer(self) -> None:
        """Have the next change made and its answer lost."""
        ...

    def change_meanwhile(self) -> None:
        """Have somebody change the carriers between the next look and its change."""
        ...

    def overload(self, retry_after: float) -> None:
        """Have changes put off."""
        ...

    def forbid(self) -> None:
        """Have changes refused for want of a right."""
        ...


class FakeBench:
    """The fake of the use-case tests."""

    def __init__(self) -> None:
        self._fake = FakeBoxOffice()
        self.office: BoxOffice = self._fake

    def add(self, carrier: Carrier, *boxes: str, first: str = "", situation: bool = False) -> None:  # noqa: ARG002 - all is one here
        """Have a carrier show boxes."""
        self._fake.carriers[carrier] = {box: Shown(rank=1 if box == first else None) for box in boxes}

    def shown(self, carrier: Carrier) -> dict[str, tuple[bool, int | None]]:
        """Return the boxes of a carrier."""
        return {address: (box.hidden, box.rank) for address, box in self._fake.carriers[carrier].items()}

    def lose_answer(self) -> None:
        """Have the next answer lost."""
        self._fake.lost = TemporaryFailure("lost")

    def change_meanwhile(self) -> None:
        """Have somebody change the carriers."""
        self._fake.meanwhile = self._fake.touch

    def overload(self, retry_after: float) -> None:
        """Have changes put off."""
        self._fake.failure = TemporaryFailure("busy", retry_after)

    def forbid(self) -> None:
        """Have changes refused."""
        self._fake.failure = Refused("not_allowed")


class FhirBench:
    """The adapter in front of the fake API FHIR MSS."""

    def __init__(self, server: FhirMssServer, http: httpx.AsyncClient) -> None:
        self.server = server
        self.office: BoxOffice = FhirMss(http, server.url, KEY)
        self._names: dict[Carrier, list[str]] = {}

    def add(self, carrier: Carrier, *boxes: str, first: str = "", situation: bool = False) -> None:
        """Have a carrier show boxes."""
        telecoms = [telecom(box, "PER" if carrier.rpps else "ORG", rank=1 if box == first else None) for box in boxes]
        if carrier.structure:
            names = [self.server.organization(carrier.structure, *telecoms)]
        elif situation:
            person = self.server.practitioner(carrier.rpps)
            names = [person, self.server.role(person, *telecoms)]
        else:
            names = [self.server.practitioner(carrier.rpps, *telecoms)]
        self._names[carrier] = names

    def shown(self, carrier: Carrier) -> dict[str, tuple[bool, int | None]]:
        """Return the boxes of a carrier."""
        boxes = [box for name in self._names[carrier] for box in self.server.resources[name]["telecom"]]
        return {box["value"]: (box["extension"][0]["extension"][1]["valueBoolean"], box.get("rank")) for box in boxes}

    def lose_answer(self) -> None:
        """Have the next answer lost."""
        self.server.fail("PATCH", Reply(after=True, drop=True))

    def change_meanwhile(self) -> None:
        """Have somebody change the carriers."""
        self.server.before_patch = self.server.touch_all

    def overload(self, retry_after: float) -> None:
        """Have changes put off."""
        self.server.fail("PATCH", Reply(429, outcome("throttled", "17 par seconde"), {"Retry-After": str(int(retry_after))}))

    def forbid(self) -> None:
        """Have changes refused."""
        self.server.fail("PATCH", Reply(403, outcome("forbidden", "Hors de votre domaine")))


@asynccontextmanager
async def fake() -> AsyncIterator[Bench]:
    """Lend the fake."""
    yield FakeBench()


@asynccontextmanager
async def fhir_mss() -> AsyncIterator[Bench]:
    """Lend the adapter; whatever the test did, what went over the wire holds to our contract with the API."""
    with fhir_mss_server() as server:
        async with httpx.AsyncClient() as http:
            yield FhirBench(server, http)
        ours().check(server.exchanges)
