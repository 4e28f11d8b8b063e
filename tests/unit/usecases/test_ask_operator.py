"""Choosing how a request leaves, and writing it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from balise.model.mailbox import Mailbox, MailboxKind
from balise.model.operator import Ability, Operator
from balise.model.procedure import Actor, Kind, Way, draft
from balise.usecases.procedures.ask_operator import AskOperator
from balise.usecases.unpublish.desk import UnpublishView
from tests.unit.usecases.house import AT_HOSPITAL, CAMILLE, MAILIZ, OLD, SILENT, SUPPORT, House

ABLE = replace(MAILIZ, abilities=MAILIZ.abilities | {Ability.FHIR_MSS})
ABLE_SILENT = replace(SILENT, abilities=frozenset({Ability.FHIR_MSS}))


def asking(house: House, fhir_mss: bool = True) -> AskOperator:
    """Return what asks, with the API or without."""
    return AskOperator(house.texts, house.clock, fhir_mss)


def about(
    house: House, kind: Kind = Kind.UNPUBLISH, box: Mailbox = OLD, operators: tuple[Operator, ...] = (ABLE,)
) -> UnpublishView:
    """Return Camille's complete draft about a box."""
    made = draft(kind, "c", house.clock(), CAMILLE.rpps, CAMILLE.full_name).edited(box.address)
    recipient = next((o.email for o in operators if o.email), SUPPORT)
    return UnpublishView(made, (box, AT_HOSPITAL), operators, recipient)


@pytest.mark.parametrize("kind", [Kind.UNPUBLISH, Kind.DELETE_BOX, Kind.PREFERRED_BOX])
def test_a_change_of_the_directory_goes_by_the_api(house: House, kind: Kind) -> None:
    """
    To the holder's own box, when its operator has the API and Balise too.
    """
    assert Way.FHIR_MSS is asking(house).way(about(house, kind))


def test_without_the_api_everything_goes_by_email(house: House) -> None:
    """
    It is off unless its address is set.
    """
    assert Way.EMAIL is asking(house, fhir_mss=False).way(about(house))


@pytest.mark.parametrize(
    "operators",
    [(), (MAILIZ,), (SILENT,), (ABLE, SILENT), (SILENT, ABLE)],
    ids=lambda many: "+".join(o.id for o in many) or "nobody",
)
def test_an_operator_that_may_not_have_the_api_is_written_to(house: House, operators: tuple[Operator, ...]) -> None:
    """
    Nobody known, without the ability, or one of two who may provide the box without it: a letter.
    """
    assert Way.EMAIL is asking(house).way(about(house, operators=operators))


def test_all_who_may_provide_the_box_have_the_api(house: House) -> None:
    """
    Whichever it is, it takes the change.
    """
    assert Way.FHIR_MSS is asking(house).way(about(house, operators=(ABLE, ABLE_SILENT)))


@pytest.mark.parametrize("kind", [kind for kind in MailboxKind if kind is not MailboxKind.PER])
def test_a_box_that_is_not_its_holder_s_alone_goes_by_email(house: House, kind: MailboxKind) -> None:
    """
    It hangs on a structure, or nobody knows on what.
    """
    assert Way.EMAIL is asking(house).way(about(house, box=replace(OLD, kind=kind)))


def test_a_box_that_the_directory_did_not_show_goes_by_email(house: House) -> None:
    """
    What it hangs on is not known.
    """
    assert Way.EMAIL is asking(house).way(replace(about(house), boxes=()))


@pytest.mark.parametrize("kind", [Kind.AUTO_REPLY, Kind.DELEGATION, Kind.WITHDRAW_DELEGATION])
def test_what_is_not_in_the_directory_goes_by_email(house: House, kind: Kind) -> None:
    """
    The API changes the directory, and nothing in the box.
    """
    assert Way.EMAIL is asking(house).way(about(house, kind))


@pytest.mark.parametrize("kind", [Kind.UNPUBLISH, Kind.PREFERRED_BOX])
@pytest.mark.parametrize(("operator", "recipient"), [(ABLE, ABLE.email), (ABLE_SILENT, SUPPORT)])
def test_a_request_by_the_api_has_its_letter_ready(house: House, kind: Kind, operator: Operator, recipient: str) -> None:
    """
    Should the API refuse it, the letter says everything, and its recipient is known: whom a cancellation is written to.
    """
    words = dict.fromkeys(("kept", "contact", "auto_reply"), "…")
    asked, letter = asking(house).prepared(about(house, kind, operators=(operator,)), None, Actor.PRACTITIONER, **words)

    assert (Way.FHIR_MSS, recipient) == (letter.way, letter.recipient)
    assert (letter.way, letter.recipient) == (asked.detail("way"), asked.detail("recipient"))
    assert [] == [words for words in (asked.reference, OLD.address, CAMILLE.rpps, operator.label) if words not in letter.body]
