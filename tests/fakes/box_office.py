"""A directory whose boxes can be changed, in memory: `Unpublisher`, `BoxDeleter`, `PreferredBoxSetter`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from balise.errors import BaliseError, Conflict, Invalid, NotFound
from balise.model.box_change import BoxChange, Carrier, Progress


@dataclass
class Shown:
    """A box as its carrier shows it; `rank` 1 is the first place."""

    hidden: bool = False
    rank: int | None = None


@dataclass
class FakeBoxOffice:
    """
    Keeps boxes by carrier and address. `failure` is raised instead of anything; `lost` once the change is made; `meanwhile` is
    called once between the look and the change. `calls` keeps (deed, address, key).
    """

    carriers: dict[Carrier, dict[str, Shown]] = field(default_factory=dict)
    failure: BaliseError | None = None
    lost: BaliseError | None = None
    meanwhile: Callable[[], object] | None = None
    calls: list[tuple[str, str, str]] = field(default_factory=list)
    version: int = 1

    async def unpublish(self, address: str, carrier: Carrier, key: str) -> BoxChange:
        box = self._look("unpublish", address, carrier, key)
        return self._settle(box is not None and not box.hidden, lambda: setattr(box, "hidden", True))

    async def delete(self, address: str, carrier: Carrier, key: str) -> BoxChange:
        box = self._look("delete", address, carrier, key)
        return self._settle(box is not None, lambda: self.carriers[carrier].pop(address.strip().lower()))

    async def prefer(self, address: str, carrier: Carrier, key: str) -> BoxChange:
        box = self._look("prefer", address, carrier, key)
        if box is None:
            raise NotFound("the carrier has no such box")
        rivals = [other for other in self.carriers[carrier].values() if other is not box and other.rank == 1]

        def promote() -> None:
            for rival in rivals:
                rival.rank = 2
            box.rank = 1

        return self._settle(bool(rivals) or box.rank != 1, promote)

    def touch(self) -> None:
        """Change something, as somebody else would."""
        self.version += 1

    def _look(self, deed: str, address: str, carrier: Carrier, key: str) -> Shown | None:
        self.calls.append((deed, address, key))
        if self.failure is not None:
            raise self.failure
        wanted = address.strip().lower()
        if not re.fullmatch(r"[^@\s]+@([^@\s]+\.mssante\.fr|interop-mssante\.apicrypt\.org)", wanted):
            raise Invalid("address")
        if carrier not in self.carriers:
            raise NotFound("no such carrier in the directory")
        box = self.carriers[carrier].get(wanted)
        kinds = {bool(other.rpps) for other, boxes in self.carriers.items() if wanted in boxes}
        if box is None and kinds - {bool(carrier.rpps)}:
            raise NotFound("the box hangs on another kind of carrier")
        return box

    def _settle(self, needed: bool, change: Callable[[], object]) -> BoxChange:
        if not needed:
            return BoxChange(Progress.DONE, (f"fake/{self.version}",), changed=False)
        seen = self.version
        if self.meanwhile is not None:
            happening, self.meanwhile = self.meanwhile, None
            happening()
        if seen != self.version:
            raise Conflict("changed meanwhile")
        change()
        self.version += 1
        if self.lost is not None:
            lost, self.lost = self.lost, None
            raise lost
        return BoxChange(Progress.DONE, (f"fake/{self.version}",))
