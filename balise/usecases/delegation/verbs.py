"""Everything one does with delegations, put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from balise.ports import Clock, Store, Texts
from balise.usecases.delegation.confirm import ConfirmDelegation
from balise.usecases.delegation.desk import DelegationDesk, DelegationWords
from balise.usecases.delegation.end import EndDelegation
from balise.usecases.delegation.end_when_due import EndDelegations
from balise.usecases.delegation.fill import FillDelegation
from balise.usecases.delegation.follow import ListDelegations, WithdrawDelegation
from balise.usecases.delegation.open import OpenDelegation
from balise.usecases.procedures.ask_operator import AskOperator


@dataclass(frozen=True, slots=True)
class Delegations:
    """Ask for one, see them, end them; `end_due` is the worker's."""

    open: OpenDelegation
    fill: FillDelegation
    confirm: ConfirmDelegation
    known: ListDelegations
    withdraw: WithdrawDelegation
    end_due: EndDelegations


def delegations(store: Store, desk: DelegationDesk, texts: Texts, clock: Clock, warning: timedelta) -> Delegations:
    """Build them over one desk; holders are warned so long before an end."""
    words, ask = DelegationWords(texts), AskOperator(texts, clock)
    end = EndDelegation(desk, words, ask, clock)
    return Delegations(
        OpenDelegation(store, desk, clock),
        FillDelegation(store, desk, clock),
        ConfirmDelegation(store, desk, ask, words, clock),
        ListDelegations(store, desk),
        WithdrawDelegation(store, desk, end),
        EndDelegations(store, end, texts, clock, warning),
    )
