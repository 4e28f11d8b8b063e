"""The order in which the scripts are played."""

from __future__ import annotations

from pathlib import Path

import pytest

CANARIES = Path(__file__).with_name("test_canaries.py")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Search for canaries last, once every script has typed its own."""
    items.sort(key=lambda item: item.path == CANARIES)
