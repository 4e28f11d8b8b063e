"""A store in memory, which does what PostgreSQL does (tests/contract/test_store.py)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from balise.errors import BaliseError
from balise.ports import Clock
from tests.fakes.agents import FakeAgents, FakeDeskSessions
from tests.fakes.bell import FakeBell
from tests.fakes.clock import FakeClock
from tests.fakes.conversations import FakeConversations
from tests.fakes.files import FakeFiles
from tests.fakes.opinions import FakeOpinions
from tests.fakes.privacy import FakeAccesses, FakeErasures
from tests.fakes.procedures import FakeOutbox, FakeProcedures
from tests.fakes.sessions import FakeSessions
from tests.fakes.switches import FakeSettingTrail, FakeSwitches
from tests.fakes.tickets import FakeChats, FakeTickets
from tests.fakes.unit_of_work import Memory, Unit


@dataclass(frozen=True, slots=True)
class FakeWork:
    """The `Work` port."""

    conversations: FakeConversations
    procedures: FakeProcedures
    outbox: FakeOutbox
    files: FakeFiles
    tickets: FakeTickets
    sessions: FakeSessions
    chats: FakeChats
    switches: FakeSwitches
    settings: FakeSettingTrail
    opinions: FakeOpinions
    accesses: FakeAccesses
    erasures: FakeErasures
    agents: FakeAgents
    desk_sessions: FakeDeskSessions


class FakeStore:
    """The `Store` port. Set `failure` to make it unreachable."""

    def __init__(self, clock: Clock | None = None, bell: FakeBell | None = None) -> None:
        self.bell = bell or FakeBell()
        self.failure: BaliseError | None = None
        self._clock = clock or FakeClock()
        self._memory = Memory()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[FakeWork]:
        if self.failure is not None:
            raise self.failure
        unit = Unit(self._memory, self._clock)
        try:
            yield FakeWork(
                FakeConversations(unit),
                FakeProcedures(unit),
                FakeOutbox(unit),
                FakeFiles(unit),
                FakeTickets(unit),
                FakeSessions(unit),
                FakeChats(unit),
                FakeSwitches(unit),
                FakeSettingTrail(unit),
                FakeOpinions(unit),
                FakeAccesses(unit),
                FakeErasures(unit),
                FakeAgents(unit),
                FakeDeskSessions(unit),
            )
            unit.commit(self.bell.ring)
        finally:
            unit.release()
