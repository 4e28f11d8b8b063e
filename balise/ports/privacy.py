"""What lets people see and end what is kept of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from balise.model.access import Access


class Accesses(Protocol):
    """Agents' readings of conversations, inside a unit of work: a list that only grows."""

    async def note(self, access: Access) -> None:
        """Add a reading."""
        ...

    async def of(self, conversation_id: str) -> list[Access]:
        """Return the readings of a conversation, oldest first."""
        ...

    async def forget_before(self, limit: datetime) -> int:
        """Drop the readings that are older; return how many. Raises PermanentFailure for one of this year."""
        ...


class Erasures(Protocol):
    """Conversations to erase, inside a unit of work: asked for at once, done when what answers them has let go."""

    async def ask(self, conversation_ids: Collection[str], due: datetime) -> None:
        """Have conversations erased from `due` on; one that was already asked for keeps its time, an unknown one is left out."""
        ...

    async def due(self, now: datetime) -> list[str]:
        """Return the conversations to erase now."""
        ...

    async def erase(self, conversation_id: str, at: datetime) -> None:
        """
        Delete a conversation with all that hangs on it, the dialogue engine's memory included, and note that it is done.

        One that is already gone changes nothing else.
        """
        ...

    async def erased(self, conversation_id: str) -> str | None:
        """Return the hash of the token of a conversation that was erased; None when it never was."""
        ...

    async def erased_in(self, browser_hash: str) -> bool:
        """Say whether a conversation that the secret of this browser opened was erased."""
        ...

    async def forget_before(self, limit: datetime) -> int:
        """Forget the erasures done before; what the dialogue engine may have written of them since goes first."""
        ...


class Sink(Protocol):
    """Where the demo's letters are written instead of sent."""

    async def keys(self) -> set[str]:
        """Return the keys of the letters that are there."""
        ...

    async def drop(self, keys: Collection[str]) -> None:
        """Delete letters; one that is not there changes nothing."""
        ...
