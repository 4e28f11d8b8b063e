"""What `bot/config.yml` says of the pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.nlu.decision import Thresholds
from bot.nlu.intent_classifier import FrenchIntentClassifier
from bot.nlu.intent_decider import IntentDecider

ROOT = Path(__file__).resolve().parent.parent


def read_thresholds(root: Path = ROOT) -> Thresholds:
    """Return the thresholds in use."""
    return Thresholds(**_options(root, IntentDecider))


def read_training(root: Path = ROOT) -> dict[str, Any]:
    """Return what the ranker is trained with."""
    return {**FrenchIntentClassifier.get_default_config(), **_options(root, FrenchIntentClassifier)}


def _options(root: Path, component: type) -> dict[str, Any]:
    pipeline = yaml.safe_load((root / "bot" / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    name = f"{component.__module__}.{component.__name__}"
    (options,) = [entry for entry in pipeline if entry["name"] == name]
    return {key: value for key, value in options.items() if key != "name"}
