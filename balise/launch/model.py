"""The dialogue model: trained when nothing in `models/` was made from the files that are there now."""

from __future__ import annotations

import asyncio
import fcntl
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from balise.launch.checks import check_room
from balise.launch.child import Child, start_child
from balise.launch.environment import for_rasa
from balise.launch.problem import LaunchProblem
from balise.launch.progress import Progress, Step
from balise.launch.shaping import fingerprint
from balise.settings import ROOT, Settings

KEPT = 3


@dataclass(frozen=True, slots=True)
class Trainer:
    """Trains models into a folder with Rasa's environment."""

    models: Path
    rasa_python: Path
    root: Path = ROOT

    @property
    def archive(self) -> Path:
        """Where the model of the present files is, or will be."""
        return self.models / f"balise-{fingerprint(self.root)}.tar.gz"

    async def ensure(self, progress: Progress) -> Path:
        """Return the model of the present files, trained now if need be. Two calls at once train once."""
        self.models.mkdir(parents=True, exist_ok=True)
        archive = self.archive
        if not archive.exists():
            async with self._alone(progress):
                if not archive.exists():
                    await self._train(archive, progress)
        os.utime(archive)
        self._forget_old()
        return archive

    @asynccontextmanager
    async def _alone(self, progress: Progress) -> AsyncIterator[None]:
        with (self.models / ".lock").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                with progress.step("Attente d'un entraînement déjà en cours") as step:
                    await _locked(file.fileno(), step)
            yield

    async def _train(self, archive: Path, progress: Progress) -> None:
        if not self.rasa_python.exists():
            raise LaunchProblem(f"L'environnement de Rasa manque ({self.rasa_python}) : lancez « make setup ».")
        check_room(self.models)
        with tempfile.TemporaryDirectory(prefix=".training-", dir=self.models) as folder:
            draft = Path(folder) / archive.name
            with progress.step("Entraînement du modèle de dialogue (une à deux minutes)") as step:
                child = await start_child("train", self._command(draft), _environment(Path(folder)), Path(folder) / "train.log")
                await _followed(child, step)
                if child.process.returncode != 0 or not draft.exists():
                    raise LaunchProblem(f"L'entraînement du modèle a échoué. Fin de son journal :\n\n{child.last_lines(40)}")
            draft.replace(archive)

    def _command(self, draft: Path) -> list[str]:
        sources = ["--domain", "bot/domain", "--data", "data", "--config", "bot/config.yml"]
        output = ["--out", str(draft.parent), "--fixed-model-name", draft.name.removesuffix(".tar.gz")]
        return [str(self.rasa_python), "bot/launch_rasa.py", "train", *sources, *output]

    def _forget_old(self) -> None:
        """Keep the few models used last."""
        archives = sorted(self.models.glob("balise-*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in archives[KEPT:]:
            path.unlink(missing_ok=True)


def ensure_model(settings: Settings) -> Path:
    """Return the model of the present files for a command of the terminal, training it in sight if need be."""
    return asyncio.run(Trainer(settings.models, settings.rasa_python).ensure(Progress(sys.stderr)))


def _environment(folder: Path) -> dict[str, str]:
    # Rasa's own cache looks at the source of a component and not at the modules it uses: it starts empty each time.
    return for_rasa({"RASA_CACHE_DIRECTORY": str(folder / "cache")})


async def _locked(descriptor: int, step: Step) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            step.tick()
            await asyncio.sleep(0.5)
        else:
            return


async def _followed(child: Child, step: Step) -> None:
    """Wait for the end of a training; if we are interrupted, so is it."""
    try:
        while child.alive:
            step.tick()
            await asyncio.wait({asyncio.ensure_future(child.process.wait())}, timeout=0.5)
    finally:
        child.ask_to_stop()
        await child.gone(2.0)
