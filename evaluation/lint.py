"""
Refuses training examples that teach nothing or teach wrongly.

    python -m evaluation.lint

`docs/nlu.md` says how to write good ones.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from bot.nlu.decision import OUT_OF_SCOPE, TALK
from bot.nlu.normalise import fold
from evaluation.examples import Example, read_examples

LEAST = 150
LEAST_OF_TALK = 60
LEAST_OUT_OF_SCOPE = 1200

OPENING = 4
"""Words at the beginning of an example that betray a template when they come back."""

SAME_OPENING = 4
"""How many examples of an intent may begin alike."""

TOO_CLOSE = 0.94
"""The likeness, from 0 to 1, from which two examples of an intent say the same thing."""

TOO_CLOSE_ACROSS = 0.97
"""The likeness from which two examples of different intents contradict each other."""

_THIRD_PERSON = re.compile(
    r"\b(docteur|dr|medecins?|confreres?|associee?s?|secretaires?|collegues?|remplacante?s?|patronn?e?|mari|femme|epouse|chef|"
    r"infirmiere?s?|praticiens?|equipe|service|cabinet|nos|notre|ils?|elles?|son|sa|ses|leurs?|lui)\b"
)
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
_ACCENT = re.compile("[àâçéèêëîïôùûü]", re.IGNORECASE)

STYLES: dict[str, tuple[Callable[[str], bool], float]] = {
    "longs (25 mots et plus)": (lambda text: len(text.split()) >= 25, 0.08),
    "brefs (6 mots au plus)": (lambda text: len(text.split()) <= 6, 0.04),
    "au nom de quelqu’un": (lambda text: bool(_THIRD_PERSON.search(fold(text))), 0.25),
    "questions": (lambda text: "?" in text, 0.10),
    "sans accents": (lambda text: not _ACCENT.search(text) and len(text.split()) >= 4, 0.10),
    "en capitales": (str.isupper, 0.015),
    "avec émoji": (lambda text: bool(_EMOJI.search(text)), 0.01),
}
"""How each way of writing is recognised, and the least share of it that every substantive intent must have."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, said in French to who wrote the examples."""

    intent: str
    what: str


def faults(examples: Sequence[Example]) -> Iterator[Fault]:
    """Yield everything that is wrong with the examples."""
    yield from _written_wrong(examples)
    yield from _too_few(examples)
    yield from _templates(examples)
    yield from _unbalanced(examples)
    yield from _too_alike(examples)


def _written_wrong(examples: Sequence[Example]) -> Iterator[Fault]:
    for one in examples:
        if one.text.startswith("/") or re.search(r"[\[\]{}]", one.text):
            yield Fault(one.intent, f"ne peut pas commencer par « / » ni contenir de crochets : « {one.text} »")


def _too_few(examples: Sequence[Example]) -> Iterator[Fault]:
    counts = Counter(one.intent for one in examples)
    for intent, count in sorted(counts.items()):
        least = LEAST_OUT_OF_SCOPE if intent == OUT_OF_SCOPE else LEAST_OF_TALK if intent in TALK else LEAST
        if count < least:
            yield Fault(intent, f"{count} exemples, il en faut {least}")


def _templates(examples: Sequence[Example]) -> Iterator[Fault]:
    openings = Counter((one.intent, opening) for one in examples if (opening := _opening(one.text)))
    for (intent, opening), times in openings.items():
        if times > SAME_OPENING:
            yield Fault(intent, f"{times} exemples commencent par « {opening} »")


def _opening(text: str) -> str:
    words = re.findall(r"\w+", fold(text))
    return " ".join(words[:OPENING]) if len(words) > OPENING else ""


def _unbalanced(examples: Sequence[Example]) -> Iterator[Fault]:
    by_intent: dict[str, list[str]] = defaultdict(list)
    for one in examples:
        by_intent[one.intent].append(one.text)
    for intent, texts in sorted(by_intent.items()):
        if intent in TALK:
            continue
        for style, (is_so, least) in STYLES.items():
            share = sum(map(is_so, texts)) / len(texts)
            if share < least:
                yield Fault(intent, f"{share:.1%} de messages {style}, il en faut {least:.1%}")


def _too_alike(examples: Sequence[Example]) -> Iterator[Fault]:
    """Compare every two examples, as bare letters: what differs by an accent or a comma is the same."""
    bare = [bare_letters(one.text) for one in examples]
    for start in range(0, len(bare), 1000):
        rows = bare[start : start + 1000]
        alike = cdist(rows, bare, scorer=Indel.normalized_similarity, score_cutoff=TOO_CLOSE_ACROSS, dtype=np.float32, workers=-1)
        for row, column in zip(*np.nonzero(alike), strict=True):
            one, other = examples[start + row], examples[column]
            if column <= start + row or (one.intent == other.intent and alike[row, column] < TOO_CLOSE):
                continue
            yield Fault(one.intent, f"« {one.text} » ressemble trop à « {other.text} » ({other.intent})")


def bare_letters(text: str) -> str:
    """Return a text without accents, case or punctuation; as it is when it holds nothing else (« 👍 », « ??? »)."""
    letters = "".join(re.findall(r"\w+|\s", fold(text))).strip()
    return letters or text


def main() -> int:
    """Print the faults; return 1 when there are any."""
    examples = read_examples()
    found = list(faults(examples))
    for fault in found:
        sys.stdout.write(f"✗ {fault.intent} : {fault.what}\n")
    if not found:
        sys.stdout.write(f"✓ {len(examples)} exemples\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
