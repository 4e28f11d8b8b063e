"""Five models, each judged on the fifth of the examples it never saw; the rankings are kept for the choice of thresholds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import StratifiedKFold

from balise.launch.progress import Progress
from balise.model.evaluation import Labelled
from evaluation.configuration import ROOT
from evaluation.samples import Sample
from evaluation.understanding import Chance, Rankings, Understanding

FOLDS = 5
SEED = 0


def cross_validate(samples: Sequence[Sample], training: dict[str, Any], progress: Progress) -> Rankings:
    """Rank each example with a model trained without its fold. Folds hold the same share of every intent."""
    texts = np.array([one.labelled.text for one in samples], dtype=object)
    labels = np.array([one.labelled.intents[0] for one in samples])
    intents = tuple(sorted(set(labels.tolist())))
    chances = np.zeros((len(samples), len(intents)))
    clauses: list[Sequence[Chance]] = [()] * len(samples)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(texts, labels)
    for number, (seen, unseen) in enumerate(folds, start=1):
        with progress.step(f"Validation croisée, pli {number} sur {FOLDS} ({len(seen)} exemples)"):
            understanding = Understanding.fit(texts[seen].tolist(), labels[seen].tolist(), training)
            found = understanding.rank(texts[unseen].tolist())
            columns = [intents.index(intent) for intent in found.intents]
            chances[np.ix_(unseen, columns)] = found.chances
            for place, pieces in zip(unseen, found.clauses, strict=True):
                clauses[place] = pieces
    return Rankings(intents, chances, clauses)


def ranking_key(samples: Sequence[Sample], training: dict[str, Any], root: Path = ROOT) -> str:
    """Return a hash of all that decides the rankings: the examples, how the ranker is trained, and the code."""
    code = "".join(path.read_text(encoding="utf-8") for path in sorted((root / "bot" / "nlu").glob("*.py")))
    examples = [(one.labelled.text, one.labelled.intents) for one in samples]
    said = json.dumps([examples, sorted(training.items()), code, FOLDS, SEED])
    return hashlib.sha256(said.encode()).hexdigest()


def save(file: Path, key: str, samples: Sequence[Sample], rankings: Rankings) -> None:
    """Keep rankings with what they are the rankings of, as plain arrays and JSON."""
    about = {
        "key": key,
        "intents": rankings.intents,
        "clauses": rankings.clauses,
        "samples": [(one.id, one.labelled.text, one.labelled.style, one.labelled.intents) for one in samples],
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(file, about=np.array(json.dumps(about)), chances=rankings.chances)


def load(file: Path) -> tuple[str, list[Sample], Rankings]:
    """Read back what `save` wrote: its key, the examples and their rankings."""
    with np.load(file, allow_pickle=False) as saved:
        about, chances = json.loads(str(saved["about"])), saved["chances"]
    samples = [Sample(mark, Labelled(text, style, tuple(intents))) for mark, text, style, intents in about["samples"]]
    clauses = [[(name, chance) for name, chance in pieces] for pieces in about["clauses"]]
    return about["key"], samples, Rankings(tuple(about["intents"]), chances, clauses)
