"""Times as people read them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from balise.model.moment import in_france


@pytest.mark.parametrize(("utc", "shown"), [((2026, 11, 21, 23, 30), "22/11 00:30"), ((2026, 7, 1, 22, 30), "02/07 00:30")])
def test_a_moment_is_shown_at_the_clocks_of_france(utc: tuple[int, int, int, int, int], shown: str) -> None:
    """
    In winter and in summer, the day included.
    """
    assert shown == f"{in_france(datetime(*utc, tzinfo=UTC)):%d/%m %H:%M}"
