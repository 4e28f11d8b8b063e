"""What the launcher raises."""

from __future__ import annotations

from balise.errors import BaliseError


class LaunchProblem(BaliseError):
    """Balise cannot start or go on; the message is for the person at the terminal, in French, with what to do."""
