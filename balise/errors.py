"""
Every error Balise raises on purpose, named by what the caller can do about it.

    BaliseError
    ├── Invalid            the input cannot be used; `reason` says why, in one word
    ├── NotFound           what was asked for does not exist, or is not theirs to see
    │   └── Erased         it existed, and its holder has had it erased
    ├── NotSignedIn        the person must prove who they are first
    ├── Refused            the person may not do this; `reason` says why, in one word
    ├── Suspended          the people in charge have switched this off for now
    ├── Conflict           the thing may no longer make this move
    │   └── Changed        somebody else changed it since it was read: read it again
    ├── TemporaryFailure   something outside did not answer: try again later
    └── PermanentFailure   something outside refused: trying again will not help

Reasons are identifiers (`not_holder`, `nir`): the words people read are chosen at the doors.
"""

from __future__ import annotations


class BaliseError(Exception):
    """The base of all the errors above."""


class _WithReason(BaliseError):
    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason, self.detail = reason, detail


class Invalid(_WithReason):
    """The input cannot be used."""


class NotFound(BaliseError):
    """What was asked for does not exist, or is not the caller's to see."""


class Erased(NotFound):
    """It existed, and its holder, who asks, has had it erased."""


class NotSignedIn(BaliseError):
    """The person must prove who they are first."""


class Refused(_WithReason):
    """The person may not do this."""


class Suspended(BaliseError):
    """The people in charge have switched this off for now."""


class Conflict(BaliseError):
    """The thing may no longer make this move."""


class Changed(Conflict):
    """Somebody else changed the thing since it was read."""


class TemporaryFailure(BaliseError):
    """
    Something outside did not answer.

    `retry_after` is the delay in seconds the other side asked for, when it gave one.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class PermanentFailure(BaliseError):
    """Something outside refused, or answered what cannot be understood."""
