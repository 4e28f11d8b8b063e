"""The API FHIR MSS is off unless somebody opens it."""

from __future__ import annotations

import pytest
from pydantic import SecretStr, ValidationError

from balise.adapters.operators.fhir_mss import FhirMss
from balise.settings import Settings
from balise.wiring import Wiring

DATABASE = SecretStr("postgresql://nobody@127.0.0.1:9/none")


async def wired(settings: Settings) -> FhirMss | None:
    """Return what the wiring makes of some settings."""
    wiring = Wiring(settings)
    first, second = wiring.fhir_mss, wiring.fhir_mss
    await wiring.close()

    assert first is second
    return first


async def test_it_is_not_wired_by_default() -> None:
    """The endpoint is not open: without an address, there is no adapter at all."""
    assert None is await wired(Settings(database_url=DATABASE))
    assert None is await wired(Settings(database_url=DATABASE, fhir_mss_key=SecretStr("k")))


async def test_an_endpoint_opens_it() -> None:
    """One adapter for all, with an address and a key."""
    settings = Settings(database_url=DATABASE, fhir_mss_url="https://api.example/mss", fhir_mss_key=SecretStr("k"))

    assert isinstance(await wired(settings), FhirMss)


def test_an_endpoint_without_a_key_stops_the_start() -> None:
    """What is missing is named."""
    with pytest.raises(ValidationError, match="BALISE_FHIR_MSS_KEY"):
        Settings(fhir_mss_url="https://api.example/mss")
