"""One process of ours: its own group, its own log, and an end that follows ours."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from balise.settings import ROOT

_PR_SET_PDEATHSIG = 1


def ends_with_us(signum: int) -> Callable[[], None]:
    """
    Return what a child does just before its program starts, so that the kernel ends it if we vanish (Linux).

    The kernel watches the thread that started the child: start children from the main thread only.
    """
    if not sys.platform.startswith("linux"):
        return lambda: None
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def prepare() -> None:
        prctl(_PR_SET_PDEATHSIG, signum)
        if os.getppid() != parent:
            os._exit(1)

    return prepare


@dataclass(frozen=True, slots=True)
class Child:
    """A process that was started and its log."""

    name: str
    process: asyncio.subprocess.Process
    log: Path

    @property
    def pid(self) -> int:
        """Its number, which is also its group's."""
        return self.process.pid

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self.process.returncode is None

    def last_lines(self, count: int = 15) -> str:
        """Return the end of its log."""
        with self.log.open("rb") as file:
            file.seek(max(0, self.log.stat().st_size - 20_000))
            lines = file.read().decode(errors="replace").splitlines()
        return "\n".join(lines[-count:])

    def ask_to_stop(self) -> None:
        """Ask it to finish what it is doing and end."""
        if self.alive:
            with suppress(ProcessLookupError):
                self.process.terminate()

    async def gone(self, patience: float) -> None:
        """Wait for its end, then end all that is left of its group."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.process.wait(), patience)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        await self.process.wait()


def _fresh_log(log: Path) -> int:
    if log.exists():
        log.replace(log.with_suffix(".previous.log"))
    return os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


async def start_child(name: str, command: Sequence[str], env: dict[str, str], log: Path) -> Child:
    """Start a program; the log of its previous life is kept beside the new one."""
    descriptor = _fresh_log(log)
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=descriptor,
            stderr=descriptor,
            env=env,
            cwd=ROOT,
            process_group=0,
            preexec_fn=ends_with_us(signal.SIGKILL),
        )
    finally:
        os.close(descriptor)
    return Child(name, process, log)
