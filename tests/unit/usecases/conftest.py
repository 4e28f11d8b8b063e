"""What the tests of the use cases may ask for."""

from __future__ import annotations

import pytest

from tests.unit.usecases.entrusting import Entrusting
from tests.unit.usecases.house import House


@pytest.fixture
def house() -> House:
    """Lend an empty house."""
    return House()


@pytest.fixture
def entrusting(house: House) -> Entrusting:
    """Lend the use cases of a delegation, in an empty house."""
    return Entrusting(house)
