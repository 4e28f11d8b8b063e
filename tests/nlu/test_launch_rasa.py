"""The launcher, as a command: each test starts a process, because stubs must come before Rasa."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.launch_rasa import KNOWN_RASA, REPOSITORY, UNUSED_CHANNELS

LAUNCHER = str(REPOSITORY / "bot" / "launch_rasa.py")
DOMAIN = """
version: "3.1"
intents: [saluer, remercier]
responses:
  utter_saluer: [{text: Bonjour}]
  utter_remercier: [{text: Je vous en prie}]
"""
DATA = """
version: "3.1"
nlu:
  - intent: saluer
    examples: |
      - bonjour
      - salut
      - bonsoir
      - coucou vous
  - intent: remercier
    examples: |
      - merci
      - merci beaucoup
      - je vous remercie
      - c'est très gentil
rules:
  - rule: saluer
    steps: [{intent: saluer}, {action: utter_saluer}]
  - rule: remercier
    steps: [{intent: remercier}, {action: utter_remercier}]
"""


def python(*arguments: str, folder: Path, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder, seeing this repository and nothing of what the tests imported."""
    variables = {**os.environ, "RASA_CACHE_DIRECTORY": str(folder / "cache"), **environment}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=variables, input=given, capture_output=True, text=True, check=False
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Lend a folder with the smallest bot that can be trained."""
    (tmp_path / "domain.yml").write_text(DOMAIN, encoding="utf-8")
    (tmp_path / "data.yml").write_text(DATA, encoding="utf-8")
    return tmp_path


def test_answers_its_version(tmp_path: Path) -> None:
    """
    Rasa's own command line answers, from any folder.
    """
    done = python(LAUNCHER, "--version", folder=tmp_path)

    assert 0 == done.returncode, done.stderr
    assert KNOWN_RASA in done.stdout


def test_refuses_another_rasa(tmp_path: Path) -> None:
    """
    A Rasa that the stubs were not written for is refused at once, in words that name both versions.
    """
    metadata = tmp_path / "rasa-3.6.20.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text("Metadata-Version: 2.1\nName: rasa\nVersion: 3.6.20\n", encoding="utf-8")
    done = python(LAUNCHER, "--version", folder=tmp_path, PYTHONPATH=str(tmp_path))

    assert 1 == done.returncode
    assert KNOWN_RASA in done.stderr
    assert "3.6.20" in done.stderr


def test_leaves_heavy_libraries_out(tmp_path: Path) -> None:
    """
    What serves a model imports neither TensorFlow, nor plotting, nor the clients of services we do not use.
    """
    heavy = ("tensorflow", "matplotlib", "pymongo.mongo_client", "boto3.session", "aiogram", "twilio", "slack")
    script = (
        "import sys; from bot.launch_rasa import prepare; prepare();"
        "import rasa.core.run, rasa.core.agent, rasa.__main__;"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = python("-c", script, folder=tmp_path, PYTHONPATH=str(REPOSITORY))

    assert ["[]"] == done.stdout.splitlines(), done.stderr


def test_keeps_the_channel_of_the_gateway(tmp_path: Path) -> None:
    """
    The REST channel is Rasa's own; the channels that were left out cannot be found under their usual names.
    """
    script = (
        "from bot.launch_rasa import prepare; prepare();"
        "from rasa.core.channels import BUILTIN_CHANNELS as channels;"
        "print(channels['rest'].__module__, 'telegram' in channels, len(channels))"
    )
    done = python("-c", script, folder=tmp_path, PYTHONPATH=str(REPOSITORY))

    # Console, Rasa's own chat, callback and REST remain.
    assert [f"rasa.core.channels.rest False {len(UNUSED_CHANNELS) + 4}"] == done.stdout.splitlines(), done.stderr


def test_telemetry_is_off(tmp_path: Path) -> None:
    """
    Telemetry is off even where the environment asks for it.
    """
    script = "from bot.launch_rasa import prepare; prepare(); import rasa.telemetry; print(rasa.telemetry.is_telemetry_enabled())"
    done = python("-c", script, folder=tmp_path, PYTHONPATH=str(REPOSITORY), RASA_TELEMETRY_ENABLED="true")

    assert ["False"] == done.stdout.splitlines(), done.stderr


def test_validates_trains_tests_and_parses(project: Path) -> None:
    """
    The commands Balise uses work without TensorFlow, with the configuration it ships.
    """
    sources = ["--domain", "domain.yml", "--data", "data.yml", "--config", str(REPOSITORY / "bot" / "config.yml")]
    validated = python(LAUNCHER, "data", "validate", *sources, folder=project)
    trained = python(LAUNCHER, "train", *sources, "--out", "models", "--fixed-model-name", "small", folder=project)
    model = str(project / "models" / "small.tar.gz")
    tested = python(LAUNCHER, "test", "nlu", "--nlu", "data.yml", "--domain", "domain.yml", "--model", model, folder=project)
    lines = "".join(json.dumps(text) + "\n" for text in ("bonjour", "/saluer", "œ"))
    parsed = python("-m", "bot.nlu.parse_file", model, folder=project, given=lines, PYTHONPATH=str(REPOSITORY))
    rows = [json.loads(line) for line in parsed.stdout.splitlines()]

    assert [0, 0, 0, 0] == [done.returncode for done in (validated, trained, tested, parsed)], trained.stderr + parsed.stderr
    assert ["bonjour", "/saluer", "œ"] == [row["text"] for row in rows]
    assert "saluer" == rows[0]["intent_ranking"][0]["name"]
    assert all({"saluer", "remercier"} == {found["name"] for found in row["intent_ranking"]} for row in rows)
    assert all(row["decision"]["outcome"] in ("act", "ask", "refuse") and row["parse_ms"] > 0 for row in rows)
