"""Everything one does with a deletion, put together."""

from __future__ import annotations

from dataclasses import dataclass

from balise.ports import Clock, Store, Texts
from balise.usecases.deletion.confirm import ConfirmDeletion, DeletionWords
from balise.usecases.deletion.desk import DeletionDesk
from balise.usecases.deletion.fill import FillDeletion
from balise.usecases.deletion.open import OpenDeletion
from balise.usecases.procedures.ask_operator import AskOperator


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
