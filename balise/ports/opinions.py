"""What practitioners think of answers."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from balise.model.conversation import Message
from balise.model.opinion import Judged, Opinion


class Opinions(Protocol):
    """Opinions on messages, inside a unit of work. They are forgotten with their conversation."""

    async def keep(self, message: Message, opinion: Opinion | None) -> None:
        """Have this be what is thought of a message, whatever was before; None for nothing any more."""
        ...

    async def all(self, since: datetime | None = None) -> list[Judged]:
        """Return the opinions given since then, oldest first; the intent is that of what was last said before the answer."""
        ...
