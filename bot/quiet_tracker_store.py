"""
Rasa's SQL tracker store, whose errors do not quote what was said.

Stock Rasa logs them with the parameters of the statement: the whole event, hence the message, as soon as the database is away.
"""

from __future__ import annotations

from typing import Any

from rasa.core.tracker_store import SQLTrackerStore


class QuietTrackerStore(SQLTrackerStore):
    """The same store."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.engine.hide_parameters = True
