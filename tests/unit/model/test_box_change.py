"""What a box hangs on."""

from __future__ import annotations

import pytest

from balise.errors import Invalid
from balise.model.box_change import Carrier, carrier_of
from balise.model.mailbox import Mailbox, MailboxKind, Structure

RPPS = "99900000011"
CLINIC = Structure("Clinique fictive", "990000001")


@pytest.mark.parametrize(
    ("box", "rpps", "expected"),
    [
        (Mailbox("a@b.mssante.fr", MailboxKind.PER), RPPS, Carrier(rpps=RPPS)),
        (Mailbox("a@b.mssante.fr", MailboxKind.PER, CLINIC), RPPS, Carrier(rpps=RPPS)),
        (Mailbox("a@b.mssante.fr", MailboxKind.CAB, CLINIC), RPPS, Carrier(rpps=RPPS)),
        (Mailbox("a@b.mssante.fr", MailboxKind.UNKNOWN, CLINIC), RPPS, Carrier(rpps=RPPS)),
        (Mailbox("a@b.mssante.fr", MailboxKind.ORG, CLINIC), RPPS, Carrier(structure="990000001")),
        (Mailbox("a@b.mssante.fr", MailboxKind.APP, CLINIC), "", Carrier(structure="990000001")),
        (Mailbox("a@b.mssante.fr", MailboxKind.UNKNOWN, CLINIC), "", Carrier(structure="990000001")),
    ],
)
def test_a_box_hangs_on_its_holder_or_its_structure(box: Mailbox, rpps: str, expected: Carrier) -> None:
    """Organisational and applicative boxes hang on their structure, whoever asks; the others on the person."""
    assert expected == carrier_of(box, rpps)


@pytest.mark.parametrize(
    "box",
    [Mailbox("a@b.mssante.fr", MailboxKind.ORG), Mailbox("a@b.mssante.fr", MailboxKind.ORG, Structure("Clinique fictive"))],
)
def test_a_box_without_a_number_to_reach_it_by_has_no_carrier(box: Mailbox) -> None:
    """A structure the directory gives no number for cannot be named to anybody."""
    with pytest.raises(Invalid, match="carrier"):
        carrier_of(box, RPPS)


def test_a_carrier_is_one() -> None:
    """A person and a structure at once would be nobody in particular."""
    with pytest.raises(Invalid, match="carrier"):
        Carrier(RPPS, "990000001")
