"""What an operator lets Balise do by itself, one port an ability."""

from __future__ import annotations

from typing import Protocol

from balise.model.box_change import BoxChange, Carrier


class Unpublisher(Protocol):
    """
    Takes a box off the public directory, through its operator. The box itself goes on.

    This port and the next two change what `carrier` shows of `address`, a BAL, wherever it shows it. They look first:
    what is already as asked is `done` without a change, so repeating a call whose answer was lost is harmless. `key` is the
    same for every try of one request: the other side may tell repeats by it.

    They raise Invalid (`address`: no MSSanté address); NotFound when the directory knows no such carrier, or the box hangs
    on another kind of carrier; Conflict when somebody changed it between the look and the change (calling again looks again);
    Refused when Balise may not: `credentials` (our key), `not_allowed`, `not_offered` (the ability is not open).
    """

    async def unpublish(self, address: str, carrier: Carrier, key: str) -> BoxChange:
        """Put a box on the liste rouge. A box that its carrier does not show is `done`."""
        ...


class BoxDeleter(Protocol):
    """Deletes boxes from the directory, for good. See `Unpublisher` for the arguments and the errors."""

    async def delete(self, address: str, carrier: Carrier, key: str) -> BoxChange:
        """Delete a box. A box that its carrier does not show is `done`."""
        ...


class PreferredBoxSetter(Protocol):
    """Tells the directory which box is to be used first. See `Unpublisher` for the arguments and the errors."""

    async def prefer(self, address: str, carrier: Carrier, key: str) -> BoxChange:
        """Make a box the first of its carrier, alone in that place. NotFound too when the carrier does not show it."""
        ...


class BoxOffice(Unpublisher, BoxDeleter, PreferredBoxSetter, Protocol):
    """Every change of the directory, where one side takes them all."""
