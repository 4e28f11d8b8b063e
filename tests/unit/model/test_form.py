"""What the forms share."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from balise.errors import Conflict
from balise.model import delegation, ticket, unpublish
from balise.model.form import check_sendable, consent_of
from balise.model.procedure import Kind, draft

DRAFT = draft(Kind.DELEGATION, "here", datetime(2026, 3, 2, tzinfo=UTC))


@pytest.mark.parametrize("form", [unpublish.Asked, ticket.Asked, delegation.Asked])
def test_the_consent_comes_last(form: type[unpublish.Asked | ticket.Asked | delegation.Asked]) -> None:
    """
    Whatever the form, nothing is asked after it.
    """
    assert {form.CONFIRMED} == {consent_of(field) for field in form}


def test_a_draft_is_sent_complete_and_from_where_it_is_shown() -> None:
    """
    Conflict otherwise.
    """
    check_sendable(DRAFT, "here", delegation.Asked.CONFIRMED)
    with pytest.raises(Conflict):
        check_sendable(DRAFT, "here", delegation.Asked.PERIOD)
    with pytest.raises(Conflict):
        check_sendable(DRAFT, "elsewhere", delegation.Asked.CONFIRMED)
