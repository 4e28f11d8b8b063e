"""What docs/threat-model.md says is proven, by tests that exist."""

from __future__ import annotations

import re

import pytest

from balise.settings import ROOT

NAMED = sorted(set(re.findall(r"`(tests/[\w/.]+(?:::\w+)?)`", (ROOT / "docs" / "threat-model.md").read_text("utf-8"))))


def test_tests_are_named() -> None:
    """Otherwise the next test would check nothing."""
    assert len(NAMED) > 30


@pytest.mark.parametrize("name", NAMED)
def test_a_test_that_is_named_exists(name: str) -> None:
    """A file or a folder, and in it the function."""
    path, _, function = name.partition("::")

    assert (ROOT / path).exists()
    assert not function or re.search(rf"^(async )?def {function}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE)
