"""A mailbox in memory."""

from __future__ import annotations

from collections.abc import Mapping

from balise.errors import BaliseError
from balise.model.reply import Arrival, Fate


class FakeReplies:
    """
    The `Replies` port; `arrivals` is what has come, oldest first, `settled` what became of it.

    Set `failure` to make it unreachable, `failure_to_settle` to lose it once the messages have been read.
    """

    def __init__(self, *arrivals: Arrival, batch: int = 50) -> None:
        self.arrivals = list(arrivals)
        self.settled: dict[str, Fate] = {}
        self.failure: BaliseError | None = None
        self.failure_to_settle: Exception | None = None
        self._batch = batch

    async def waiting(self) -> list[Arrival]:
        if self.failure is not None:
            raise self.failure
        return [arrival for arrival in self.arrivals if arrival.handle not in self.settled][: self._batch]

    async def settle(self, fates: Mapping[str, Fate]) -> None:
        for error in (self.failure, self.failure_to_settle):
            if error is not None:
                raise error
        known = {arrival.handle for arrival in self.arrivals}
        self.settled |= {handle: fate for handle, fate in fates.items() if handle in known}
