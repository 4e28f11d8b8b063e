"""
Runs the whole of Balise on one machine, and leaves nothing behind.

Nothing is restarted silently: when a process falls, the others are stopped and the person is told which one fell.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from balise.launch import checks
from balise.launch.child import Child, start_child
from balise.launch.model import Trainer
from balise.launch.postgres import database
from balise.launch.preparation import prepare
from balise.launch.problem import LaunchProblem
from balise.launch.progress import Progress
from balise.launch.readiness import until_ready
from balise.launch.services import Service, services_of
from balise.settings import Settings

READY_WITHIN = 120.0
# The gateway goes first, alone, so that no message enters a house whose back is closed.
GATEWAY_GRACE = 3.0
GRACE = 3.0


async def trained(settings: Settings, progress: Progress) -> Path:
    """Return the archive of the model to run."""
    return await Trainer(settings.models, settings.rasa_python).ensure(progress)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a stack is made of; tests put small stand-ins in the place of the heavy ones."""

    model: Callable[[Settings, Progress], Awaitable[Path]] = trained
    prepare: Callable[[Settings, Progress], Awaitable[None]] = prepare
    services: Callable[[Settings, Path], Sequence[Service]] = services_of


@dataclass(frozen=True, slots=True)
class Stack:
    """A running Balise."""

    settings: Settings  # Complete: with the database's URL and the tokens.
    model: Path
    children: tuple[Child, ...]

    @property
    def url(self) -> str:
        """Where people find it."""
        return self.settings.base_url

    @property
    def database_url(self) -> str:
        """Its database."""
        return self.settings.database_url.get_secret_value() if self.settings.database_url else ""

    @property
    def rasa_url(self) -> str:
        """Its dialogue engine."""
        return self.settings.rasa_url

    @property
    def rasa_token(self) -> str:
        """The token of Rasa's own interface."""
        return self.settings.rasa_token.get_secret_value()

    @property
    def processes(self) -> dict[str, int]:
        """The number of each process, by service."""
        return {child.name: child.pid for child in self.children}

    def child(self, name: str) -> Child:
        """Return one of its processes."""
        return next(child for child in self.children if child.name == name)

    async def watch(self) -> None:
        """Wait until one of the processes falls, and raise LaunchProblem saying which and why."""
        await _first_fall(self.children)


@asynccontextmanager
async def running_stack(settings: Settings, progress: Progress | None = None, parts: Parts | None = None) -> AsyncIterator[Stack]:
    """
    Start everything, wait until it works, and stop it at the end of the block. Call it from the main thread.

    Raises:
        LaunchProblem: with what is wrong and what to do, in French.

    """
    progress, parts = progress or Progress(), parts or Parts()
    checks.make_state(settings.state)
    checks.check_room(settings.state)
    async with AsyncExitStack() as cleanup:
        cleanup.enter_context(checks.sole_owner(settings.state))
        checks.check_ports(settings)
        model = await parts.model(settings, progress)
        with progress.step("Base de données"):
            url = cleanup.enter_context(database(settings))
        settings = _completed(settings, url)
        await parts.prepare(settings, progress)
        children = await cleanup.enter_async_context(_children(parts.services(settings, model), settings, progress))
        yield Stack(settings, model, tuple(children))


def _completed(settings: Settings, url: str) -> Settings:
    """Add what the processes share and nobody gave: the database, and tokens for Rasa and its actions, drawn for this start."""
    made = {"database_url": url, "rasa_token": secrets.token_urlsafe(24), "actions_token": secrets.token_urlsafe(24)}
    drawn = {name: SecretStr(value) for name, value in made.items() if not getattr(settings, name)}
    return settings.model_copy(update={**drawn, "drawn": tuple(drawn)})


@asynccontextmanager
async def _children(services: Sequence[Service], settings: Settings, progress: Progress) -> AsyncIterator[list[Child]]:
    children: list[Child] = []
    try:
        for service in services:
            log = settings.state / "log" / f"{service.name}.log"
            children.append(await start_child(service.name, service.command, dict(service.env), log))
        await _all_ready(services, children, progress)
        yield children
    finally:
        if children:
            with progress.step("Arrêt de Balise"):
                await stop(children)


async def _all_ready(services: Sequence[Service], children: Sequence[Child], progress: Progress) -> None:
    """Wait for every service; the first that falls ends the wait."""
    with progress.step("Démarrage des services") as step:
        waits = {asyncio.create_task(until_ready(s.ready_url, s.hopeless)): s.name for s in services if s.ready_url}
        fall = asyncio.create_task(_first_fall(children))
        try:
            while pending := [task for task in waits if not task.done()]:
                if step.seconds > READY_WITHIN:
                    raise LaunchProblem(_never_ready([waits[task] for task in pending], children))
                await asyncio.wait({fall, *pending}, timeout=0.5, return_when=asyncio.FIRST_COMPLETED)
                if fall.done():
                    fall.result()
                step.tick()
            if broken := [waits[task] for task in waits if not task.result()]:
                raise LaunchProblem(_never_ready(broken, children))
        finally:
            for task in (fall, *waits):
                task.cancel()


async def _first_fall(children: Sequence[Child]) -> None:
    ends = [asyncio.create_task(child.process.wait()) for child in children]
    try:
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in ends:
            task.cancel()
    fallen = next(child for child in children if not child.alive)
    raise LaunchProblem(
        f"Le service « {fallen.name} » s'est arrêté (code {fallen.process.returncode}). Fin de son journal ({fallen.log}) :\n\n"
        f"{fallen.last_lines()}"
    )


def _never_ready(names: Sequence[str], children: Sequence[Child]) -> str:
    logs = "\n\n".join(f"{child.log} :\n{child.last_lines()}" for child in children if child.name in names)
    return f"Ne fonctionne pas : {', '.join(names)}. Fin des journaux :\n\n{logs}"


async def stop(children: Sequence[Child]) -> None:
    """Stop the processes, last started first, by force if they take too long."""
    gateways = [child for child in children if child.name == "gateway"]
    others = [child for child in reversed(children) if child.name != "gateway"]
    for group, grace in ((gateways, GATEWAY_GRACE), (others, GRACE)):
        for child in group:
            child.ask_to_stop()
        await asyncio.gather(*(child.gone(grace) for child in group))
