"""A postman who keeps what he carries."""

from __future__ import annotations

from balise.errors import BaliseError
from balise.model.procedure import Letter


class ProcessDied(Exception):
    """What a test raises where the process would be killed."""


class FakePostman:
    """
    The `Postman` port; `sent` keeps the letters in order.

    Set `failure` to make him refuse or be away, and `dies_after_sending` to lose the process once a letter has left.
    """

    def __init__(self) -> None:
        self.sent: list[Letter] = []
        self.failure: BaliseError | None = None
        self.dies_after_sending = False

    async def send(self, letter: Letter) -> None:
        if self.failure is not None:
            raise self.failure
        self.sent.append(letter)
        if self.dies_after_sending:
            raise ProcessDied

    @property
    def keys(self) -> list[str]:
        """The keys of what has left, in order."""
        return [letter.key for letter in self.sent]
