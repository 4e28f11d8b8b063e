"""What the forms share."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from balise.errors import Conflict
from balise.model import delegation, ticket, unpublish
from balise.model.conversation import Step
from balise.model.form import check_sendable, consent_of, step_of
from balise.model.procedure import Kind, draft

DRAFT = draft(Kind.DELEGATION, "here", datetime(2026, 3, 2, tzinfo=UTC))


@pytest.mark.parametrize("form", [unpublish.Asked, ticket.Asked, delegation.Asked])
def test_the_consent_comes_last(form: type[unpublish.Asked | ticket.Asked | delegation.Asked]) -> None:
    """
    Whatever the form, nothing is asked after it.
    """
    assert {form.CONFIRMED} == {consent_of(field) for field in form}


def test_steps_are_counted_among_those_needed() -> None:
    """
    The first field is the first step, the consent the last, whatever is left out in between.
    """
    every = [step_of(field) for field in unpublish.Asked]

    assert [Step(n, 4) for n in range(1, 5)] == every
    assert Step(3, 3) == step_of(unpublish.Asked.CONFIRMED, {unpublish.Asked.KEPT})
    assert Step(1, 3) == step_of(unpublish.Asked.BOX, {unpublish.Asked.KEPT})


def test_a_draft_is_sent_complete_and_from_where_it_is_shown() -> None:
    """
    Conflict otherwise.
    """
    check_sendable(DRAFT, "here", delegation.Asked.CONFIRMED)
    with pytest.raises(Conflict):
        check_sendable(DRAFT, "here", delegation.Asked.PERIOD)
    with pytest.raises(Conflict):
        check_sendable(DRAFT, "elsewhere", delegation.Asked.CONFIRMED)
