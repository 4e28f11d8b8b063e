"""How often one may try to sign in at the desk: for a name, whether or not it is an account's, and from an address."""

from __future__ import annotations

from dataclasses import dataclass, field

from fastapi import Request

from channels.rates import Rates
from channels.web.door.visits import address_of, too_many


@dataclass(frozen=True, slots=True)
class Tries:
    """Counts tries, right or wrong; one per process."""

    rule: str
    _rates: Rates = field(default_factory=Rates)

    async def count(self, request: Request, name: str) -> None:
        """Let one more be made. Raises HTTPException 429, which says when to come back."""
        for what, who in (("address", address_of(request)), ("account", name)):
            if seconds := await self._rates.wait(self.rule, f"desk-{what}", who):
                raise too_many(seconds)
