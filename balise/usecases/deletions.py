"""Everything one does with a deletion, put together."""

from __future__ import annotations

from dataclasses import dataclass

from balise.ports import Clock, Store, Texts
from balise.usecases.ask_operator import AskOperator
from balise.usecases.confirm_deletion import ConfirmDeletion, DeletionWords
from balise.usecases.deletion import DeletionDesk
from balise.usecases.fill_deletion import FillDeletion
from balise.usecases.open_deletion import OpenDeletion


@dataclass(frozen=True, slots=True)
class Deletions:
    """Start one, answer, send it."""

    open: OpenDeletion
    fill: FillDeletion
    confirm: ConfirmDeletion


def deletions(store: Store, desk: DeletionDesk, texts: Texts, ask: AskOperator, clock: Clock) -> Deletions:
    """Build them over one desk."""
    confirm = ConfirmDeletion(store, desk, ask, DeletionWords(texts))
    return Deletions(OpenDeletion(store, desk, clock), FillDeletion(store, desk), confirm)
