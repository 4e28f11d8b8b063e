"""
The delegation, field by field: what it entrusts, to whom, for how long.

Sheet « Déléguer sa BAL PER »: a practitioner lets somebody of their team into their personal box, for a time or for good, and
stays responsible for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from balise.model.paper import DelegateRole, DelegationTerms, Right
from balise.model.period import end_of, start_of
from balise.model.procedure import REQUESTED, Kind, Procedure


class Asked(StrEnum):
    """The fields, in the order they are asked."""

    BOX = "delegation_box"
    ROLE = "delegation_role"
    NAME = "delegation_name"
    EMAIL = "delegation_email"
    RIGHTS = "delegation_rights"
    PERIOD = "delegation_period"
    CONFIRMED = "delegation_confirmed"


WITHOUT = "-"
"""The value of `email` once the person has chosen to give none."""


def written(rights: Iterable[Right]) -> str:
    """Return rights as a procedure keeps them."""
    chosen = set(rights)
    return " ".join(right for right in Right if right in chosen)


def rights_of(procedure: Procedure) -> frozenset[Right]:
    """Return what the delegate may do."""
    return frozenset(Right(right) for right in procedure.detail("rights").split())


def missing(procedure: Procedure) -> Asked:
    """Return the next field to ask, the box aside: whether it is still theirs takes the directory."""
    fields = {Asked.ROLE: "role", Asked.NAME: "delegate", Asked.EMAIL: "email", Asked.RIGHTS: "rights", Asked.PERIOD: "end"}
    return next((asked for asked, detail in fields.items() if not procedure.detail(detail)), Asked.CONFIRMED)


def terms(procedure: Procedure) -> DelegationTerms:
    """Return what a complete delegation entrusts, as its papers need it."""
    email = procedure.detail("email")
    return DelegationTerms(
        holder_name=procedure.holder_name,
        holder=procedure.holder,
        address=procedure.address,
        delegate_name=procedure.detail("delegate"),
        role=DelegateRole(procedure.detail("role")),
        rights=rights_of(procedure),
        start=start_of(procedure) or procedure.created_at.date(),
        end=end_of(procedure),
        delegate_email="" if email == WITHOUT else email,
        reference=procedure.reference,
    )


def withdrawal_of(delegation: Procedure, procedures: Iterable[Procedure]) -> Procedure | None:
    """Return the request that ends a delegation, None when there is none or it came to nothing."""
    reference = delegation.detail("withdrawal")
    return next((p for p in procedures if reference and p.reference == reference and p.state in REQUESTED), None)


def runs(procedure: Procedure) -> bool:
    """Say whether it is a delegation that was asked for, whether or not its end was asked for since."""
    return procedure.kind is Kind.DELEGATION and procedure.state in REQUESTED and bool(procedure.detail("delegate"))


def active(procedures: Iterable[Procedure]) -> list[Procedure]:
    """Return the delegations asked for whose end was not, in the order given."""
    known = list(procedures)
    return [p for p in known if runs(p) and withdrawal_of(p, known) is None]


def lasts(procedure: Procedure) -> bool:
    """Say whether it is a delegation whose end nobody has ever asked for: what it entrusts must stay known."""
    return runs(procedure) and not procedure.detail("withdrawal")


def another_delegate(procedure: Procedure) -> Procedure:
    """Return a draft whose delegate is to be asked again: their e-mail is theirs alone."""
    return procedure.edited(role=None, delegate=None, partial=None, email=None)
