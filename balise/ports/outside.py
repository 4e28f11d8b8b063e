"""Who is outside: the dialogue engine, the post, the printer of papers, whoever proves identities, the clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from balise.model.conversation import Reply, Understanding
from balise.model.identity import Proven
from balise.model.mailbox import Mailbox, Professional
from balise.model.paper import DelegationTerms, Kit, Paper
from balise.model.procedure import Letter, Procedure
from balise.model.reply import Arrival, Fate


class Dialogue(Protocol):
    """The engine that decides what is said next."""

    async def answer(self, dialogue: str, text: str) -> tuple[Reply, ...]:
        """Return what is said to `text` (a sentence, or a button's payload) in a dialogue session."""
        ...

    async def understand(self, text: str) -> Understanding:
        """Return the likeliest intent of a sentence, without answering it."""
        ...


class Postman(Protocol):
    """Sends e-mail."""

    async def send(self, letter: Letter) -> None:
        """Send one letter; its key makes the Message-ID, so that a repeat can be recognised."""
        ...


class Replies(Protocol):
    """The mailbox that letters leave from, and that their answers come back to. Nothing is ever deleted or moved in it."""

    async def waiting(self) -> list[Arrival]:
        """Return messages whose fate is not settled, oldest first; a batch of them when there are many."""
        ...

    async def settle(self, fates: Mapping[str, Fate]) -> None:
        """Note what becomes of messages, by their handles; they wait no more. A handle that is gone changes nothing."""
        ...


class Papers(Protocol):
    """
    Makes the papers people take away, in French. The same words at the same time give the same bytes.

    `at` (aware) is when the paper is made. Raises PermanentFailure when one cannot be made: a bug of ours.
    """

    async def receipt(self, procedure: Procedure, at: datetime) -> Paper:
        """Return the receipt of a procedure (PDF): what was asked, of whom, and the states it went through."""
        ...

    async def delegation_memo(self, terms: DelegationTerms, at: datetime) -> Paper:
        """Return the memo that délégant and délégataire sign (PDF)."""
        ...

    async def end_of_delegation(self, terms: DelegationTerms, at: datetime, days_before: int = 7) -> Paper:
        """Return the calendar entry of the last day (ICS), with an alarm some days before. Raises Invalid (`permanent`)."""
        ...

    async def kit(self, holder: Professional, box: Mailbox, at: datetime) -> Kit:
        """Return what makes a preferred address known, for the practice situation of this box."""
        ...


class IdentityProvider(Protocol):
    """Proves who a person is (OpenID Connect)."""

    async def start(self, redirect_uri: str) -> tuple[str, dict[str, str]]:
        """Return (URL to send the browser to, values to remember until it comes back)."""
        ...

    async def finish(self, redirect_uri: str, remembered: dict[str, str], query: dict[str, str]) -> Proven:
        """
        Return what is proven of the person, from the query the browser came back with.

        Raises Refused (`login`) when the person declined or the answer does not hold; Invalid (`rpps`) when the
        provider knows no national number for them.
        """
        ...

    async def end_session(self, hint: str, back_to: str) -> str | None:
        """Return where to send the browser to end the session of a login, by its hint; None when there is no such place."""
        ...


class Clock(Protocol):
    """Tells the time."""

    def __call__(self) -> datetime:
        """Return now, aware, UTC."""
        ...


class Probe(Protocol):
    """Says whether a dependency answers."""

    async def __call__(self) -> str:
        """Return `ok`, or in one word what is wrong."""
        ...
