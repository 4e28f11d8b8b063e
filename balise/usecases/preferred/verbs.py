"""Everything one does with preferred boxes, put together."""

from __future__ import annotations

from dataclasses import dataclass

from balise.ports import Clock, Store
from balise.usecases.preferred.confirm import ConfirmPreferred
from balise.usecases.preferred.desk import PreferredDesk
from balise.usecases.preferred.fill import FillPreferred
from balise.usecases.preferred.list_chosen import ListPreferred
from balise.usecases.preferred.open import OpenPreferred


@dataclass(frozen=True, slots=True)
class PreferredBoxes:
    """Choose one, and find again those that were chosen."""

    open: OpenPreferred
    fill: FillPreferred
    confirm: ConfirmPreferred
    chosen: ListPreferred


def preferred_boxes(store: Store, desk: PreferredDesk, clock: Clock) -> PreferredBoxes:
    """Build them over one desk."""
    return PreferredBoxes(
        OpenPreferred(store, desk, clock),
        FillPreferred(store, desk),
        ConfirmPreferred(store, desk, clock),
        ListPreferred(store, desk),
    )
