"""How often people may do things. Counted in this process's memory, in moving windows: nothing of it is kept."""

from __future__ import annotations

import math
import time
from functools import lru_cache

from limits import RateLimitItem, parse_many
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter


class Rates:
    """
    Counts what is done, by whom. One per process.

    A rule is written as in the settings: `15/minute`, or several at once, `20/minute;300/day`.
    """

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def wait(self, rule: str, what: str, who: str) -> int:
        """Count one more; return 0, or when it is one too many the whole seconds to wait, and then it is not counted."""
        for limit in _limits(rule):
            if not await self._limiter.hit(limit, what, who):
                stats = await self._limiter.get_window_stats(limit, what, who)
                return max(1, math.ceil(stats.reset_time - time.time()))
        return 0


@lru_cache
def _limits(rule: str) -> list[RateLimitItem]:
    """Return the limits of a rule, the longest window first: what it refuses, the others do not count."""
    return sorted(parse_many(rule), key=lambda limit: -limit.get_expiry())
