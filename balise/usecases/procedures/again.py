"""Reading again when somebody else was quicker."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from balise.errors import Changed

T = TypeVar("T")

TRIES = 8
"""More than the doors one person has: each round, one of those who compete is done."""


async def again(attempt: Callable[[], Awaitable[T]]) -> T:
    """Run a whole unit of work; anew, on what is then kept, when what it had read has changed. Raises Changed in the end."""
    for _ in range(TRIES - 1):
        try:
            return await attempt()
        except Changed:
            continue
    return await attempt()
