"""When a model is trained, and which ones are kept."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path

import pytest

from balise.launch.model import Trainer, fingerprint
from balise.launch.problem import LaunchProblem
from balise.launch.progress import Progress
from balise.settings import ROOT

# In the place of Rasa's Python: counts its trainings and writes the archive it was asked for.
_TRAINS = '#!/bin/sh\necho x >> "$COUNT"\nsleep 0.3\necho model > "${10}/${12}.tar.gz"\n'
_FAILS = "#!/bin/sh\necho 'domaine illisible' >&2\nexit 1\n"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Lend a small tree of what shapes a model."""
    for name in ("bot/config.yml", "bot/nlu/features.py", "data/nlu/a.yml", "data/rules/a.yml", "data/operators.yml"):
        path = tmp_path / "root" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "root"


def trainer(root: Path, script: str) -> Trainer:
    """Return a trainer whose Rasa is a shell script."""
    python = root.parent / "rasa_python"
    python.write_text(script.replace("$COUNT", str(root.parent / "count")))
    python.chmod(0o755)
    return Trainer(root.parent / "models", python, root)


@pytest.mark.parametrize("name", ["bot/config.yml", "bot/nlu/features.py", "data/nlu/a.yml", "data/rules/a.yml"])
def test_whatever_shapes_the_model_changes_its_fingerprint(sources: Path, name: str) -> None:
    """A component's helper counts as much as the training data."""
    before = fingerprint(sources)
    (sources / name).write_text("changed")

    assert before != fingerprint(sources)


def test_what_does_not_shape_the_model_leaves_its_fingerprint(sources: Path) -> None:
    """The operators are read at run time, and compiled modules are no source."""
    before = fingerprint(sources)
    (sources / "data/operators.yml").write_text("changed")
    (sources / "bot/__pycache__").mkdir()
    (sources / "bot/__pycache__/x.pyc").write_text("changed")

    assert before == fingerprint(sources)


def test_a_renamed_file_changes_the_fingerprint(sources: Path) -> None:
    """Names are part of what Rasa reads."""
    before = fingerprint(sources)
    shutil.move(sources / "data/nlu/a.yml", sources / "data/nlu/b.yml")

    assert before != fingerprint(sources)


async def test_two_calls_at_once_train_once(sources: Path) -> None:
    """A test run beside a `make run` waits for the other's training instead of repeating it."""
    subject = trainer(sources, _TRAINS)

    archives = await asyncio.gather(subject.ensure(Progress()), subject.ensure(Progress()))

    assert [subject.archive] * 2 == archives
    assert "x\n" == (sources.parent / "count").read_text()


async def test_a_model_that_is_there_is_used(sources: Path) -> None:
    """Training is for when nothing matches."""
    subject = trainer(sources, _FAILS)
    subject.models.mkdir()
    subject.archive.write_text("model")

    assert subject.archive == await subject.ensure(Progress())


async def test_a_failed_training_shows_why_and_leaves_no_archive(sources: Path) -> None:
    """The end of Rasa's own output is in the message."""
    subject = trainer(sources, _FAILS)

    with pytest.raises(LaunchProblem, match="domaine illisible"):
        await subject.ensure(Progress())

    assert [".lock"] == [path.name for path in subject.models.iterdir()]


async def test_a_missing_environment_is_a_clear_problem(sources: Path) -> None:
    """Without Rasa's Python, the message names the command that installs it."""
    with pytest.raises(LaunchProblem, match="make setup"):
        await Trainer(sources.parent / "models", sources / "none", sources).ensure(Progress())


async def test_only_the_models_used_last_are_kept(sources: Path) -> None:
    """Going back and forth between two branches trains nothing again; the disk does not fill up."""
    subject = trainer(sources, _TRAINS)
    subject.models.mkdir()
    for age in range(5):
        old = subject.models / f"balise-old{age}.tar.gz"
        old.write_text("model")
        os.utime(old, (1000 - age, 1000 - age))

    await subject.ensure(Progress())

    kept = {path.name for path in subject.models.glob("*.tar.gz")}
    assert {subject.archive.name, "balise-old0.tar.gz", "balise-old1.tar.gz"} == kept


def test_the_project_itself_has_a_fingerprint() -> None:
    """The folders named in the code are the ones of the tree."""
    assert 12 == len(fingerprint(ROOT))
