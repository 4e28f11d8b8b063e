"""SIGKILL at random moments of a batch of letters: every request arrives, and a repeat can be told by its Message-ID."""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from sqlalchemy import text

from balise.launch.environment import for_ours
from balise.model.procedure import Actor, Kind, Letter, State, draft
from balise.settings import ROOT, Settings
from balise.wiring import Wiring, now
from tests.fakes.smtp_server import SmtpServer

LETTERS = 500
KILLS = 20
PATIENCE = 60.0


async def write_letters(wiring: Wiring) -> set[str]:
    """Confirm a batch of procedures, each with its letter; return their references."""
    references = set()
    async with wiring.store.begin() as work:
        for number in range(LETTERS):
            made = draft(Kind.UNPUBLISH, "c", now(), f"10{number:09d}").moved(State.CONFIRMED, Actor.PRACTITIONER, now())
            key = made.key("request")
            await work.procedures.add(made)
            await work.outbox.add(Letter(key, made.reference, "aide@operateur.example", "Demande", "Bonjour", State.SENT))
            references.add(made.reference)
    return references


class Workers:
    """The workers of a test, one after the other; whoever begins while the last is dying is counted too."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self._settings, self._log = settings, log
        self._living: list[asyncio.subprocess.Process] = []

    async def hire(self) -> None:
        """Start one."""
        with self._log.open("ab") as output:
            command = (sys.executable, "-m", "channels.worker")
            environment = for_ours(self._settings)
            made = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        self._living.append(made)

    async def kill_oldest(self) -> int:
        """Kill the one that has worked longest, with SIGKILL; return how it ended."""
        oldest = self._living.pop(0)
        with suppress(ProcessLookupError):
            oldest.kill()
        return await oldest.wait()

    async def kill_all(self) -> None:
        """Leave none."""
        while self._living:
            await self.kill_oldest()


async def until_received(smtp: SmtpServer, count: int) -> None:
    """Wait until the server has received so many e-mails."""
    deadline = time.monotonic() + PATIENCE
    while len(smtp.received) < count:
        assert time.monotonic() < deadline, f"{len(smtp.received)} of {count} received"
        await asyncio.sleep(0.001)


async def until_all_sent(wiring: Wiring) -> None:
    """Wait until the procedures say that everything has left."""
    deadline = time.monotonic() + PATIENCE
    waiting = text("SELECT count(*) FROM procedures WHERE state <> 'sent'")
    while True:
        async with wiring.engine.connect() as db:
            if not (left := (await db.execute(waiting)).scalar_one()):
                return
        assert time.monotonic() < deadline, f"{left} have not left"
        await asyncio.sleep(0.05)


async def test_a_worker_killed_at_any_moment_loses_and_doubles_nothing(wiring: Wiring, smtp: SmtpServer, tmp_path: Path) -> None:
    """
    Twenty SIGKILLs in a batch of five hundred letters: five hundred requests arrive; what comes twice is one Message-ID.
    """
    drawn = random.Random(4)  # noqa: S311 - the same moments each time
    moments = sorted(drawn.sample(range(1, LETTERS - 20), KILLS))
    references = await write_letters(wiring)
    workers = Workers(wiring.settings, tmp_path / "log")
    deaths = []
    try:
        await workers.hire()
        for moment in moments:
            # The next is hired before: while it starts, the other works, as when a supervisor keeps two.
            await workers.hire()
            await until_received(smtp, moment)
            await asyncio.sleep(drawn.random() * 0.01)
            deaths.append(await workers.kill_oldest())
        await until_all_sent(wiring)
    finally:
        await workers.kill_all()
    arrived = Counter((email["X-Balise-Reference"], email["Message-ID"]) for email in smtp.received)

    assert [-9] * KILLS == deaths
    assert references == {reference for reference, _ in arrived}
    assert LETTERS == len(arrived) == len({message_id for _, message_id in arrived})
