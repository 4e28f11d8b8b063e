"""Trains and runs a pipeline in processes and an environment of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from balise.launch.progress import Progress, Step
from evaluation.examples import Example
from evaluation.pipelines.data import set_aside, written

ROOT = Path(__file__).resolve().parents[2]
TENSORFLOW = ROOT / ".venv-compare"
LIBRARIES = ("OMP", "OPENBLAS", "MKL")
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "2", "CUDA_VISIBLE_DEVICES": ""}


class Failed(Exception):
    """A pipeline could not be measured; the message says where to look."""


@dataclass(frozen=True)
class Pipeline:
    """One configuration."""

    name: str
    components: list[dict[str, Any]]
    needs_tensorflow: bool

    @property
    def python(self) -> Path:
        """The interpreter that runs it."""
        return (TENSORFLOW if self.needs_tensorflow else ROOT / ".venv-rasa") / "bin" / "python"

    @property
    def is_ours(self) -> bool:
        """Whether some of its code is in this repository."""
        return any(not component["name"].startswith("rasa.") for component in self.components)


@dataclass(frozen=True)
class Material:
    """
    What every pipeline is given: examples to learn, and texts to understand.

    `once` spares the second training: the pipeline that reads the texts has then learned four fifths of the examples.
    """

    examples: list[Example]
    texts: list[str]
    once: bool


def read_pipelines() -> list[Pipeline]:
    """Return the configurations in the order of their files; the number in a file's name is not part of theirs."""
    files = sorted(Path(__file__).parent.glob("*.yml"))
    found = [(path.stem.partition("_")[2], yaml.safe_load(path.read_text(encoding="utf-8"))) for path in files]
    return [Pipeline(name, content["pipeline"], content.get("tensorflow", False)) for name, content in found]


def measure(pipeline: Pipeline, material: Material, log: Path, progress: Progress) -> dict[str, Any]:
    """
    Train and run a pipeline; return what it said of each message, and what it took.

    Raises:
        Failed: One of its programs ended badly.

    """
    log.write_text("")
    if pipeline.needs_tensorflow:
        with progress.step("Environnement avec TensorFlow (.venv-compare)") as step:
            make_environment(log, step)
    known, aside = set_aside(material.examples)
    with tempfile.TemporaryDirectory() as folder:
        run = Run(pipeline, Path(folder), log, progress)
        trained = run.train(known)
        guessed = run.parse([example.text for example in aside])
        if not material.once:
            trained = run.train(material.examples)
        parsed = run.parse(material.texts)
    guesses = [(example.text, example.intent, row["ranking"]) for example, row in zip(aside, guessed["rows"], strict=True)]
    return {**trained, "resident_mb": parsed["resident_mb"], "guesses": guesses, "rows": parsed["rows"]}


def make_environment(log: Path, step: Step) -> None:
    """Make or check the environment that has TensorFlow (2.5 GB), with the uv of this project."""
    uv = subprocess.run([sys.executable, "tools/get_uv.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    if uv.returncode:
        raise Failed(uv.stderr.strip())
    variables = {"UV_PROJECT_ENVIRONMENT": str(TENSORFLOW), "MULTIDICT_NO_EXTENSIONS": "1"}
    follow([uv.stdout.strip(), "sync", "--locked", "--project", "evaluation/tensorflow"], variables, log, step)


def follow(command: list[str], variables: dict[str, str], log: Path, step: Step) -> None:
    """
    Run a program to its end, ticking.

    Raises:
        Failed: It ended badly.

    """
    inherited = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    with log.open("a") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=inherited | variables, stdout=out, stderr=out)  # noqa: S603 - our own
        try:
            while process.poll() is None:
                step.tick()
                time.sleep(0.1)
        finally:
            process.kill()
    if process.returncode:
        last = (log.read_text(errors="replace").strip().splitlines() or ["?"])[-1]
        raise Failed(f"{last} (voir {log})")


class Run:
    """The programs that train and run one pipeline, in a folder that will disappear."""

    def __init__(self, pipeline: Pipeline, folder: Path, log: Path, progress: Progress) -> None:
        self._pipeline = pipeline
        self._folder = folder
        self._log = log
        self._progress = progress
        config = {"recipe": "default.v1", "assistant_id": "compare", "language": "fr", "pipeline": pipeline.components}
        self._config = folder / "config.yml"
        self._config.write_text(yaml.safe_dump(config))

    def train(self, examples: Sequence[Example]) -> dict[str, float]:
        """Return how long it took, and the size of the model."""
        data = self._folder / "nlu.yml"
        data.write_text(written(examples), encoding="utf-8")
        self._do(f"{self._pipeline.name} : apprend {len(examples)} phrases", "train", self._config, data, self._folder)
        return json.loads((self._folder / "train.json").read_text())

    def parse(self, texts: Sequence[str]) -> dict[str, Any]:
        """Return the ranking of each text and its time, and the memory used."""
        asked, answered = self._folder / "texts.json", self._folder / "parsed.json"
        asked.write_text(json.dumps(texts))
        model = self._folder / "model.tar.gz"
        self._do(f"{self._pipeline.name} : lit {len(texts)} messages", "parse", model, asked, answered)
        return json.loads(answered.read_text())

    def _do(self, title: str, verb: str, *paths: Path) -> None:
        threads = str(os.cpu_count() or 1) if verb == "train" else "1"
        variables = {f"{library}_NUM_THREADS": threads for library in LIBRARIES}
        variables |= {f"TF_{kind}_OP_PARALLELISM_THREADS": threads for kind in ("INTER", "INTRA")}
        # A cache of its own: the one of the product would spare some of the training, whose time is measured.
        variables |= QUIET | {"RASA_CACHE_DIRECTORY": str(self._folder / "cache" / verb / str(time.time_ns()))}
        command = [str(self._pipeline.python), "-m", "evaluation.pipelines.run", verb, *map(str, paths)]
        with self._progress.step(title) as step:
            follow(command, variables, self._log, step)
