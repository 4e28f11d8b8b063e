"""An agent of the support desk: who they are, what they may do, what they sign in with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from balise.errors import Invalid, Refused

_NAME = re.compile(r"[a-z][a-z0-9.-]{1,39}")


class Role(StrEnum):
    """What somebody of the desk may do: follow people's procedures, or look after the agents. Neither implies the other."""

    AGENT = "agent"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Agent:
    """
    Somebody of the desk, as they proved to be.

    `subject` is theirs alone: `local:` and the name of an account, or `oidc:` and what their provider calls them.
    """

    subject: str
    name: str
    roles: frozenset[Role]

    @property
    def signature(self) -> str:
        """How what they do is signed: a name that people can read, and which nobody else has."""
        return f"{self.name} ({self.subject})"

    def require(self, role: Role) -> None:
        """
        Let them go on.

        Raises:
            Refused: `role`, when they do not have it.

        """
        if role not in self.roles:
            raise Refused("role")


@dataclass(frozen=True, slots=True)
class Account:
    """
    A local account. One that is closed keeps its name, which no other agent can take, and has no secrets.

    `seed` makes the one-time codes (TOTP); `last_step` is the period of the last one that served.
    """

    name: str
    roles: frozenset[Role]
    password_hash: str = field(default="", repr=False)
    seed: str = field(default="", repr=False)
    last_step: int = 0

    @property
    def closed(self) -> bool:
        """Whether nobody may sign in with it."""
        return not self.password_hash

    @property
    def agent(self) -> Agent:
        """Who signs in with it."""
        return Agent(f"local:{self.name}", self.name, self.roles)


@dataclass(frozen=True, slots=True)
class DeskSession:
    """
    An agent's session in one browser, known by the hash of its secret; both times are aware.

    `hint` is what the agents' provider knows its own session by; empty when there is none.
    """

    hash: str = field(repr=False)
    agent: Agent
    began_at: datetime
    seen_at: datetime
    hint: str = field(default="", repr=False)

    def holds(self, now: datetime, idle: timedelta, longest: timedelta) -> bool:
        """Say whether it still lets its agent in: used lately, and not begun too long ago."""
        return now < self.seen_at + idle and now < self.began_at + longest


def account_name(text: str) -> str:
    """
    Return the name of an account as it is kept: lower case, 2 to 40 letters, digits, dots and hyphens.

    Raises:
        Invalid: `name`, when it cannot be one.

    """
    name = text.strip().lower()
    if _NAME.fullmatch(name) is None:
        raise Invalid("name")
    return name
