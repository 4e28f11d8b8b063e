"""Start choosing a preferred box, or take up the choice that was left unfinished."""

from __future__ import annotations

from dataclasses import dataclass

from balise.model.procedure import Kind
from balise.usecases.drafts.open import OpenDraft
from balise.usecases.preferred.desk import PreferredView


@dataclass(frozen=True, slots=True)
class OpenPreferred(OpenDraft[PreferredView]):
    """Return the person's draft, making one when there is none."""

    kind = Kind.PREFERRED_BOX
