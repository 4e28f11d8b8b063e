"""What a box hangs on."""

from __future__ import annotations

import pytest

from balise.errors import Invalid
from balise.model.box_change import Carrier

RPPS = "99900000011"


def test_a_carrier_is_one() -> None:
    """A person and a structure at once would be nobody in particular."""
    with pytest.raises(Invalid, match="carrier"):
        Carrier(RPPS, "990000001")
