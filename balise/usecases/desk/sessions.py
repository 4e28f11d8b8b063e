"""Agents' sessions: a secret in a browser, its hash here, and two ages that end it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from balise.errors import NotFound, NotSignedIn
from balise.model.agent import Agent, DeskSession
from balise.ports import Clock, Store, Work
from balise.usecases.conversation.open import hashed

_OFTEN = timedelta(minutes=1)
"""A session that is in use is noted as such no more often."""


async def begin_session(work: Work, agent: Agent, at: datetime, hint: str = "") -> str:
    """Return the secret of a new session, 256 random bits, which is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    await work.desk_sessions.begin(DeskSession(hashed(secret), agent, at, at, hint))
    return secret


@dataclass(frozen=True, slots=True)
class AgentSessions:
    """Know agents by their sessions. `idle` and `longest` are how old they become, since they were used and since they began."""

    store: Store
    clock: Clock
    idle: timedelta
    longest: timedelta

    async def __call__(self, secret: str) -> Agent:
        """
        Return whose session it is.

        Raises:
            NotSignedIn: nobody's, or it is over.

        """
        now, known = self.clock(), hashed(secret)
        async with self.store.begin() as work:
            try:
                session = await work.desk_sessions.get(known)
            except NotFound as error:
                raise NotSignedIn from error
            holds = session.holds(now, self.idle, self.longest)
            if not holds:
                await work.desk_sessions.end(known)
            elif now - session.seen_at >= _OFTEN:
                await work.desk_sessions.seen(known, now)
        if not holds:
            raise NotSignedIn
        return session.agent

    async def end(self, secret: str, *, everywhere: bool = False) -> str:
        """End a session, or all those of its agent; return the hint of this one, or nothing. One that is over ends no other."""
        known = hashed(secret)
        async with self.store.begin() as work:
            try:
                session = await work.desk_sessions.get(known)
            except NotFound:
                return ""
            if everywhere and session.holds(self.clock(), self.idle, self.longest):
                await work.desk_sessions.end_of(session.agent.subject)
            await work.desk_sessions.end(known)
        return session.hint
