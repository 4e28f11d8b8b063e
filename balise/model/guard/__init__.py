"""What must not enter a conversation: patients' data and secrets (docs/patient-data.md)."""

from balise.model.guard.numbers import holds_nir
from balise.model.guard.sighting import Sighting, seen

__all__ = ["Sighting", "holds_nir", "seen"]
