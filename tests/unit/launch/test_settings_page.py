"""The page that describes the settings."""

from __future__ import annotations

import re

from balise.settings import ROOT, Settings


def test_the_page_has_a_heading_for_each_setting_and_no_other() -> None:
    """A setting nobody can read about does not exist."""
    page = (ROOT / "docs" / "settings.md").read_text()

    assert {f"BALISE_{name.upper()}" for name in Settings.model_fields} == set(re.findall(r"^### (BALISE_\w+)$", page, re.M))
